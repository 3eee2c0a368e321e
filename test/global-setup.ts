import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestProject } from "vitest/node";
import { type DynamoDbLocal, findJava, startDynamoDbLocal } from "./dynamodb-local.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Where a test file asks for DynamoDB Local: see `askForDynamoDb`. */
    dynamoDbDoor: string;
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

/** One DynamoDB Local for the whole run, started when the first test file asks for it, so that other runs never pay. */
export default async function setUp(project: TestProject) {
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

  const door = createServer(async (_request, response) => {
    response.setHeader("content-type", "application/json").end(JSON.stringify(await answer()));
  }).listen(0, "127.0.0.1");
  await once(door, "listening");
  project.provide("dynamoDbDoor", `http://127.0.0.1:${(door.address() as AddressInfo).port}`);

  return async () => {
    door.close();
    door.closeAllConnections();
    const local = await started?.catch(() => null);
    await local?.stop();
  };
}
