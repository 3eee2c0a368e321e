import { receiveMail } from "#core/engagement/inbound/endpoints.ts";
import type { CallOf, Endpoint, OutputOf } from "#core/platform/endpoint.ts";
import { putUpload } from "#core/workspace/imports/endpoints.ts";
import { createUpload, startImport } from "#core/workspace/imports/index.ts";
import { createSealingVault } from "#node/sealing-vault.ts";
import { createServer, DUE_HANDLERS, SUBSCRIBERS, work } from "#server/app.ts";
import { createMeteredTable, type Meter } from "#server/platform/capacity.ts";
import { createTable } from "#server/platform/create-table.ts";
import { tick } from "#server/platform/due.ts";
import { INDEXES } from "#server/platform/indexes.ts";
import { itemSize } from "#server/platform/item-size.ts";
import { SILENT_LOG } from "#server/platform/log.ts";
import { createMemoryMailbox } from "#server/platform/memory-mailer.ts";
import { createMemoryTable } from "#server/platform/memory-table.ts";
import { createPump, type Pump } from "#server/platform/pump.ts";
import { systemContext } from "#server/platform/system-context.ts";
import type { Item, Key, TablePort } from "#server/platform/table.ts";
import { entryOf } from "#server/platform/table-semantics.ts";
import { SIGN_IN_ROOMS } from "#server/sign-in-app.ts";
import { createApiKey } from "#server/workspace/api-keys/verbs.ts";
import { createMemoryFiles } from "#test/memory-files.ts";
import { createClock, type LooseCall, requestOf } from "#test/workspace.ts";
import { countedIds } from "./counted-ids.ts";

export type Cost = { depth: number; requests: number; readUnits: number; writeUnits: number };

/** What a piece of work costs: the request itself once its actor is known, and what follows from it. */
export type WorkCost = {
  request: Cost;
  sequencer: Cost;
  subscribers: Cost;
  readUnits: number;
  writeUnits: number;
};

/** What else a bill counts: HTTP requests, the reading of who asks, and change rows with all that follows from them. */
export type Billed = { httpRequests: number; actorReadUnits: number; changes: number };

export type MeteredWorkspace = {
  call<E extends Endpoint>(endpoint: E, call?: CallOf<E>): Promise<OutputOf<E>>;
  /** Imports the file to its end. */
  importFile(csv: string): Promise<void>;
  /** Hands over a mail as it came. */
  receive(mail: string): Promise<void>;
  /** Does the work and all that follows from it. */
  measure(work: () => Promise<unknown>): Promise<WorkCost>;
  /** What else was used since this was last asked. */
  billed(): Billed;
  /** Does what is due. */
  tick(): Promise<void>;
  /** Bytes that everything takes in the table and its indexes, and how many items of each type there are. */
  stored(): Promise<{ bytes: number; items: number }>;
};

/** Every request comes from somewhere, and its change says so. */
const AGENT =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
const FROM = { requestContext: { http: { sourceIp: "2001:db8:85a3:1319:8a2e:370:7334:7348" } } };

/** The whole server over the memory table, with a meter each for requests, the sequencer and the subscribers. */
export async function createMeteredWorkspace(): Promise<MeteredWorkspace> {
  const port = inTurns(createMemoryTable({ indexes: INDEXES }));
  const [requests, sequencer, subscribers, actors] = [
    createMeteredTable(port),
    createMeteredTable(port),
    createMeteredTable(port),
    createMeteredTable(port),
  ];
  const counted = { httpRequests: 0, changes: 0 };
  const clock = createClock();
  const newId = countedIds(clock.now);
  const background: Promise<void>[] = [];
  const tableOver = (one: TablePort) =>
    createTable(one, { sleep: async () => {}, random: () => 0.5, newToken: () => crypto.randomUUID() });
  const platform = {
    table: tableOver(withoutActor(requests.port, actors.port)),
    files: createMemoryFiles(),
    vault: createSealingVault(() => new Uint8Array(32)),
    publicUrl: () => "https://crm.example.com",
    mailer: createMemoryMailbox().mailer,
    texter: null,
    callOut: () => Promise.reject(new Error("Nothing is called here.")),
    now: clock.now,
    newId,
    log: SILENT_LOG,
    announce: (changes: readonly Key[]) => {
      counted.changes += changes.length;
      pump.wake(changes);
    },
    inBackground: (work: () => Promise<void>) => void background.push(work()),
    wakeJob: (id: string) => void background.push((async () => work(await systemContext(platform), id))()),
    isStopping: () => false,
    secureCookies: false,
    openApi: async () => "{}",
  };
  const pump: Pump = createPump({
    table: tableOver(sequencer.port),
    subscribers: SUBSCRIBERS,
    context: () => systemContext({ ...platform, table: tableOver(subscribers.port) }),
    onError: (error) => {
      throw error;
    },
  });
  const app = createServer(platform, SIGN_IN_ROOMS);
  const { secret } = await createApiKey(await systemContext(platform), { name: "bench", role: "administrator" });

  const send = async (request: Request) => {
    request.headers.set("user-agent", AGENT);
    counted.httpRequests += 1;
    const response = await app.request(request, undefined, FROM);
    if (!response.ok) throw new Error(`${request.url}: ${response.status} ${await response.text()}`);
    return response;
  };
  const call = async <E extends Endpoint>(endpoint: E, call?: CallOf<E>): Promise<OutputOf<E>> =>
    (await send(requestOf(endpoint, (call ?? {}) as LooseCall, secret))).json() as Promise<OutputOf<E>>;
  const settle = async () => {
    // What goes on behind may begin more of it.
    while (background.length > 0) await Promise.all(background.splice(0));
    await pump.idle();
  };

  return {
    call,
    async importFile(csv) {
      const { id } = await call(createUpload, { body: { fileName: "customers.csv", bytes: Buffer.byteLength(csv) } });
      const put = requestOf(putUpload, { params: { id } }, secret);
      await send(new Request(put, { body: csv, method: "PUT" }));
      await call(startImport, { body: { uploadId: id, as: "customers" } });
      await settle();
    },
    async receive(mail) {
      const request = requestOf(receiveMail, {}, secret);
      request.headers.set("content-type", "message/rfc822");
      await send(new Request(request, { body: mail }));
    },
    billed() {
      const billed = { ...counted, actorReadUnits: actors.meter.readUnits };
      Object.assign(counted, { httpRequests: 0, changes: 0 });
      actors.meter.reset();
      return billed;
    },
    async tick() {
      await tick(await systemContext(platform), DUE_HANDLERS);
    },
    async stored() {
      const items: Item[] = [];
      for (let after: Key | null | undefined; after !== null; ) {
        const page = await port.scan({ limit: 10_000, ...(after && { after }) });
        items.push(...page.items);
        after = page.next;
      }
      const entries = items.flatMap((item) => INDEXES.flatMap((index) => entryOf(item, index)?.item ?? []));
      // What DynamoDB adds to each: «Item sizes and formats» in its developer guide.
      const bytes = [...items, ...entries].reduce((sum, item) => sum + itemSize(item) + 100, 0);
      return { bytes, items: items.length };
    },
    async measure(work) {
      await settle();
      const meters = [requests.meter, sequencer.meter, subscribers.meter] as const;
      for (const meter of meters) meter.reset();
      await work();
      await settle();
      const sum = (of: (meter: Meter) => number) => meters.reduce((all, meter) => all + of(meter), 0);
      return {
        request: costOf(requests.meter),
        sequencer: costOf(sequencer.meter),
        subscribers: costOf(subscribers.meter),
        readUnits: sum(({ readUnits }) => readUnits),
        writeUnits: sum(({ writeUnits }) => writeUnits),
      };
    },
  };
}

function costOf({ depth, requests, readUnits, writeUnits }: Meter): Cost {
  return { depth, requests, readUnits, writeUnits };
}

/** Answers a turn of the event loop later, so that what is asked together is under way together, as over a network. */
function inTurns(port: TablePort): TablePort {
  const turn = () => new Promise((done) => setImmediate(done));
  return {
    indexes: port.indexes,
    engine: port.engine,
    scan: async (...call) => turn().then(() => port.scan(...call)),
    get: async (...call) => turn().then(() => port.get(...call)),
    getMany: async (...call) => turn().then(() => port.getMany(...call)),
    query: async (...call) => turn().then(() => port.query(...call)),
    transact: async (...call) => turn().then(() => port.transact(...call)),
    append: async (...call) => turn().then(() => port.append(...call)),
  };
}

/** Reads of credentials go round the meter: costs count from where the actor is known. */
function withoutActor(metered: TablePort, port: TablePort): TablePort {
  return {
    ...metered,
    getMany: (keys, options) =>
      (keys.some(({ pk }) => pk.startsWith("credential#")) ? port : metered).getMany(keys, options),
  };
}
