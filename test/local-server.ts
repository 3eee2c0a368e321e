import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { keepLog, keepSecret } from "./logs.ts";

const PEYVAND = join(import.meta.dirname, "../bin/peyvand.js");

type Environment = Record<string, string>;

/** Only what a newcomer's shell has, and the settings given. */
function environmentOf(settings: Environment): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env;
  return { PATH, HOME, ...settings };
}

export function newDataFolder(): string {
  return mkdtempSync(join(tmpdir(), "peyvand-test-"));
}

export type LocalServer = {
  url: string;
  /** Everything it printed before it was ready. */
  lines: string[];
  process: ChildProcess;
  /** Kills it at once, as a power cut would. */
  kill(): Promise<void>;
  /** Asks it to stop; gives its exit status. */
  stop(): Promise<number | null>;
};

/**
 * Starts the real server in a process of its own, on a free port, and waits until it says it is ready; with `killAfterMs`
 * it is killed so soon that it usually is not.
 */
export async function startLocalServer(
  dataFolder: string,
  settings: Environment = {},
  killAfterMs?: number,
): Promise<LocalServer> {
  const child = spawn(process.execPath, [PEYVAND, "start"], {
    env: environmentOf({ PORT: "0", PEYVAND_DATA: dataFolder, PEYVAND_DEMO: "0", ...settings }),
    stdio: ["ignore", "pipe", "pipe"],
  });
  if (killAfterMs !== undefined) setTimeout(() => child.kill("SIGKILL"), killAfterMs);
  const errors: string[] = [];
  child.stderr.on("data", (chunk) => {
    errors.push(String(chunk));
    keepLog(String(chunk));
  });
  if (settings.PEYVAND_ADMIN_PASSWORD) keepSecret(settings.PEYVAND_ADMIN_PASSWORD);
  const lines: string[] = [];
  const url = await new Promise<string>((ready, failed) => {
    child.once("exit", (code) => failed(new Error(`It ended with ${code}: ${errors.join("")}`)));
    createInterface({ input: child.stdout }).on("line", (line) => {
      lines.push(line);
      if (line.startsWith("ready ")) ready(line.slice("ready ".length));
    });
  });
  const ended = once(child, "exit");
  return {
    url,
    lines,
    process: child,
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
    async stop() {
      child.kill("SIGTERM");
      const [code] = await ended;
      return code;
    },
  };
}

/** Runs one command of the command line; what it printed and its exit status. */
export function peyvand(
  args: string[],
  settings: Environment,
  cwd = tmpdir(),
): Promise<{ status: number; out: string; err: string }> {
  return new Promise((done) => {
    execFile(process.execPath, [PEYVAND, ...args], { env: environmentOf(settings), cwd }, (error, out, err) => {
      done({ status: error ? Number(error.code) : 0, out, err });
    });
  });
}
