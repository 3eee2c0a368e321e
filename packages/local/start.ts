import { lookup } from "node:dns/promises";
import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join, resolve } from "node:path";
import { setFlagsFromString } from "node:v8";
import { serve } from "@hono/node-server";
import { CrmError } from "#core/platform/errors.ts";
import { beforeTick, DUE_HANDLERS } from "#server/app.ts";
import { halfRestored } from "#server/platform/credentials.ts";
import { tick } from "#server/platform/due.ts";
import { createJsonLog } from "#server/platform/log.ts";
import { keepSafe } from "#server/platform/safe-headers.ts";
import { newSecret, sha256 } from "#server/platform/secrets.ts";
import { listStoredUsers } from "#server/workspace/users/index.ts";
import type { Config } from "./config.ts";
import { firstStart } from "./first-start.ts";
import { serveMailbox } from "./mail/mailbox-page.ts";
import { openWorkspace } from "./open-workspace.ts";
import { serveFolder } from "./platform/static-files.ts";

const TICK_MS = 60_000;
const STOP_WITHIN_MS = 3_000;
/** How much garbage may gather, in percent of what is in use. Left to itself V8 lets it grow to twice as much, for 5 % more speed. */
const HEAP_GROWS_PERCENT = 130;

export type Running = { url: string; stop(): Promise<void> };

/** Where the command line of this machine finds the server that has the data folder open. */
export const SERVER_FILE = "server.json";

/** Starts everything on one port: dashboard, API, docs, the tick. */
export async function start(config: Config, distFolder: string, say: (line: string) => void): Promise<Running> {
  setFlagsFromString(`--heap-growing-percent=${HEAP_GROWS_PERCENT}`);
  const dataFolder = resolve(config.dataFolder);
  const operatorSecret = newSecret("op_");
  const log = createJsonLog(
    (line) => process.stderr.write(`${line}\n`),
    () => new Date().toISOString(),
  );
  let url = `http://127.0.0.1:${config.port}`;
  const workspace = await openWorkspace({
    dataFolder,
    log,
    operatorHash: await sha256(operatorSecret),
    secureCookies: config.publicUrl?.startsWith("https:") ?? false,
    openApiFile: join(distFolder, "docs/openapi.json"),
    writerThread: join(distFolder, "sqlite-thread.js"),
    publicUrl: () => config.publicUrl?.replace(/\/+$/, "") ?? url,
    smtpUrl: config.smtpUrl,
    mailFrom: config.mailFrom,
    mailIn: config.mailIn,
    callsInside: config.callsInside,
  });
  try {
    if (await workspace.isRestoring()) throw halfRestored();
    const ctx = await workspace.context();
    await refuseStrangeHost(config);
    await refuseOpenDoor(config, (await listStoredUsers(ctx.table)).length > 0);
    await firstStart(ctx, config, say);
    const docs = serveFolder(join(distFolder, "docs"), "/api/docs");
    const web = serveFolder(join(distFolder, "web"));
    const { app } = workspace;
    const mailbox = serveMailbox(workspace.mailbox, app, config);
    const isHttps = config.publicUrl?.startsWith("https:") ?? false;
    const headers = { isHttps, requestId: () => ctx.newId("req") };
    const fetch = async (request: Request, env: object): Promise<Response> => {
      const { pathname } = new URL(request.url);
      if (pathname.startsWith("/api/docs")) {
        const page = await docs(pathname);
        if (page) return keepSafe(page, headers);
      }
      if (/^\/(api|u|calendar)\//.test(pathname)) return app.fetch(request, env);
      if (/^\/mailbox(\/|$)/.test(pathname)) return keepSafe(await mailbox(request), headers);
      return keepSafe((await web(pathname)) ?? new Response("Not found", { status: 404 }), headers);
    };
    const server = serve({
      fetch,
      hostname: config.host,
      port: config.port,
      // A filter in the address, percent-encoded Persian, is longer than the usual 16 KB.
      serverOptions: { maxHeaderSize: 64 * 1024 },
    });
    await listening(server, config);
    const { port } = server.address() as AddressInfo;
    url = `http://${config.host.includes(":") ? `[${config.host}]` : config.host}:${port}`;
    writeServerFile(dataFolder, { url, token: operatorSecret });
    const timer = setInterval(async () => {
      try {
        if (await workspace.isRestoring()) return;
        const ctx = await workspace.context();
        await beforeTick(ctx);
        await tick(ctx, DUE_HANDLERS);
        await workspace.wake();
        await workspace.deleteExpired();
      } catch (error) {
        log.error("tick.failed", error);
      }
    }, TICK_MS);
    return {
      url,
      async stop() {
        clearInterval(timer);
        rmSync(join(dataFolder, SERVER_FILE), { force: true });
        await new Promise<void>((done) => {
          server.close(() => done());
          if (!("closeIdleConnections" in server)) return;
          server.closeIdleConnections();
          // A client that has stalled half-way must not keep the process.
          setTimeout(() => server.closeAllConnections(), STOP_WITHIN_MS).unref();
        });
        await workspace.close();
      },
    };
  } catch (error) {
    await workspace.close();
    throw error;
  }
}

/** Before anything is written or asked of the settings. */
async function refuseStrangeHost(config: Config): Promise<void> {
  await lookup(config.host).catch((error) => Promise.reject(whyNotListening(error, config)));
}

/** The port is open to others only once somebody has chosen a password. */
async function refuseOpenDoor(config: Config, hasUsers: boolean): Promise<void> {
  const local = ["127.0.0.1", "::1", "localhost"].includes(config.host);
  if (local || hasUsers || config.adminPassword) return;
  throw new CrmError(
    "invalid",
    "config.open_door",
    `HOST=${config.host} would let others in before there is a password. Set PEYVAND_ADMIN_PASSWORD (and PEYVAND_ADMIN_EMAIL) first.`,
  );
}

function listening(server: ReturnType<typeof serve>, config: Config): Promise<void> {
  return new Promise((done, failed) => {
    server.once("listening", () => done());
    server.once("error", (error: NodeJS.ErrnoException) => failed(whyNotListening(error, config)));
  });
}

const NOT_OUR_ADDRESS = ["ENOTFOUND", "EADDRNOTAVAIL", "EAI_AGAIN", "EINVAL", "EAFNOSUPPORT"];

function whyNotListening(error: NodeJS.ErrnoException, { host, port }: Config): Error {
  const because = (code: string, message: string) => new CrmError("unavailable", `config.${code}`, message);
  if (error.code === "EADDRINUSE") return because("port_taken", `Port ${port} is taken. Choose another with PORT=….`);
  if (error.code === "EACCES") return because("port_denied", `Port ${port} is not open to you. Choose one above 1023.`);
  if (!NOT_OUR_ADDRESS.includes(error.code ?? "")) return error;
  return because(
    "host_wrong",
    `HOST=${host} is no address of this machine. Leave it out, or use 127.0.0.1 or 0.0.0.0.`,
  );
}

function writeServerFile(dataFolder: string, content: { url: string; token: string }): void {
  mkdirSync(dataFolder, { recursive: true });
  const path = join(dataFolder, SERVER_FILE);
  writeFileSync(path, JSON.stringify(content), { mode: 0o600 });
  chmodSync(path, 0o600);
}
