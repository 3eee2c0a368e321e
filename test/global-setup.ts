import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import chromium from "@sparticuz/chromium";
import type { TestProject } from "vitest/node";
import { type DynamoDbLocal, findJava, startDynamoDbLocal } from "./dynamodb-local.ts";
import { secretsInLogs } from "./logs.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Where a test file asks for DynamoDB Local: see `askForDynamoDb`. */
    dynamoDbDoor: string;
    /** Where it asks for the path of Chromium, which is unpacked once. */
    chromiumDoor: string;
  }
}

/** What the door answers: where DynamoDB Local listens, or null where it cannot run. */
export type DoorAnswer = { endpoint: string | null; problem?: string };

const NO_JAVA = `
********************************************************************************
*  NO JAVA 17 OR LATER: the tests against the real DynamoDB are LEFT OUT.      *
*  Install one (Debian: apt-get install default-jre-headless) to run them.     *
********************************************************************************
`;

/**
 * One DynamoDB Local for the whole run, started when the first test file asks for it, so that other runs never pay; and one
 * folder for all that the tests lay down, which goes with the run.
 */
export default async function setUp(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), "peyvand-run-"));
  project.config.env = { ...project.config.env, TMPDIR: folder };
  let started: Promise<DynamoDbLocal | null> | undefined;

  async function start(): Promise<DynamoDbLocal | null> {
    const java = await findJava();
    if (java) return startDynamoDbLocal(java);
    console.warn(NO_JAVA);
    return null;
  }

  async function answer(): Promise<DoorAnswer> {
    started ??= start();
    try {
      const local = await started;
      return { endpoint: local?.endpoint ?? null };
    } catch (error) {
      return { endpoint: null, problem: String(error) };
    }
  }

  let unpacked: Promise<string> | undefined;
  const door = createServer(async ({ url }, response) => {
    if (url === "/chromium") {
      unpacked ??= chromium.executablePath();
      response.end(await unpacked);
    } else response.setHeader("content-type", "application/json").end(JSON.stringify(await answer()));
  }).listen(0, "127.0.0.1");
  await once(door, "listening");
  const url = `http://127.0.0.1:${(door.address() as AddressInfo).port}`;
  project.provide("dynamoDbDoor", `${url}/dynamodb`);
  project.provide("chromiumDoor", `${url}/chromium`);

  return async () => {
    door.close();
    door.closeAllConnections();
    const local = await started?.catch(() => null);
    await local?.stop();
    const secrets = secretsInLogs(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    if (secrets.length === 0) return;
    console.error(`FAILED: secrets stand in the logs of this run: ${secrets.join(", ")}`);
    process.exitCode = 1;
  };
}
