import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { CrmError } from "#core/platform/errors.ts";
import { halfRestored } from "#server/platform/credentials.ts";
import { SILENT_LOG } from "#server/platform/log.ts";
import { newSecret, sha256 } from "#server/platform/secrets.ts";
import type { Config } from "./config.ts";
import { firstStart } from "./first-start.ts";
import { openWorkspace } from "./open-workspace.ts";
import { SERVER_FILE } from "./start.ts";

/** A workspace as the command line reaches it, wherever it runs. */
export type Reached = {
  /** One call of the API; throws a CrmError with the server's own code and message. */
  call(method: string, path: string, body?: unknown): Promise<unknown>;
  fetch(path: string, init: RequestInit): Promise<Response>;
  close(): Promise<void>;
};

/**
 * Reaches the workspace: at `url` with a key; or through the server that has the data folder open, with the
 * token file only its owner can read; or by opening the data folder in this process.
 */
export async function reachServer(
  config: Config,
  remote: { url?: string; key?: string; toRestore?: boolean },
): Promise<Reached> {
  if (remote.url === undefined && remote.key !== undefined)
    throw new CrmError("invalid", "cli.url_missing", "--key needs --url.");
  if (remote.url !== undefined) {
    if (!/^https?:$/.test(URL.canParse(remote.url) ? new URL(remote.url).protocol : ""))
      throw new CrmError("invalid", "cli.url_wrong", "--url is an address such as https://crm.example.com.");
    if (!remote.key) throw new CrmError("invalid", "cli.key_missing", "--url needs --key.");
    return reachedOver(
      (request) => fetch(request),
      remote.url,
      remote.key,
      async () => {},
    );
  }
  const server = readServerFile(join(resolve(config.dataFolder), SERVER_FILE));
  if (server && (await answers(server)))
    return reachedOver(
      (request) => fetch(request),
      server.url,
      server.token,
      async () => {},
    );
  const token = newSecret("op_");
  const workspace = await openWorkspace({
    dataFolder: resolve(config.dataFolder),
    log: SILENT_LOG,
    operatorHash: await sha256(token),
    secureCookies: false,
    openApiFile: "",
    mailFrom: config.mailFrom,
    mailIn: config.mailIn,
  });
  try {
    // What is restored brings its own settings and people.
    if (!remote.toRestore) {
      if (await workspace.isRestoring()) throw halfRestored();
      await firstStart(await workspace.context(), config, (line) => void process.stderr.write(`${line}\n`));
    }
  } catch (error) {
    await workspace.close();
    throw error;
  }
  return reachedOver(
    async (request) => workspace.app.fetch(request),
    "http://localhost",
    token,
    async () => {
      await workspace.idle();
      await workspace.close();
    },
  );
}

type ServerFile = { url: string; token: string };

/** Null when there is none, or what a crash left of one. */
function readServerFile(path: string): ServerFile | null {
  try {
    const { url, token } = JSON.parse(readFileSync(path, "utf8")) as ServerFile;
    return typeof url === "string" && typeof token === "string" ? { url, token } : null;
  } catch {
    return null;
  }
}

/** Whether the server of this data folder is there: another program may have its port by now. */
async function answers({ url }: ServerFile): Promise<boolean> {
  const response = await fetch(`${url}/api/v1/me`).catch(() => null);
  const body = (await response?.json().catch(() => null)) as { error?: { code?: string } } | null;
  return response?.status === 401 && body?.error?.code === "auth.required";
}

/** The workspace behind anything that answers HTTP requests. */
export function reachedOver(
  send: (request: Request) => Promise<Response>,
  base: string,
  secret: string,
  close: () => Promise<void>,
): Reached {
  const reached: Reached = {
    async fetch(path, init) {
      const headers = new Headers(init.headers);
      headers.set("authorization", `Bearer ${secret}`);
      const response = await send(new Request(new URL(`/api/v1${path}`, base), { ...init, headers })).catch((error) => {
        throw new CrmError(
          "unavailable",
          "cli.unreachable",
          `Cannot reach ${base}: ${error instanceof Error ? error.message : error}`,
        );
      });
      if (response.ok) return response;
      const answer = (await response.json().catch(() => null)) as {
        error?: { code: string; message: string; details?: [] };
      } | null;
      const { code = "cli.failed", message = `The server answered ${response.status}.`, details } = answer?.error ?? {};
      throw new CrmError("invalid", code, message, details);
    },
    async call(method, path, body) {
      const response = await reached.fetch(path, {
        method,
        ...(body !== undefined && { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
      });
      return response.status === 204 ? null : response.json();
    },
    close,
  };
  return reached;
}
