import { chmodSync, existsSync, mkdirSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Hono } from "hono";
import { monotonicFactory } from "ulid";
import { foldEmail } from "#core/platform/email.ts";
import { CrmError } from "#core/platform/errors.ts";
import { createSealingVault } from "#node/sealing-vault.ts";
import { createServer, renew, resume, SUBSCRIBERS, tellOutside, work } from "#server/app.ts";
import type { Call } from "#server/platform/call-out.ts";
import type { Ctx } from "#server/platform/context.ts";
import { createTable } from "#server/platform/create-table.ts";
import { DEFAULT_WORKSPACE, workspaceOf, workspaceSettings } from "#server/platform/credentials.ts";
import { INDEXES } from "#server/platform/indexes.ts";
import type { Log } from "#server/platform/log.ts";
import type { Mailer } from "#server/platform/mailer.ts";
import { createPump } from "#server/platform/pump.ts";
import { systemContext } from "#server/platform/system-context.ts";
import { TableError } from "#server/platform/table.ts";
import { SIGN_IN_ROOMS } from "#server/sign-in-app.ts";
import { type Mailbox, openMailbox } from "./mail/mailbox.ts";
import { createDiskFiles } from "./platform/disk-files.ts";
import { openSqliteTable, type SqliteTable } from "./platform/sqlite-table.ts";
import { readVaultKey } from "./platform/vault-key.ts";

const LONGEST_REST_MS = 2000;
const REST_SHARE = 9;

export type LocalWorkspace = {
  app: Hono;
  mailbox: Mailbox;
  /** A context of the machine itself, for what nobody asked for: first start, ticks, deliveries. */
  context(): Promise<Ctx>;
  /** Does what DynamoDB does by itself: deletes what has expired. */
  deleteExpired(): Promise<void>;
  /** Looks for changes left undelivered, and for what an older Peyvand wrote. Jobs are looked after by the tick. */
  wake(): Promise<void>;
  /** Resolves when every change so far has reached its subscribers. */
  idle(): Promise<void>;
  /** Whether it is half restored, so that nothing but the restore may go on. */
  isRestoring(): Promise<boolean>;
  close(): Promise<void>;
};

/** Opens the workspace of a data folder in this process; refused when another process has it open. */
export async function openWorkspace(options: {
  dataFolder: string;
  log: Log;
  operatorHash?: string;
  secureCookies: boolean;
  openApiFile: string;
  /** The program of the thread that writes; without it this one does. */
  writerThread?: string;
  /** Known only once the port is open. */
  publicUrl?: () => string;
  /** Where mail goes; the mailbox of the data folder unless said. */
  smtpUrl?: string;
  mailFrom?: string;
  mailIn?: readonly string[];
  /** Webhooks and gateways may be on the own network. */
  callsInside?: boolean;
}): Promise<LocalWorkspace> {
  mkdirSync(options.dataFolder, { recursive: true, mode: 0o700 });
  keepToOwner(options.dataFolder);
  const port = openDataFile(join(options.dataFolder, "peyvand.db"), options.writerThread);
  const ulid = monotonicFactory();
  const background = new Set<Promise<void>>();
  let stopping = false;
  const table = createTable(port, {
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    random: Math.random,
    newToken: ulid,
    // They share one transaction of the file: the more of them, the less each costs, and the longer others wait for it.
    atOnce: 100,
  });
  const begin = (begun: Set<Promise<void>>) => (work: () => Promise<void>) => {
    const running = work().catch((error) => options.log.error("background.failed", error));
    begun.add(running);
    running.finally(() => begun.delete(running));
  };
  const inBackground = begin(background);
  const mailbox = openMailbox(join(options.dataFolder, "mailbox"));
  const from = options.mailFrom ?? null;
  const platform = {
    table,
    publicUrl: options.publicUrl ?? (() => "http://127.0.0.1:8787"),
    mailer: {
      ...(options.smtpUrl
        ? smtpMailer(options.smtpUrl, from)
        : { ...mailbox.mailer, from: from ?? mailbox.mailer.from }),
      ...(options.mailIn && { receives: options.mailIn }),
    },
    texter: mailbox.texter,
    // Loaded with the first call outside.
    callOut: async (call: Call) =>
      (await import("#node/call-out.ts")).createCallOut({ insideToo: options.callsInside ?? false })(call),
    files: createDiskFiles(join(options.dataFolder, "files")),
    vault: createSealingVault(() => readVaultKey(join(options.dataFolder, "secrets.key"))),
    now: () => new Date().toISOString(),
    newId: <P extends string>(prefix: P): `${P}_${string}` => `${prefix}_${ulid()}`,
    log: options.log,
    announce: (changes: Parameters<Ctx["announce"]>[0]) => pump.wake(changes),
    inBackground,
    wakeJob: (id: string) => inBackground(async () => work(await context(), id)),
    isStopping: () => stopping,
    operatorHash: options.operatorHash,
    secureCookies: options.secureCookies,
    openApi: () => readOpenApi(options.openApiFile),
  };
  const context = (): Promise<Ctx> => systemContext(platform);
  const rest = restWhileBusy(() => background.size > 0);
  // Who waits for an answer from outside takes no time from anybody.
  const waiting = new Set<Promise<void>>();
  const waitingContext = async (): Promise<Ctx> => ({ ...(await context()), inBackground: begin(waiting) });
  const pump = createPump({
    table,
    subscribers: SUBSCRIBERS,
    context,
    onError: (error) => options.log.error("delivery.failed", error),
    async betweenBatches() {
      await rest();
      await tellOutside(await waitingContext());
    },
  });
  const settingsKey = workspaceSettings.key(DEFAULT_WORKSPACE);
  const isRestoring = async () => workspaceOf(await table.get(settingsKey)).isRestoring;
  if (!(await isRestoring())) {
    pump.wake();
    await resume(await context());
  }
  return {
    isRestoring,
    mailbox,
    app: createServer(platform, SIGN_IN_ROOMS),
    context,
    async deleteExpired() {
      await port.deleteExpired(Math.floor(Date.now() / 1000));
    },
    async wake() {
      if (await isRestoring()) return;
      pump.wake();
      await renew(await context());
      await tellOutside(await waitingContext());
    },
    idle: () => pump.idle(),
    async close() {
      stopping = true;
      await pump.stop();
      // What is under way may begin more.
      while (background.size + waiting.size > 0) await Promise.all([...background, ...waiting]);
      await port.close();
    },
  };
}

/** The protocol is loaded with the first mail. */
function smtpMailer(url: string, from: string | null): Mailer {
  const user = decodeURIComponent(new URL(url).username);
  return {
    name: "smtp",
    settles: "never",
    from: from ?? foldEmail(user),
    send: async (mail, sending) => (await import("./mail/smtp-mailer.ts")).sendBySmtp(url, mail, sending.key),
  };
}

/** A folder or files that were there before may be open to others, as a copy or another umask made them. */
function keepToOwner(dataFolder: string): void {
  const names = ["", "peyvand.db", "peyvand.db-wal", "peyvand.db-shm", "peyvand.db-lock", "server.json", "secrets.key"];
  for (const name of names) {
    const path = join(dataFolder, name);
    const found = statSync(path, { throwIfNoEntry: false });
    if (!found || (found.mode & 0o077) === 0) continue;
    try {
      chmodSync(path, found.isDirectory() ? 0o700 : 0o600);
    } catch {
      // Another owner's, or a file system without modes: there it is not ours to say.
    }
  }
}

function openDataFile(file: string, thread?: string): SqliteTable {
  try {
    return openSqliteTable({ file, indexes: INDEXES, thread });
  } catch (error) {
    if (error instanceof TableError) throw new CrmError("unavailable", "storage.not_opened", error.message);
    throw error;
  }
}

async function readOpenApi(file: string): Promise<string> {
  return existsSync(file) ? readFile(file, "utf8") : "{}";
}

/**
 * Following up takes a tenth of the time while long work goes on: somebody waits for that work, and what it leaves to
 * follow up is caught up with when it ends.
 */
function restWhileBusy(isBusy: () => boolean): () => Promise<void> {
  let restedAt = performance.now();
  return async () => {
    const worked = performance.now() - restedAt;
    if (isBusy()) await new Promise((resolve) => setTimeout(resolve, Math.min(LONGEST_REST_MS, REST_SHARE * worked)));
    restedAt = performance.now();
  };
}
