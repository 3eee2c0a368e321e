import { readFile } from "node:fs/promises";
import { monotonicFactory } from "ulid";
import { SUBSCRIBERS } from "#server/app.ts";
import type { Platform } from "#server/platform/app.ts";
import { createTable } from "#server/platform/create-table.ts";
import { INDEXES } from "#server/platform/indexes.ts";
import { createJsonLog } from "#server/platform/log.ts";
import { createPump, type Pump } from "#server/platform/pump.ts";
import { systemContext } from "#server/platform/system-context.ts";
import { createDynamoClient } from "./dynamo-client.ts";
import { createDynamoTable } from "./dynamo-table.ts";
import { readEnvironment } from "./environment.ts";

/** How the ports are met on AWS. `pump` numbers and delivers the changes this process made. */
export function createAwsPlatform(): { platform: Platform; pump: Pump } {
  const { tableName, dynamoEndpoint } = readEnvironment();
  const client = createDynamoClient(dynamoEndpoint ? { endpoint: dynamoEndpoint } : {});
  const ulid = monotonicFactory();
  const now = () => new Date().toISOString();
  const log = createJsonLog((line) => process.stdout.write(`${line}\n`), now);
  const table = createTable(createDynamoTable({ client, tableName, indexes: INDEXES }), {
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    random: Math.random,
    newToken: ulid,
  });
  const platform: Platform = {
    table,
    files: null,
    now,
    newId: (prefix) => `${prefix}_${ulid()}`,
    log,
    announce: (changes) => pump.wake(changes),
    inBackground: () => {
      throw new Error("A Lambda is frozen after its answer: work that goes on is a job's.");
    },
    // Its due item is found by the next tick.
    wakeJob: () => {},
    isStopping: () => false,
    secureCookies: true,
    openApi: () => readFile(new URL("./openapi.json", import.meta.url), "utf8"),
  };
  const pump = createPump({
    table,
    subscribers: SUBSCRIBERS,
    context: () => systemContext(platform),
    onError: (error) => log.error("delivery.failed", error),
  });
  return { platform, pump };
}
