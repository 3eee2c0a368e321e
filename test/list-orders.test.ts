import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import { logInteraction } from "#core/engagement/interactions/index.ts";
import {
  archiveCustomer,
  CUSTOMER_ORDERS,
  type CustomerOrder,
  createCustomer,
  listCustomers,
  restoreCustomer,
  updateCustomer,
} from "#core/people/customers/index.ts";
import { openSqliteTable } from "#local/platform/sqlite-table.ts";
import { INDEXES } from "#server/platform/indexes.ts";
import { createMemoryTable } from "#server/platform/memory-table.ts";
import { askForDynamoDb, createTestTable } from "./dynamo-test-table.ts";
import { createTestWorkspace, requestOf, type TestWorkspace } from "./workspace.ts";

type Ask = { sort: CustomerOrder; reverse?: boolean; limit?: number; archived?: boolean; filter?: string };

async function page({ call }: TestWorkspace, ask: Ask, cursor?: string | null) {
  const { reverse = false, archived = false, ...rest } = ask;
  return call(listCustomers, {
    query: { ...rest, reverse: String(reverse), archived: String(archived), ...(cursor && { cursor }) },
  });
}

async function namesBy(workspace: TestWorkspace, ask: Ask): Promise<string[]> {
  const names: string[] = [];
  let cursor: string | null = null;
  do {
    const { items, nextCursor } = await page(workspace, ask, cursor);
    names.push(...items.map(({ name }) => name));
    cursor = nextCursor;
  } while (cursor);
  return names;
}

async function create({ call }: TestWorkspace, name: string) {
  return (await call(createCustomer, { body: { name } })).customer.id;
}

async function contact({ call }: TestWorkspace, customerId: `cus_${string}`, occurredAt: string) {
  await call(logInteraction, { body: { customerId, channel: "call", direction: "in", occurredAt } });
}

test("by last contact the latest comes first, the longest silence when reversed, and the never contacted last in both", async () => {
  const workspace = await createTestWorkspace();
  const [a, b, c] = await Promise.all(["A", "B", "C", "D", "E"].map((name) => create(workspace, name)));
  await contact(workspace, a!, "2026-01-01T00:00:00.000Z");
  await contact(workspace, b!, "2026-03-01T00:00:00.000Z");
  await contact(workspace, c!, "2026-02-01T00:00:00.000Z");
  // Told later, it happened before: the last contact stays the last.
  await contact(workspace, b!, "2020-01-01T00:00:00.000Z");
  for (const limit of [1, 2, 3, 50]) {
    const latest = await namesBy(workspace, { sort: "lastContact", limit });
    expect([latest.slice(0, 3), latest.slice(3).sort()]).toEqual([
      ["B", "C", "A"],
      ["D", "E"],
    ]);
    const longest = await namesBy(workspace, { sort: "lastContact", reverse: true, limit });
    expect([longest.slice(0, 3), longest.slice(3).sort()]).toEqual([
      ["A", "C", "B"],
      ["D", "E"],
    ]);
  }
});

test("a corrected or withdrawn interaction moves its customer, and an archived one is listed with the archived", async () => {
  const { correctInteraction, withdrawInteraction } = await import("#core/engagement/interactions/index.ts");
  const workspace = await createTestWorkspace();
  const [a, b] = [await create(workspace, "A"), await create(workspace, "B")];
  await contact(workspace, a, "2026-01-01T00:00:00.000Z");
  const body = { customerId: b, channel: "call", direction: "in", occurredAt: "2026-02-01T00:00:00.000Z" } as const;
  const { id } = await workspace.call(logInteraction, { body });
  const order = () => namesBy(workspace, { sort: "lastContact" });
  expect(await order()).toEqual(["B", "A"]);
  const corrected = { version: 1, occurredAt: "2025-02-01T00:00:00.000Z" };
  await workspace.call(correctInteraction, { params: { id }, body: corrected });
  await workspace.pump.idle();
  expect(await order()).toEqual(["A", "B"]);
  await workspace.call(withdrawInteraction, { params: { id }, body: { version: 2 } });
  await workspace.pump.idle();
  expect(await namesBy(workspace, { sort: "lastContact", reverse: true })).toEqual(["A", "B"]);
  await workspace.call(archiveCustomer, { params: { id: a } });
  expect(await order()).toEqual(["B"]);
  expect(await namesBy(workspace, { sort: "lastContact", archived: true })).toEqual(["A"]);
  await workspace.call(restoreCustomer, { params: { id: a } });
  expect(await order()).toEqual(["A", "B"]);
});

test("by change the record edited last comes first; a contact is no change of the record", async () => {
  const workspace = await createTestWorkspace();
  const [a, b] = [await create(workspace, "A"), await create(workspace, "B"), await create(workspace, "C")];
  await workspace.call(updateCustomer, { params: { id: a }, body: { version: 1, source: "fair" } });
  await contact(workspace, b, "2026-01-01T00:00:00.000Z");
  expect(await namesBy(workspace, { sort: "changed" })).toEqual(["A", "C", "B"]);
  expect(await namesBy(workspace, { sort: "changed", reverse: true })).toEqual(["B", "C", "A"]);
  expect(await namesBy(workspace, { sort: "newest", reverse: true })).toEqual(["A", "B", "C"]);
  expect(await namesBy(workspace, { sort: "name", reverse: true })).toEqual(["C", "B", "A"]);
});

const endpoint = await askForDynamoDb();

describe.each([
  { where: "in memory", runs: 60, leftOut: false, open: async () => createMemoryTable({ indexes: INDEXES }) },
  {
    where: "on SQLite",
    runs: 20,
    leftOut: false,
    open: async () => {
      const folder = mkdtempSync(join(tmpdir(), "peyvand-orders-"));
      const table = openSqliteTable({ file: join(folder, "table.db"), indexes: INDEXES });
      onTestFinished(async () => {
        await table.close();
        rmSync(folder, { recursive: true, force: true });
      });
      return table;
    },
  },
  {
    where: "on DynamoDB",
    runs: 8,
    leftOut: !endpoint,
    open: async () => {
      const { port, client } = await createTestTable(endpoint!);
      onTestFinished(() => client.destroy());
      return port;
    },
  },
])("$where", ({ runs, leftOut, open }) => {
  test.skipIf(leftOut)(
    "paging through any order shows every customer exactly once, however long the pages, also filtered",
    async () => {
      const workspace = await createTestWorkspace({ port: await open() });
      const names: string[] = [];
      for (let at = 0; at < 37; at++) {
        const name = `C${(at * 7) % 37}`;
        names.push(name);
        const id = await create(workspace, name);
        if (at % 3 > 0) await contact(workspace, id, new Date(Date.UTC(2026, 0, 1 + ((at * 5) % 11))).toISOString());
        if (at % 4 === 0) await workspace.call(updateCustomer, { params: { id }, body: { version: 1, tags: ["x"] } });
      }
      await workspace.pump.idle();
      const filter = JSON.stringify({ field: "tags", is: "hasNone", value: ["x"] });
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...CUSTOMER_ORDERS),
          fc.boolean(),
          fc.boolean(),
          fc.integer({ min: 3, max: 40 }),
          async (sort, reverse, isFiltered, limit) => {
            const listed = await namesBy(workspace, { sort, reverse, limit, ...(isFiltered && { filter }) });
            const expected = isFiltered ? names.filter((_, at) => at % 4 !== 0) : names;
            expect([...listed].sort()).toEqual([...expected].sort());
            const whole = await namesBy(workspace, { sort, reverse, limit: 200, ...(isFiltered && { filter }) });
            expect(listed).toEqual(whole);
          },
        ),
        { numRuns: runs },
      );
    },
    60_000,
  );
});

test("a cursor goes on where it stood, whatever came in before it", async () => {
  const workspace = await createTestWorkspace();
  for (const name of ["A", "B", "C", "D"]) {
    const id = await create(workspace, name);
    await contact(workspace, id, `2026-01-0${name.charCodeAt(0) - 64}T00:00:00.000Z`);
  }
  const first = await page(workspace, { sort: "lastContact", limit: 2 });
  expect(first.items.map(({ name }) => name)).toEqual(["D", "C"]);
  const late = await create(workspace, "Late");
  await contact(workspace, late, "2026-02-01T00:00:00.000Z");
  const { items } = await page(workspace, { sort: "lastContact", limit: 5 }, first.nextCursor);
  expect(items.map(({ name }) => name)).toEqual(["B", "A"]);
});

test("with indexes that lag a page says nobody twice and ends", async () => {
  const port = createMemoryTable({ indexes: INDEXES, indexDelay: () => 3 });
  const workspace = await createTestWorkspace({ port });
  for (let at = 0; at < 20; at++) {
    const id = await create(workspace, `C${at}`);
    await contact(workspace, id, new Date(Date.UTC(2026, 0, 1 + at)).toISOString());
  }
  for (const sort of CUSTOMER_ORDERS) {
    const listed = await namesBy(workspace, { sort, limit: 3 });
    expect(new Set(listed).size).toBe(listed.length);
  }
});

test("a cursor of one order is refused by another, with a code", async () => {
  const workspace = await createTestWorkspace();
  for (const name of ["A", "B"]) await create(workspace, name);
  const { nextCursor } = await page(workspace, { sort: "lastContact", limit: 1 });
  const secret = await workspace.key("viewer");
  const ask = { query: { sort: "changed", cursor: nextCursor } };
  const response = await workspace.app.request(requestOf(listCustomers, ask, secret));
  expect([response.status, (await response.json()).error.code]).toEqual([400, "cursor.invalid"]);
});

test("two who log with the same customer at once are both counted, each once", async () => {
  const workspace = await createTestWorkspace();
  const id = await create(workspace, "A");
  await Promise.all(Array.from({ length: 8 }, (_, at) => contact(workspace, id, `2026-01-0${at + 1}T00:00:00.000Z`)));
  await workspace.pump.idle();
  const { items } = await page(workspace, { sort: "lastContact" });
  expect(items[0]).toMatchObject({ interactions: 8, lastContactAt: "2026-01-08T00:00:00.000Z" });
});
