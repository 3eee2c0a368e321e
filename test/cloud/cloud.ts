import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { DynamoDBBatchResponse, DynamoDBRecord } from "aws-lambda";
import { createApiKey } from "#server/workspace/api-keys/verbs.ts";
import { createTestTable } from "../dynamo-test-table.ts";
import type { Send } from "../journey.ts";
import { createTestWorkspace, type TestWorkspace } from "../workspace.ts";
import { type Door as ApiDoor, answerOf, eventOf } from "./http-event.ts";
import { startS3 } from "./s3.ts";
import { startServices } from "./stand-ins.ts";
import { openTableStream } from "./table-stream.ts";

const DOORS = join(import.meta.dirname, "../../dist/aws");
const LIMIT_MS = 900_000;

export type Door<Answer = unknown> = (event: unknown, context: object) => Promise<Answer>;
export type Cloud = Awaited<ReturnType<typeof startCloud>>;

/** The built bundle of a door, as Lambda loads it. */
export async function openDoor<Answer = unknown>(name: string): Promise<Door<Answer>> {
  const file = join(DOORS, name, "index.mjs");
  if (!existsSync(file)) throw new Error(`npm run build comes before this test: ${file} is missing.`);
  return ((await import(pathToFileURL(file).href)) as { handler: Door<Answer> }).handler;
}

/**
 * The built bundles wired as the stack wires them, on the real DynamoDB Local and its real stream; only the services' calls
 * of one another are carried by hand. The table has a workspace and an administrator's key.
 */
export async function startCloud(endpoint: string) {
  const { port, client, tableName } = await createTestTable(endpoint);
  const services = await startServices();
  const s3 = await startS3();
  Object.assign(process.env, {
    PEYVAND_TABLE: tableName,
    PEYVAND_DYNAMODB_ENDPOINT: endpoint,
    PEYVAND_WORKER: "peyvand-worker",
    PEYVAND_BUS: "peyvand-bus",
    AWS_REGION: "local",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    PEYVAND_URL: "https://crm.example",
    PEYVAND_BUCKET: "peyvand-files",
    PEYVAND_S3_PATH_STYLE: "1",
    AWS_ENDPOINT_URL_S3: s3.url,
    AWS_ENDPOINT_URL_LAMBDA: services.url,
    AWS_ENDPOINT_URL_EVENTBRIDGE: services.url,
  });
  const workspace: TestWorkspace = await createTestWorkspace({ port });
  const secret = (await createApiKey(await workspace.ctx(), { name: "cloud", role: "administrator" })).secret;
  await workspace.pump.idle();
  const [api, stream, tick, worker] = await Promise.all([
    openDoor("api"),
    openDoor<DynamoDBBatchResponse>("stream"),
    openDoor("tick"),
    openDoor<{ state: string; email?: string; password?: string }>("worker"),
  ]);
  const source = openTableStream(endpoint, tableName);

  const followBatch = async (records: readonly DynamoDBRecord[]): Promise<void> => {
    let left = [...records];
    for (let tries = 0; left.length > 0; tries++) {
      if (tries > 5) throw new Error("The stream stands still.");
      const { batchItemFailures } = await stream({ Records: left }, {});
      const again = batchItemFailures[0]?.itemIdentifier;
      left =
        again === undefined ? [] : left.slice(left.findIndex(({ dynamodb }) => dynamodb?.SequenceNumber === again));
    }
  };
  const cloud = {
    port,
    client,
    tableName,
    services,
    s3,
    workspace,
    secret,
    source,
    api,
    stream,
    tick,
    worker,
    send: (async (request) => answerOf(await (api as ApiDoor)(await eventOf(request), {}))) as Send,
    /** Hands what the stream brought to the stream's door until nothing new comes, and calls of the worker to the worker. */
    async settle(timeMs: number = LIMIT_MS): Promise<void> {
      for (;;) {
        const shards = await source.read();
        const calls = services.calls.splice(0);
        if (shards.length === 0 && calls.length === 0) return;
        for (const shard of shards) await followBatch(shard);
        for (const { event } of calls) await worker(event, remaining(timeMs));
      }
    },
    close: () => Promise.all([services.close(), s3.close()]),
  };
  return cloud;
}

/** What Lambda hands with an event: how much time is left. */
export function remaining(timeMs: number) {
  const until = Date.now() + timeMs;
  return { getRemainingTimeInMillis: () => until - Date.now() };
}
