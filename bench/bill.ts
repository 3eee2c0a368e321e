import { getCustomerPage, logInteraction } from "#core/engagement/interactions/index.ts";
import { createCustomer, listCustomers, updateCustomer } from "#core/people/customers/index.ts";
import { listChanges } from "#core/workspace/changes/index.ts";
import { search } from "#core/workspace/search/endpoints.ts";
import { createMeteredWorkspace } from "./metered-workspace.ts";
import type { Table } from "./report.ts";
import { sampleCustomer, sampleFile } from "./sample-customers.ts";

/** What one of each is billed for, whoever it is: units of the table, requests, and changes that the stream follows. */
export type Used = { readUnits: number; writeUnits: number; requests: number; changes: number };

/** What people and the machine do, by the names that `peyvand cost` counts. */
export const BILLED = ["create", "update", "log", "open", "list", "search", "look", "importRow", "minute"] as const;
export type BillFigures = {
  operations: Record<(typeof BILLED)[number], Used>;
  /** Bytes in the table and its indexes that a new customer, and an interaction, add. */
  storedBytes: { customer: number; interaction: number };
};

const CUSTOMERS = 1000;
const TIMES = 10;

/** Measures on a workspace of a thousand customers; the means of ten of each. */
export async function measureBill(): Promise<BillFigures> {
  const workspace = await createMeteredWorkspace();
  const { call, measure, importFile, billed, stored } = workspace;
  const use = async (work: (at: number) => Promise<unknown>, times = TIMES): Promise<Used> => {
    billed();
    const sum: Used = { readUnits: 0, writeUnits: 0, requests: 0, changes: 0 };
    for (let at = 0; at < times; at++) {
      const { readUnits, writeUnits } = await measure(() => work(at));
      sum.readUnits += readUnits;
      sum.writeUnits += writeUnits;
    }
    const { httpRequests, actorReadUnits, changes } = billed();
    const all = { ...sum, readUnits: sum.readUnits + actorReadUnits, requests: httpRequests, changes };
    return Object.fromEntries(Object.entries(all).map(([name, value]) => [name, value / times])) as Used;
  };
  const importRow = await use(() => importFile(sampleFile(0, CUSTOMERS)), 1);
  const { items } = await call(listCustomers, { query: { limit: TIMES } });
  const idAt = (at: number) => items[at % items.length]!.id;
  const before = await stored();
  const create = await use((at) => {
    const { name, phones, email } = sampleCustomer(990_000 + at);
    const body = { name, phones: phones.map((number) => ({ number })), emails: [{ address: email }] };
    return call(createCustomer, { body });
  });
  const created = await stored();
  const text = "برای نوروز دو بلیت شیراز می‌خواهد و تا فردا خبر می‌دهد.";
  const log = await use((at) =>
    call(logInteraction, { body: { customerId: idAt(at), channel: "call", direction: "in", body: text } }),
  );
  const logged = await stored();
  const operations = {
    create,
    log,
    update: await use((at) =>
      call(updateCustomer, { params: { id: idAt(at) }, body: { version: 1, source: `نمایشگاه ${at}` } }),
    ),
    open: await use((at) => call(getCustomerPage, { params: { id: idAt(at) } })),
    list: await use(() => call(listCustomers, { query: { limit: 50 } })),
    search: await use((at) => call(search, { query: { q: sampleCustomer(at).name.slice(0, 4) } })),
    look: await use(() => call(listChanges, { query: { limit: 50 } })),
    importRow: {
      readUnits: importRow.readUnits / CUSTOMERS,
      writeUnits: importRow.writeUnits / CUSTOMERS,
      requests: 0,
      changes: importRow.changes / CUSTOMERS,
    },
    minute: await use(() => workspace.tick()),
  };
  const storedBytes = {
    customer: Math.ceil((created.bytes - before.bytes) / TIMES),
    interaction: Math.ceil((logged.bytes - created.bytes) / TIMES),
  };
  return { operations, storedBytes };
}

export function billTable({ operations, storedBytes }: BillFigures): Table {
  return {
    title: `What a bill counts of each; a customer takes ${storedBytes.customer} bytes, an interaction ${storedBytes.interaction}`,
    headings: ["", "read units", "write units", "requests", "changes"],
    rows: Object.entries(operations).map(([name, { readUnits, writeUnits, requests, changes }]) => ({
      cells: [name, readUnits, writeUnits, requests, changes],
    })),
  };
}
