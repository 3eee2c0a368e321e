import { getCustomerPage, logInteraction } from "#core/engagement/interactions/index.ts";
import { createCustomer, getCustomer, listCustomers, updateCustomer } from "#core/people/customers/index.ts";
import { listChanges } from "#core/workspace/changes/index.ts";
import { createMeteredWorkspace, type MeteredWorkspace, type WorkCost } from "./metered-workspace.ts";
import { sampleCustomer, sampleFile } from "./sample-customers.ts";

export const TABLE_OPERATIONS = [
  "get",
  "customerPage",
  "listNewest",
  "listByName",
  "listByContact",
  "listByChange",
  "changes",
  "create",
  "update",
  "log",
  "importRow",
] as const;

export type TableOperation = (typeof TABLE_OPERATIONS)[number];
export type TableCosts = Record<TableOperation, WorkCost>;

/** The newest customers are the same in every base, so that pages of them cost the same or something grows. */
const NEWEST = { from: 900_000, count: 200 };
const ENTRIES = 45;
const IMPORTED_ROWS = 100;

/** What each operation costs on the table port, on a base of so many customers. The same in every run. */
export async function measureTable(customers: number): Promise<TableCosts> {
  const workspace = await createMeteredWorkspace();
  const { call, measure, importFile } = workspace;
  await importFile(sampleFile(0, customers - NEWEST.count));
  await importFile(sampleFile(NEWEST.from, NEWEST.count));
  const { items } = await call(listCustomers, { query: { limit: 2 } });
  const [busy, other] = items.map(({ id }) => ({ params: { id } }));
  if (!busy || !other) throw new Error("The list of customers is empty.");
  for (let at = 0; at < ENTRIES; at++) await log(workspace, busy.params.id);

  const costs: Omit<TableCosts, "importRow"> = {
    get: await measure(() => call(getCustomer, busy)),
    customerPage: await measure(() => call(getCustomerPage, busy)),
    listNewest: await measure(() => call(listCustomers, { query: { limit: 50 } })),
    listByName: await measure(() => call(listCustomers, { query: { limit: 50, sort: "name" } })),
    listByContact: await measure(() => call(listCustomers, { query: { limit: 50, sort: "lastContact" } })),
    listByChange: await measure(() => call(listCustomers, { query: { limit: 50, sort: "changed" } })),
    changes: await measure(() => call(listChanges, { query: { limit: 50 } })),
    create: await measure(() => create(workspace, 990_000)),
    update: await measure(() => call(updateCustomer, { ...other, body: { version: 1, source: "نمایشگاه" } })),
    log: await measure(() => log(workspace, other.params.id)),
  };
  const imported = await measure(() => importFile(sampleFile(980_000, IMPORTED_ROWS)));
  return { ...costs, importRow: perRow(imported) };
}

function create({ call }: MeteredWorkspace, number: number) {
  const { name, phones, email } = sampleCustomer(number);
  return call(createCustomer, {
    body: { name, phones: phones.map((phone) => ({ number: phone })), emails: [{ address: email }] },
  });
}

function log({ call }: MeteredWorkspace, customerId: `cus_${string}`) {
  const body = "برای نوروز دو بلیت شیراز می‌خواهد و تا فردا خبر می‌دهد.";
  return call(logInteraction, { body: { customerId, channel: "call", direction: "in", body } });
}

/** An import's shares; its depth is the whole import's and says nothing of a row. */
function perRow(whole: WorkCost): WorkCost {
  const share = ({ requests, readUnits, writeUnits }: WorkCost["request"]) => ({
    depth: 0,
    requests: requests / IMPORTED_ROWS,
    readUnits: readUnits / IMPORTED_ROWS,
    writeUnits: writeUnits / IMPORTED_ROWS,
  });
  return {
    request: share(whole.request),
    sequencer: share(whole.sequencer),
    subscribers: share(whole.subscribers),
    readUnits: whole.readUnits / IMPORTED_ROWS,
    writeUnits: whole.writeUnits / IMPORTED_ROWS,
  };
}

/** What costs other than it did on the smallest base: there should be nothing. */
export function growing(bySize: Record<string, TableCosts>): TableOperation[] {
  const [smallest, ...others] = Object.values(bySize);
  // How many of an import's changes are numbered together depends on the moment, not on the base.
  const counted = (costs: TableCosts | undefined, name: TableOperation) =>
    JSON.stringify(name === "importRow" ? costs?.importRow.request : costs?.[name]);
  return TABLE_OPERATIONS.filter((name) => others.some((costs) => counted(costs, name) !== counted(smallest, name)));
}
