import { readFile } from "node:fs/promises";
import { monotonicFactory } from "ulid";
import type { Platform } from "#server/platform/app.ts";
import type { Ctx } from "#server/platform/context.ts";
import { createTable } from "#server/platform/create-table.ts";
import { INDEXES } from "#server/platform/indexes.ts";
import { createJsonLog } from "#server/platform/log.ts";
import { systemContext } from "#server/platform/system-context.ts";
import { sesMailer, smsTexter } from "../mail/carriers.ts";
import { createDynamoClient } from "./dynamo-client.ts";
import { createDynamoTable } from "./dynamo-table.ts";
import { type AwsEnvironment, readEnvironment } from "./environment.ts";
import { createParameterVault } from "./parameter-vault.ts";
import { createS3Files } from "./s3-files.ts";
import { createSecrets, type Secrets } from "./secrets.ts";
import { callWorker } from "./worker-call.ts";

export type AwsPlatform = {
  platform: Platform;
  environment: AwsEnvironment;
  secrets: Secrets;
  /** A context of the machine itself: ticks, deliveries, jobs. */
  context(): Promise<Ctx>;
  /** Before the first request: a stack without a domain reads its address where the deployment left it. */
  learnAddress(): Promise<void>;
  /** Resolves when what was begun beside the work has reached its service: a Lambda is frozen after its answer. */
  settled(): Promise<void>;
};

/** How the ports are met on AWS. `isStopping` says when long work must leave off; never, unless said. */
export function createAwsPlatform(isStopping: () => boolean = () => false): AwsPlatform {
  const environment = readEnvironment();
  const { tableName, dynamoEndpoint, worker, bucket, pathStyle } = environment;
  const client = createDynamoClient(dynamoEndpoint ? { endpoint: dynamoEndpoint } : {});
  const ulid = monotonicFactory();
  const now = () => new Date().toISOString();
  const log = createJsonLog((line) => process.stdout.write(`${line}\n`), now);
  const secrets = createSecrets(environment.secrets ?? "/peyvand");
  let publicUrl = environment.publicUrl ?? "";
  // What a request says of its host is the caller's word, and links in mails are made of this: so it is not asked.
  const learnAddress = async () => {
    if (publicUrl === "" && environment.secrets) publicUrl = (await secrets.find("address")) ?? "";
  };
  const begun = new Set<Promise<void>>();
  const table = createTable(createDynamoTable({ client, tableName, indexes: INDEXES }), {
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    random: Math.random,
    newToken: ulid,
  });
  const inBackground = (work: () => Promise<void>) => {
    const running = work().catch((error) => log.error("background.failed", error));
    begun.add(running);
    running.finally(() => begun.delete(running));
  };
  const platform: Platform = {
    table,
    publicUrl: () => publicUrl,
    mailer: sesMailer(environment),
    texter: smsTexter(environment),
    vault: createParameterVault(environment.secrets ?? "/peyvand", ulid),
    files: bucket ? createS3Files(bucket, { pathStyle }) : null,
    // Loaded with the first call outside.
    callOut: async (call) => (await import("#node/call-out.ts")).createCallOut({ insideToo: false })(call),
    now,
    newId: (prefix) => `${prefix}_${ulid()}`,
    log,
    // The table's stream tells of new change rows.
    announce: () => {},
    inBackground,
    // Without a worker's name, or should the call fail, the job's due item is found by a tick.
    wakeJob: (id) => {
      if (worker) inBackground(() => callWorker(worker, id));
    },
    isStopping,
    secureCookies: true,
    openApi: () => readFile(new URL("./openapi.json", import.meta.url), "utf8"),
  };
  return {
    platform,
    environment,
    secrets,
    async context() {
      await learnAddress();
      return systemContext(platform);
    },
    learnAddress,
    async settled() {
      while (begun.size > 0) await Promise.all(begun);
    },
  };
}
