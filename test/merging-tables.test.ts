import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { getCustomerPage, logInteraction } from "#core/engagement/interactions/index.ts";
import { createCustomer, getCustomer, listCustomers, updateCustomer } from "#core/people/customers/index.ts";
import { listDuplicates, mergeCustomers, undoMerges } from "#core/people/duplicates/index.ts";
import { openSqliteTable } from "#local/platform/sqlite-table.ts";
import { createMeteredTable } from "#server/platform/capacity.ts";
import { INDEXES } from "#server/platform/indexes.ts";
import { createMemoryTable } from "#server/platform/memory-table.ts";
import type { TablePort } from "#server/platform/table.ts";
import { askForDynamoDb, createTestTable } from "./dynamo-test-table.ts";
import { until } from "./journey.ts";
import { createTestWorkspace } from "./workspace.ts";

const endpoint = await askForDynamoDb();

/** A pair is found, merged with the other's code, edited, and separated; every key is where it was. */
async function journey(port: TablePort): Promise<void> {
  const { call, pump } = await createTestWorkspace({ port });
  const make = async (body: Parameters<typeof call<typeof createCustomer>>[1]) =>
    (await call(createCustomer, body)).customer;
  const a = await make({ body: { name: "Sara Ahmadi", phones: [{ number: "09121234567" }], birthOn: "1986-05-18" } });
  const b = await make({ body: { name: "Sarah Ahmady", code: "B-7", birthOn: "1986-05-18" } });
  await call(logInteraction, { body: { customerId: b.id, channel: "call", direction: "in", body: "from b" } });
  const pairs = async () => {
    await pump.idle();
    return (await call(listDuplicates)).items.map(({ evidence }) => evidence);
  };
  await until(pairs, ({ length }) => length === 1);
  expect(await pairs()).toEqual([["sound", "birthOn"]]);

  const two = { survivorId: a.id, absorbedId: b.id };
  const merged = await call(mergeCustomers, { body: { ...two, choices: { name: "absorbed" } } });
  expect([merged.name, merged.code]).toEqual(["Sarah Ahmady", "B-7"]);
  expect(await pairs()).toEqual([]);
  const page = await call(getCustomerPage, { params: { id: a.id } });
  expect(page.timeline.items.filter(({ type }) => type === "interaction")).toHaveLength(1);
  for (const sort of ["newest", "name", "lastContact", "changed"] as const) {
    const list = () => call(listCustomers, { query: { sort } });
    const { items } = await until(list, ({ items }) => items.length === 1 && items[0]?.interactions === 1);
    expect(items.map(({ id, interactions }) => [id, interactions])).toEqual([[a.id, 1]]);
  }

  await call(updateCustomer, { params: { id: a.id }, body: { version: 2, source: "fair" } });
  expect((await call(undoMerges, { body: { items: [two] } })).items).toEqual([{ ...two, done: true }]);
  const [one, other] = [
    await call(getCustomer, { params: { id: a.id } }),
    await call(getCustomer, { params: { id: b.id } }),
  ];
  expect([one.name, one.code, one.source, one.absorbed]).toEqual(["Sara Ahmadi", undefined, "fair", undefined]);
  expect([other.name, other.code, other.mergedInto]).toEqual(["Sarah Ahmady", "B-7", undefined]);
  await until(pairs, ({ length }) => length === 1);
  expect(await pairs()).toEqual([["sound", "birthOn"]]);
  for (const sort of ["newest", "name", "lastContact", "changed"] as const) {
    const list = () => call(listCustomers, { query: { sort } });
    expect((await until(list, ({ items }) => items.length === 2)).items).toHaveLength(2);
  }
}

/** DynamoDB Local knows tokens by account, not by table, and every test workspace makes the same ones. */
function withOwnTokens(port: Awaited<ReturnType<typeof createTestTable>>["port"]): TablePort {
  const tokens = new Map<string, string>();
  const own = (token: string) => {
    if (!tokens.has(token)) tokens.set(token, crypto.randomUUID());
    return tokens.get(token)!;
  };
  return { ...port, transact: (writes, token) => port.transact(writes, own(token)) };
}

test("merged and separated in memory", () => journey(createMemoryTable({ indexes: INDEXES })));

test("merged and separated in SQLite", async () => {
  const folder = await mkdtemp(join(tmpdir(), "peyvand-merging-"));
  const port = openSqliteTable({ file: join(folder, "data.db"), indexes: INDEXES });
  try {
    await journey(port);
  } finally {
    port.close();
    await rm(folder, { recursive: true });
  }
});

describe.skipIf(!endpoint)("on DynamoDB Local", () => {
  test("merged and separated", async () => {
    const { port, client } = await createTestTable(endpoint!);
    try {
      await journey(withOwnTokens(port));
    } finally {
      client.destroy();
    }
  });
});

test("a page is one query, and one more round trip when it shows merged records", async () => {
  const { port, meter } = createMeteredTable(createMemoryTable({ indexes: INDEXES }));
  const { call, pump, ctx } = await createTestWorkspace({ port });
  const { getCustomerPage: read } = await import("#server/engagement/interactions/timeline.ts");
  const ids: `cus_${string}`[] = [];
  for (const name of ["A", "B", "C"]) ids.push((await call(createCustomer, { body: { name } })).customer.id);
  const [a, b, c] = ids as [`cus_${string}`, `cus_${string}`, `cus_${string}`];
  await pump.idle();
  const context = await ctx();
  meter.reset();
  await read(context, a);
  expect([meter.requests, meter.depth]).toEqual([1, 1]);
  for (const absorbedId of [b, c]) await call(mergeCustomers, { body: { survivorId: a, absorbedId } });
  await pump.idle();
  meter.reset();
  await read(context, a);
  expect([meter.requests, meter.depth]).toEqual([3, 2]);
});
