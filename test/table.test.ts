import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSqliteTable } from "#local/platform/sqlite-table.ts";
import { createMemoryTable } from "#server/platform/memory-table.ts";
import { SUITE_INDEXES, tableSuite } from "./table.suite.ts";

tableSuite("the table in memory", async () => openInMemory(() => 0));

let turn = 0;
tableSuite("the table in memory with indexes that lag", async () => openInMemory(() => (turn++ * 7) % 5));

tableSuite("the table in SQLite", async () => {
  const folder = await mkdtemp(join(tmpdir(), "peyvand-table-"));
  const port = openSqliteTable({ file: join(folder, "data.db"), indexes: SUITE_INDEXES });
  const close = async () => {
    port.close();
    await rm(folder, { recursive: true });
  };
  return { port, settle: async () => {}, close };
});

function openInMemory(indexDelay: () => number) {
  const port = createMemoryTable({ indexes: SUITE_INDEXES, indexDelay });
  return { port, settle: async () => port.settle(), close: async () => {} };
}
