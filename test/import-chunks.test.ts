import { expect, test } from "vitest";
import { defineField } from "#core/workspace/fields/index.ts";
import { INDEXES } from "#server/platform/indexes.ts";
import { createMemoryTable } from "#server/platform/memory-table.ts";
import { everybody, importFile, textBytes, wholeCustomers } from "./imports.ts";
import { createMemoryFiles } from "./memory-files.ts";
import { createRandom } from "./platform.ts";
import { createTestWorkspace } from "./workspace.ts";

/** A table whose transactions take a while, as a disk's do, so that what is not waited for is not there yet. */
function slowWorkspace() {
  const port = createMemoryTable({ indexes: INDEXES });
  const write = port.transact.bind(port);
  port.transact = async (writes, token) => {
    await new Promise((done) => setTimeout(done, 30));
    return write(writes, token);
  };
  return createTestWorkspace({ port, files: createMemoryFiles() });
}

// Several chunks of a file are on their way at once; what a row says of an earlier one holds all the same.

test("a person in rows of many chunks is one customer, whatever tells who they are", async () => {
  const workspace = await slowWorkspace();
  const random = createRandom(7);
  const people = 260;
  // By phone or by email, seldom by both: some rows are joined only through what a row between them added.
  const rows = Array.from({ length: 2000 }, (_, row) => {
    const who = row < people ? row : Math.floor(random() * people);
    const by = row < people ? 2 : Math.floor(random() * 3);
    return `Person ${who},${by === 1 ? "" : `0912${2_000_000 + who}`},${by === 0 ? "" : `p${who}@example.com`}`;
  });
  const done = await importFile(workspace, textBytes(`name,phone,email\n${rows.join("\n")}\n`), {
    onDuplicate: "merge",
  });
  expect(done).toMatchObject({ state: "done", rows: 2000, added: people, merged: 2000 - people, refused: 0 });
  expect(await everybody(workspace)).toHaveLength(people);
});

test("a row may name as its link whoever an earlier row adds, or another near it", async () => {
  const workspace = await slowWorkspace();
  await workspace.call(defineField, { body: { kind: "customer", type: "customer", label: { en: "Brought by" } } });
  // 400 rows are a chunk. Most name somebody 300 rows before; some the row behind them, two each other, one itself.
  const named = (row: number) => {
    if (row < 100) return row % 2 === 0 ? row + 1 : null;
    if (row < 102) return row === 100 ? 101 : 100;
    return row < 300 ? (row === 102 ? 102 : null) : row - 300;
  };
  const rows = Array.from({ length: 900 }, (_, row) => {
    const other = named(row);
    return `Person ${row},C-${row},${other === null ? "" : `C-${other}`}`;
  });
  const done = await importFile(workspace, textBytes(`name,code,Brought by\n${rows.join("\n")}\n`));
  expect(done).toMatchObject({ state: "done", added: 900, refused: 0 });
  const all = await wholeCustomers(workspace);
  const isCircle = (row: number) => row >= 100 && row <= 102;
  for (let row = 0; row < 900; row++) {
    const other = isCircle(row) ? null : named(row);
    const wanted = other === null ? undefined : all.get(`Person ${other}`)?.id;
    expect(all.get(`Person ${row}`)?.custom.broughtBy, `row ${row}`).toBe(wanted);
  }
  // What could not be linked is kept.
  expect(all.get("Person 100")?.notes).toContain("C-101");
});
