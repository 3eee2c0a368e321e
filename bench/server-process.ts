import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { promisify } from "node:util";

/** Megabytes (10^6 bytes) of a process now and at its highest; null where the system does not tell. */
export type Memory = { nowMb: number; peakMb: number } | null;

export type ServerProcess = {
  url: string;
  /** Seconds from the command to the line that says `ready`. */
  startSeconds: number;
  memory(): Memory;
  stop(): Promise<void>;
};

const COMMAND = "bin/peyvand.js";

/** Servers that run now: they end with this process, however it ends. */
const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));

/** Starts the real server on a data folder, as a person would, and waits until it is ready. */
export async function startServer(dataFolder: string): Promise<ServerProcess> {
  const began = performance.now();
  const child = spawn(process.execPath, [COMMAND, "start"], { env: environment(dataFolder) });
  running.add(child);
  child.once("exit", () => running.delete(child));
  let errors = "";
  child.stderr.on("data", (text) => {
    errors = (errors + text).slice(-2000);
  });
  const url = await readyUrl(child, () => errors);
  let isWanted = true;
  child.once("exit", (code, signal) => {
    if (isWanted) process.stderr.write(`The server ended with ${signal ?? `status ${code}`}: ${errors}\n`);
  });
  return {
    url,
    startSeconds: (performance.now() - began) / 1000,
    memory: () => memoryOf(child.pid),
    async stop() {
      if (child.exitCode !== null) return;
      isWanted = false;
      const exited = once(child, "exit");
      child.kill("SIGTERM");
      await exited;
    },
  };
}

/** Runs one command of the command line on the data folder; answers what it printed. */
export async function runCommand(dataFolder: string, args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [COMMAND, ...args], { env: environment(dataFolder) });
  return stdout.trim();
}

function environment(dataFolder: string): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("PEYVAND_"));
  return { ...Object.fromEntries(inherited), PORT: "0", PEYVAND_DEMO: "0", PEYVAND_DATA: dataFolder };
}

function readyUrl(child: ChildProcess, errors: () => string): Promise<string> {
  return new Promise((found, failed) => {
    let output = "";
    child.stdout?.on("data", (text) => {
      output += text;
      const ready = /^ready (\S+)$/m.exec(output);
      if (ready?.[1]) found(ready[1]);
    });
    child.once("exit", (code) => failed(new Error(`The server ended with status ${code}: ${errors()}`)));
  });
}

function memoryOf(pid: number | undefined): Memory {
  const path = `/proc/${pid}/status`;
  if (!existsSync(path)) return null;
  const status = readFileSync(path, "utf8");
  const megabytes = (name: string) => {
    const kilobytes = new RegExp(`^${name}:\\s+(\\d+) kB$`, "m").exec(status)?.[1];
    return (Number(kilobytes ?? Number.NaN) * 1024) / 1e6;
  };
  return { nowMb: megabytes("VmRSS"), peakMb: megabytes("VmHWM") };
}
