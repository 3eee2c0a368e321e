import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "libsql";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { IndexDefinition, Item, Write } from "#server/platform/table.ts";
import { closeDatabase, openDatabase } from "./sqlite-open.ts";
import { createSqliteTable, openSqliteTable } from "./sqlite-table.ts";

const DUE: IndexDefinition = { name: "due", project: "keys" };

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "peyvand-sqlite-"));
  file = join(folder, "data.db");
});
afterEach(() => rmSync(folder, { recursive: true }));

test("what was written is there after closing and opening again", async () => {
  const item = { pk: "p", sk: "a", name: "مینا", duePk: "d", dueSk: "1" };
  const first = openSqliteTable({ file, indexes: [DUE] });
  const writing = first.transact([{ put: item }], "t1");
  await first.close();
  await writing;
  const second = openSqliteTable({ file, indexes: [DUE] });
  expect(await second.get(item)).toEqual(item);
  expect((await second.query({ index: "due", pk: "d", limit: 1 })).items).toHaveLength(1);
  await second.close();
});

test("transactions of one turn of the event loop share one commit, and each succeeds or fails by itself", async () => {
  const db = openDatabase(file);
  const table = createSqliteTable(db, [DUE]);
  const exec = vi.spyOn(db, "exec");
  const writes = Array.from({ length: 16 }, (_, i): Write[] => [{ put: { pk: "p", sk: `i${i}` } }]);
  const outcomes = await Promise.allSettled([
    ...writes.map((each, i) => table.transact(each, `t${i}`)),
    table.transact([{ put: { pk: "p", sk: "z" } }, { check: { pk: "p", sk: "none" }, if: { present: true } }], "bad"),
    table.transact([{ update: { pk: "p", sk: "i0" }, set: { seen: true } }], "after"),
    table.append([{ pk: "p", sk: "appended" }]),
  ]);
  expect(exec.mock.calls.filter(([sql]) => sql === "COMMIT")).toHaveLength(1);
  expect(outcomes.map(({ status }) => status === "fulfilled")).toEqual([...writes.map(() => true), false, true, true]);
  expect(await table.get({ pk: "p", sk: "i0" })).toEqual({ pk: "p", sk: "i0", seen: true });
  expect(await table.get({ pk: "p", sk: "z" })).toBeNull();
  expect(await table.get({ pk: "p", sk: "appended" })).not.toBeNull();
  await table.close();
});

test("what is asked after closing, or was under way, is refused and ends nothing", async () => {
  const table = openSqliteTable({ file, indexes: [DUE] });
  const closing = table.close();
  const late = [
    table.transact([{ put: { pk: "p", sk: "a" } }], "t"),
    table.append([{ pk: "p", sk: "b" }]),
    table.query({ pk: "p", limit: 1 }),
    table.query({ pk: "p", limit: 100 }),
    closing.then(() => table.get({ pk: "p", sk: "a" })),
    closing.then(() => table.deleteExpired(1)),
    closing.then(() => table.transact([{ put: { pk: "p", sk: "c" } }], "u")),
    closing.then(() => table.query({ pk: "p", limit: 1 })),
  ];
  for (const one of (await Promise.allSettled(late)).slice(4))
    expect(one).toMatchObject({ reason: { kind: "unavailable", message: "the data file is closed" } });
});

test("one token twice in the same turn is one transaction", async () => {
  const table = openSqliteTable({ file, indexes: [] });
  const put: Write[] = [{ put: { pk: "p", sk: "a" }, if: { absent: true } }];
  await Promise.all([table.transact(put, "t"), table.transact(put, "t")]);
  await expect(table.transact([{ put: { pk: "p", sk: "b" } }], "t")).rejects.toMatchObject({ kind: "invalid" });
  await table.close();
});

test("a full disk refuses what does not fit, spares what does, and takes more once there is room", async () => {
  const db = openDatabase(file);
  const table = createSqliteTable(db, [DUE]);
  const large = (sk: string) => ({ pk: "p", sk, body: "b".repeat(300_000), duePk: "d", dueSk: sk });
  const small: Write = { put: { pk: "p", sk: "small" } };
  await table.transact([{ put: large("first") }], "t1");
  db.exec("PRAGMA max_page_count = 1"); // SQLite takes the present size where that is larger.

  const [fitting, tooMuch] = await Promise.allSettled([
    table.transact([small], "t3"),
    table.transact([{ update: { pk: "p", sk: "first" }, set: { touched: true } }, { put: large("second") }], "t2"),
  ]);
  expect(fitting.status).toBe("fulfilled");
  expect(await table.get({ pk: "p", sk: "small" })).toEqual({ pk: "p", sk: "small" });
  expect(tooMuch).toMatchObject({ status: "rejected", reason: { kind: "full" } });
  await expect(table.append([large("second")])).rejects.toMatchObject({ kind: "full" });
  expect(await table.get({ pk: "p", sk: "second" })).toBeNull();
  expect(await table.get({ pk: "p", sk: "first" })).not.toHaveProperty("touched");
  expect((await table.query({ index: "due", pk: "d", limit: 9 })).items).toHaveLength(1);

  db.exec("PRAGMA max_page_count = 1000000");
  await table.transact([{ update: { pk: "p", sk: "first" }, set: { touched: true } }, { put: large("second") }], "t2");
  expect(await table.get({ pk: "p", sk: "first" })).toHaveProperty("touched");
  expect((await table.query({ index: "due", pk: "d", limit: 9 })).items).toHaveLength(2);
  await table.close();
});

test("an index defined later is filled when the file is opened", async () => {
  const items: Item[] = [
    { pk: "p", sk: "a\0", duePk: "d", dueSk: "2\0", card: 1 },
    { pk: "p", sk: "b", duePk: "d", dueSk: "1", card: 2 },
    { pk: "p", sk: "c", note: 'not "duePk": in it' },
  ];
  const first = openSqliteTable({ file, indexes: [] });
  await first.append(items);
  await first.close();

  const query = { index: "due", pk: "d", limit: 9 };
  const second = openSqliteTable({ file, indexes: [DUE] });
  expect((await second.query(query)).items).toEqual([
    { pk: "p", sk: "b", duePk: "d", dueSk: "1" },
    { pk: "p", sk: "a\0", duePk: "d", dueSk: "2\0" },
  ]);
  await second.close();

  const third = openSqliteTable({ file, indexes: [{ name: "due", project: ["card"] }] });
  expect((await third.query(query)).items).toEqual([items[1], items[0]]);
  await third.close();

  const fourth = openSqliteTable({ file, indexes: [] });
  await fourth.transact([{ delete: { pk: "p", sk: "b" } }], "t");
  await fourth.close();
  const fifth = openSqliteTable({ file, indexes: [{ name: "due", project: ["card"] }] });
  expect((await fifth.query(query)).items).toHaveLength(1);
  await fifth.close();
});

test("expired items are deleted with their index entries, however many", async () => {
  const table = openSqliteTable({ file, indexes: [DUE] });
  for (let batch = 0; batch < 60; batch++)
    await table.append(
      Array.from({ length: 20 }, (_, i) => ({ pk: `p${batch}`, sk: `i${i}`, ttl: 100 + i, duePk: "d", dueSk: "1" })),
    );
  await table.append([{ pk: "kept", sk: "a", ttl: "100", duePk: "d", dueSk: "1" }]);
  expect(await table.get({ pk: "p0", sk: "i0" })).not.toBeNull();
  expect(await table.deleteExpired(118)).toBe(60 * 19);
  expect(await table.deleteExpired(118)).toBe(0);
  expect(await table.get({ pk: "p0", sk: "i18" })).toBeNull();
  expect(await table.get({ pk: "p0", sk: "i19" })).not.toBeNull();
  expect((await table.query({ index: "due", pk: "d", limit: 2000 })).items).toHaveLength(61);
  await table.close();
});

test("an index query never looks into the table", async () => {
  const db = openDatabase(file);
  const table = createSqliteTable(db, [{ name: "list", project: ["card"] }]);
  const item = { pk: "p", sk: "a", listPk: "l", listSk: "1", card: { name: "Mina" } };
  await table.append([{ ...item, note: "long" }]);
  db.exec("DROP TABLE items");
  expect((await table.query({ index: "list", pk: "l", limit: 1 })).items).toEqual([item]);
  closeDatabase(db);
});

test("every kind of query seeks in its partition and sorts nothing", async () => {
  const db = openDatabase(file);
  const table = createSqliteTable(db, [DUE]);
  const prepare = vi.spyOn(db, "prepare");
  const after = { sk: "b2", key: { pk: "p", sk: "a" } };
  for (const index of [undefined, "due"])
    for (const range of [{}, { from: "b" }, { to: "c" }, { from: "b", to: "c" }, { prefix: "b" }])
      for (const cursor of [{}, { after }])
        for (const newestFirst of [false, true])
          await table.query({ index, pk: "p", ...range, ...cursor, newestFirst, limit: 9 });
  const statements = prepare.mock.calls.map(([sql]) => sql);
  expect(statements.length).toBeGreaterThan(20);
  for (const sql of statements) {
    const plan = db.prepare<unknown[]>(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[];
    const steps = plan.map(({ detail }) => detail).filter((step) => !/^(SCAN wanted|CORRELATED SCALAR)/.test(step));
    const [, search, ...rest] = steps;
    expect(search).toMatch(/^SEARCH (items|index_due) USING PRIMARY KEY \(i?pk=\?/);
    expect(rest).toEqual([expect.stringMatching(/^SCAN \(?subquery/)]);
  }
  // Not through closeDatabase: libsql leaves an explained statement open.
  db.close();
});

test("the file is the process's own while it is open, and free when it is closed", async () => {
  const first = openSqliteTable({ file, indexes: [] });
  expect(() => openSqliteTable({ file, indexes: [] })).toThrow(/^the data folder is in use by another process: /);
  await first.close();
  await openSqliteTable({ file, indexes: [] }).close();
});

test("a file of a newer version, of something else, or of nothing is refused by name", async () => {
  await openSqliteTable({ file, indexes: [] }).close();
  const newer = openDatabase(file);
  newer.exec("PRAGMA user_version = 99");
  closeDatabase(newer);
  expect(() => openSqliteTable({ file, indexes: [] })).toThrow(/data\.db was written by a newer Peyvand/);

  const other = join(folder, "other.db");
  const db = new Database(other);
  db.exec("CREATE TABLE t (a)");
  db.close();
  expect(() => openSqliteTable({ file: other, indexes: [] })).toThrow(/other\.db is not a data file of Peyvand/);

  const text = join(folder, "text.db");
  writeFileSync(text, "not a database ".repeat(1000));
  expect(() => openSqliteTable({ file: text, indexes: [] })).toThrow(/text\.db cannot be used: .*not a database/);
  const nowhere = join(folder, "none", "data.db");
  expect(() => openSqliteTable({ file: nowhere, indexes: [] })).toThrow(/cannot be opened/);
});
