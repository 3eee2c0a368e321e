import { join } from "node:path";
import {
  authFlowTestSuite,
  caseInsensitiveTestSuite,
  joinsTestSuite,
  normalTestSuite,
  testAdapter,
  transactionsTestSuite,
  uuidTestSuite,
} from "@better-auth/test-utils/adapter";
import { openSqliteTable } from "#local/platform/sqlite-table.ts";
import { createTable } from "#server/platform/create-table.ts";
import { INDEXES } from "#server/platform/indexes.ts";
import { createMemoryTable } from "#server/platform/memory-table.ts";
import type { TablePort } from "#server/platform/table.ts";
import { tableAdapter } from "#server/workspace/sign-in/table-adapter.ts";
import { newDataFolder } from "./local-server.ts";

/** The library's own suites for adapters, over our tables. */
async function runSuites(prefix: string, port: TablePort): Promise<void> {
  const table = createTable(port, {
    sleep: () => Promise.resolve(),
    random: () => 0.5,
    newToken: () => crypto.randomUUID(),
  });
  const { execute } = await testAdapter({
    adapter: () => tableAdapter({ table }),
    runMigrations: () => {},
    prefixTests: prefix,
    tests: [
      normalTestSuite(),
      authFlowTestSuite(),
      caseInsensitiveTestSuite(),
      transactionsTestSuite(),
      joinsTestSuite(),
      uuidTestSuite(),
    ],
  });
  execute();
}

await runSuites("memory", createMemoryTable({ indexes: INDEXES }));
await runSuites("sqlite", openSqliteTable({ file: join(newDataFolder(), "auth.db"), indexes: INDEXES }));
