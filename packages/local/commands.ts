import { createWriteStream, existsSync, openAsBlob, statSync } from "node:fs";
import { basename, resolve } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Received } from "#core/engagement/inbound/index.ts";
import { CrmError } from "#core/platform/errors.ts";
import type { Import, ImportPreview } from "#core/workspace/imports/index.ts";
import { hasEnded, type Job } from "#core/workspace/jobs/index.ts";
import type { Scheduled } from "#core/workspace/scheduled/index.ts";
import { newSecret } from "#server/platform/secrets.ts";
import { exportFolder } from "./backup/export-folder.ts";
import { restoreFolder } from "./backup/restore-folder.ts";
import { readConfig } from "./config.ts";
import { type Reached, reachServer } from "./reach-server.ts";

export type CommandOptions = { url?: string; key?: string; json?: boolean };

/** A line for the person who waits; standard output is the result's. */
const tell = (line: string) => void process.stderr.write(`${line}\n`);

export function runExport(folder: string, options: CommandOptions): Promise<void> {
  return run(
    options,
    (server) => exportFolder(server, folder, tell),
    ({ items, files, exact }) =>
      `${items} items and ${files} files exported to ${folder}${exact ? "" : " (people wrote meanwhile: see docs/backup.md)"}`,
  );
}

export function runRestore(folder: string, options: CommandOptions): Promise<void> {
  return run(
    { ...options, toRestore: true },
    (server) => restoreFolder(server, folder, tell),
    ({ items, files }) => `${items} items and ${files} files restored`,
  );
}

/** Runs one command against the workspace; with `--json` what it returns is the one thing on standard output. */
async function run<T>(
  options: CommandOptions & { toRestore?: boolean },
  work: (server: Reached) => Promise<T>,
  say: (result: T) => string,
): Promise<void> {
  const server = await reachServer(readConfig(process.env, { demoByDefault: false }), options);
  try {
    const result = await work(server);
    process.stdout.write(`${options.json ? JSON.stringify(result) : say(result)}\n`);
  } finally {
    await server.close();
  }
}

export function runUserAdd(options: CommandOptions & { email: string; name: string; role: string }): Promise<void> {
  const given = process.env.PEYVAND_PASSWORD;
  const password = given ?? newSecret("").slice(0, 20);
  const { email, name, role } = options;
  return run(
    options,
    async (server) => {
      const user = await server.call("POST", "/users", { email, name, role, password });
      return { user, ...(given === undefined && { password }) };
    },
    () => (given === undefined ? `${email} added, password ${password}  (shown this once)` : `${email} added`),
  );
}

type KeyOptions = CommandOptions & {
  name: string;
  role?: string;
  permissions?: string;
  expires?: string;
  perMinute?: string;
};

export function runKeyCreate(options: KeyOptions): Promise<void> {
  const { name, permissions, expires, perMinute } = options;
  const role = options.role ?? (permissions === undefined ? "administrator" : undefined);
  const asked = {
    name,
    ...(role !== undefined && { role }),
    ...(permissions !== undefined && { permissions: permissions.split(",").map((one) => one.trim()) }),
    ...(expires !== undefined && { expiresAt: expiryOf(expires) }),
    ...(perMinute !== undefined && { perMinute: Number(perMinute) }),
  };
  return run(
    options,
    async (server) => (await server.call("POST", "/api-keys", asked)) as { secret: string },
    ({ secret }) => secret,
  );
}

/** The end of a day, or of so many days from now; as an instant. */
function expiryOf(said: string): string {
  const days = /^(\d{1,4})d$/.exec(said)?.[1];
  if (days !== undefined) return new Date(Date.now() + Number(days) * 86_400_000).toISOString();
  const at = /^\d{4}-\d{2}-\d{2}$/.test(said) ? `${said}T23:59:59.999Z` : said;
  if (Number.isNaN(Date.parse(at)))
    throw new CrmError(
      "invalid",
      "request.invalid",
      "--expires is a date such as 2027-03-20, or a number of days such as 90d.",
    );
  return new Date(at).toISOString();
}

export function runTick(options: CommandOptions & { now?: string }): Promise<void> {
  return run(
    options,
    async (server) =>
      (await server.call("POST", "/tick", options.now ? { now: options.now } : {})) as Record<string, number>,
    ({ done, failed, parked }) => `done ${done}, failed ${failed}, parked ${parked}`,
  );
}

export function runRotateSecret(options: CommandOptions): Promise<void> {
  return run(
    options,
    (server) => server.call("POST", "/session/secret").then(() => ({ rotated: true })),
    () => "rotated: trusted devices are asked for a code again",
  );
}

/** Each mail by itself: those before one that is refused have arrived, and it does no harm to bring them again. */
export function runReceive(files: readonly string[], options: CommandOptions): Promise<void> {
  const headers = { "content-type": "message/rfc822" };
  return run(
    options,
    async (server) => {
      const results: (Received & { file: string })[] = [];
      for (const file of files.length > 0 ? files : ["-"]) {
        const body = file === "-" ? await fromInput() : await mailIn(file);
        const answer = await server.fetch("/inbound-mails", { method: "POST", headers, body });
        results.push({ file, ...((await answer.json()) as Received) });
      }
      return results;
    },
    (results) => results.map(({ file, outcome, why }) => `${file}: ${outcome}${why ? ` (${why})` : ""}`).join("\n"),
  );
}

async function fromInput(): Promise<Blob> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  return new Blob(chunks);
}

async function mailIn(file: string): Promise<Blob> {
  if (!existsSync(file)) throw new CrmError("invalid", "cli.no_file", `There is no file ${file}.`);
  return openAsBlob(file);
}

const START_OF = {
  "customers.rebuild": "/customers/rebuild",
  "workspace.migrate": "/migrations",
  nightly: "/rfm/nightly",
} as const;

/** Work of every day, run now; it is over when it answers. */
const RUN_OF = { digests: "/scheduled/digests/run" } as const;
export const SCHEDULED_TO_RUN = Object.keys(RUN_OF) as (keyof typeof RUN_OF)[];

export function runScheduledNow(name: keyof typeof RUN_OF, options: CommandOptions): Promise<void> {
  return run(
    options,
    async (server) => (await server.call("POST", RUN_OF[name])) as Scheduled,
    ({ runs }) =>
      Object.entries(runs[0]?.counts ?? {})
        .map(([count, value]) => `${count} ${value}`)
        .join(", "),
  );
}
export const JOBS_TO_START = Object.keys(START_OF) as (keyof typeof START_OF)[];

/** Starts long work and waits until it has ended. */
export function runJobNow(kind: keyof typeof START_OF, options: CommandOptions): Promise<void> {
  return run(
    options,
    async (server) => {
      let job = (await server.call("POST", START_OF[kind])) as Job;
      for (let told = 0; !hasEnded(job.state) && job.state !== "paused"; told = job.progress.done) {
        if (job.progress.done > told)
          tell(`${job.progress.done}${job.progress.total ? ` of ${job.progress.total}` : ""} done`);
        await new Promise((done) => setTimeout(done, POLL_MS));
        job = (await server.call("GET", `/jobs/${job.id}`)) as Job;
      }
      if (job.state === "failed")
        throw new CrmError("unavailable", job.error?.code ?? "job.failed", job.error?.message ?? "");
      return job;
    },
    ({ state, progress }) => `${state}, ${progress.done} done`,
  );
}

type ImportOptions = CommandOptions & {
  calendar?: string;
  dayOrder?: string;
  createCustomers?: boolean;
  as: string;
  onDuplicate: string;
  region?: string;
  sheet?: string;
  refused?: string;
};
const POLL_MS = 200;

export function runImport(file: string, options: ImportOptions): Promise<void> {
  const bytes = statSync(file, { throwIfNoEntry: false })?.size;
  if (bytes === undefined) throw new CrmError("invalid", "cli.no_file", `There is no file ${file}.`);
  return run(
    options,
    async (server) => {
      const upload = (await server.call("POST", "/uploads", { fileName: basename(file), bytes })) as Upload;
      await sendBytes(server, upload, file);
      const { as, onDuplicate, region, sheet } = options;
      const asked = {
        uploadId: upload.id,
        as,
        onDuplicate,
        ...(region && { region }),
        ...(sheet !== undefined && { sheet }),
        ...(options.createCustomers && { createCustomers: true }),
      };
      const preview = (await server.call("POST", "/imports/preview", asked)) as ImportPreview;
      sayWhatIsRead(preview);
      const dates = datesOf(preview, options);
      let state = (await server.call("POST", "/imports", { ...asked, ...(dates && { dates }) })) as Import;
      while (state.state === "running") {
        await new Promise((done) => setTimeout(done, POLL_MS));
        state = (await server.call("GET", `/imports/${state.id}`)) as Import;
      }
      if (state.state === "failed")
        throw new CrmError("invalid", state.error?.code ?? "import.failed", state.error?.message ?? "Failed.");
      const { added, merged, skipped, refused } = state;
      const refusedFile =
        refused > 0
          ? await saveRefused(server, state.id, options.refused ?? freePath(`${basename(file)}.refused.csv`))
          : null;
      return { added, merged, skipped, refused, refusedFile };
    },
    ({ added, merged, skipped, refused, refusedFile }) =>
      `${added} added, ${merged} merged, ${skipped} skipped, ${refused} refused${refusedFile ? `: ${refusedFile}` : ""}`,
  );
}

type Upload = { id: string; url: string };

/** To the server, or to the address it names: one that is signed for these bytes and takes no key. */
async function sendBytes(server: Reached, { id, url }: Upload, file: string): Promise<void> {
  const body = await openAsBlob(file);
  const request = { method: "PUT", body, headers: { "content-type": "application/octet-stream" } };
  if (!URL.canParse(url)) return void (await server.fetch(`/uploads/${id}`, request));
  const { ok, status } = await fetch(url, request);
  if (!ok) throw new CrmError("unavailable", "upload.refused", `The file was not taken (${status}). Send it again.`);
}

/** What is left out is said, never dropped silently. */
function sayWhatIsRead({ columns, product, mapping, sheet }: ImportPreview): void {
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  if (sheet !== null) say(`sheet: ${sheet}`);
  if (mapping === "product") say(`recognised: ${product}`);
  if (mapping === "remembered") say("columns as in the last import with these headings");
  const leftOut = columns.filter(({ field }) => field === null).map(({ heading }, at) => heading || `column ${at + 1}`);
  if (leftOut.length > 0) say(`not imported: ${leftOut.join(", ")}`);
}

/** The answers of the command line, for every column of dates. */
function datesOf({ columns }: ImportPreview, { calendar, dayOrder }: ImportOptions) {
  if (!calendar && !dayOrder) return undefined;
  const said = {
    ...(calendar && { calendar: calendar === "by-year" ? "byYear" : calendar }),
    ...(dayOrder && { dayOrder: dayOrder === "day-first" ? "dayFirst" : "monthFirst" }),
  };
  return columns.map(({ dates }) => (dates ? said : null));
}

/** The path, or with a number when something is there already. */
function freePath(path: string): string {
  for (let number = 2; ; number++) {
    const free = number === 2 ? path : path.replace(/\.csv$/, `-${number - 1}.csv`);
    if (!existsSync(free)) return free;
  }
}

async function saveRefused(server: Reached, id: string, path: string): Promise<string> {
  const response = await server.fetch(`/imports/${id}/refused`, { method: "GET" });
  if (response.body) await pipeline(Readable.fromWeb(response.body as never), createWriteStream(path));
  return resolve(path);
}
