import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openSqliteTable } from "#local/platform/sqlite-table.ts";
import { createMemoryTable } from "#server/platform/memory-table.ts";
import { SUITE_INDEXES, tableSuite } from "./table.suite.ts";

tableSuite("the table in memory", async () => openInMemory(() => 0));

let turn = 0;
tableSuite("the table in memory with indexes that lag", async () => openInMemory(() => (turn++ * 7) % 5));

const THREAD = fileURLToPath(new URL("../dist/sqlite-thread.js", import.meta.url));

tableSuite("the table in SQLite", () => openInSqlite());

tableSuite("the table in SQLite, written in a thread of its own", () => openInSqlite(THREAD));

async function openInSqlite(thread?: string) {
  const folder = await mkdtemp(join(tmpdir(), "peyvand-table-"));
  const port = openSqliteTable({ file: join(folder, "data.db"), indexes: SUITE_INDEXES, thread });
  const close = async () => {
    await port.close();
    await rm(folder, { recursive: true });
  };
  return { port, settle: async () => {}, close };
}

function openInMemory(indexDelay: () => number) {
  const port = createMemoryTable({ indexes: SUITE_INDEXES, indexDelay });
  return { port, settle: async () => port.settle(), close: async () => {} };
}
