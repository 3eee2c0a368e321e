import { getCustomerPage, logInteraction } from "#core/engagement/interactions/index.ts";
import { createCustomer, listCustomers, updateCustomer } from "#core/people/customers/index.ts";
import { listChanges } from "#core/workspace/changes/index.ts";
import { createUpload, putUpload, startImport } from "#core/workspace/imports/index.ts";
import { search } from "#core/workspace/search/endpoints.ts";
import { DUE_HANDLERS } from "#server/app.ts";
import { dueAttributes, tick } from "#server/platform/due.ts";
import { INDEXES } from "#server/platform/indexes.ts";
import { createMemoryTable } from "#server/platform/memory-table.ts";
import { createMemoryFiles } from "#test/memory-files.ts";
import { createTestWorkspace, requestOf } from "#test/workspace.ts";
import { createHeatPort, type Heat } from "./heat-port.ts";
import { sampleCustomer, sampleFile } from "./sample-customers.ts";

/** What one partition bears, and DynamoDB lets no single key have more, however large the table is. */
export const PARTITION = { read: 3000, write: 1000 };

/** A busy minute of one of 200 people, at the peak of the day. */
const PER_USER_MINUTE = { create: 0.5, log: 2, update: 1, open: 4, list: 2, search: 3, look: 2 };
const USERS = 200;
/** At the same second: a file being imported, and the reminders of nine o'clock being taken up. */
const PER_SECOND = { importRow: 100, due: 100 };

export type Hottest = { partition: string; kind: "read" | "write"; perSecond: number };

/**
 * Units a second on every partition at the peak, hottest first: each operation is done on the real server with the real keys, and what it
 * costs each partition is taken times how often it is done.
 */
export async function heatOfPeak(): Promise<Hottest[]> {
  const { port, take } = createHeatPort(createMemoryTable({ indexes: INDEXES }));
  const workspace = await createTestWorkspace({ port, files: createMemoryFiles() });
  const { call, app, background, key } = workspace;
  const secret = await key("administrator");
  const settle = async () => {
    await Promise.all(background.splice(0));
    await workspace.pump.idle();
  };
  const importRows = async (csv: string) => {
    const { id } = await call(createUpload, { body: { fileName: "a.csv", bytes: Buffer.byteLength(csv) } });
    await app.request(new Request(requestOf(putUpload, { params: { id } }, secret), { method: "PUT", body: csv }));
    await call(startImport, { body: { uploadId: id, as: "customers" } });
    await settle();
  };
  await importRows(sampleFile(0, 400));
  const { items } = await call(listCustomers, { query: { limit: 200 } });
  const idAt = (at: number) => items[at % items.length]!.id;
  const peak: Heat = { read: new Map(), write: new Map() };

  const measure = async (perSecond: number, times: number, work: () => Promise<void>) => {
    await settle();
    take();
    await work();
    await settle();
    const heat = take();
    for (const kind of ["read", "write"] as const)
      for (const [partition, units] of heat[kind]) {
        // A customer's own partition is one of a million: what is done at random customers is spread over all of them.
        const name = nameOf(partition);
        const share = name === partition ? 1 : 1 / 1_000_000;
        peak[kind].set(name, (peak[kind].get(name) ?? 0) + (units / times) * perSecond * share);
      }
  };
  const each = (name: keyof typeof PER_USER_MINUTE, times: number, work: (at: number) => Promise<unknown>) =>
    measure((PER_USER_MINUTE[name] * USERS) / 60, times, async () => {
      for (let at = 0; at < times; at++) await work(at);
    });

  await each("create", 100, (at) => {
    const { name, phones } = sampleCustomer(800_000 + at);
    return call(createCustomer, { body: { name, phones: phones.map((number) => ({ number })) } });
  });
  const log = { channel: "call", direction: "in", body: "می‌خواهد نوروز به شیراز برود" } as const;
  await each("log", 60, (at) => call(logInteraction, { body: { customerId: idAt(at), ...log } }));
  await each("update", 60, (at) =>
    call(updateCustomer, { params: { id: idAt(at) }, body: { version: 1, source: `نمایشگاه ${at}` } }),
  );
  await each("open", 40, (at) => call(getCustomerPage, { params: { id: idAt(at) } }));
  await each("list", 20, () => call(listCustomers, { query: { limit: 50 } }));
  await each("search", 40, (at) => call(search, { query: { q: sampleCustomer(at).name.slice(0, 4) } }));
  await each("look", 20, () => call(listChanges, { query: { limit: 50 } }));
  await measure(PER_SECOND.importRow, 400, () => importRows(sampleFile(500_000, 400)));
  const due = Array.from({ length: 200 }, (_, at) => workspace.clock.now() + at);
  await measure(PER_SECOND.due, due.length, async () => {
    for (const [at] of due.entries()) {
      const id = `act_${"0123456789ABCDEFGHJKMNPQRSTVWXYZ"[at % 32]!.padStart(26, "0")}`;
      const waits = dueAttributes("nobody", id, "2026-03-01T00:00:00.000Z");
      await port.append([{ pk: `heat#${at}`, sk: "due", type: "heat", ...waits }]);
    }
    await tick(await workspace.ctx(), { ...DUE_HANDLERS, nobody: async () => ({ remove: true }) });
  });
  return (["read", "write"] as const)
    .flatMap((kind) => [...peak[kind]].map(([partition, perSecond]) => ({ partition, kind, perSecond })))
    .sort((a, b) => b.perSecond / PARTITION[b.kind] - a.perSecond / PARTITION[a.kind]);
}

/** Partitions with an id in their name are told by their kind. */
function nameOf(partition: string): string {
  return partition.replaceAll(/[a-z]{3}_[0-9A-Z]{26}/g, "*").replace(/^heat#\d+$/, "heat#*");
}
