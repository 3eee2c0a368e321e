import { afterAll, beforeAll } from "vitest";
import type { IndexDefinition, Item, Query, TablePort, Write } from "#server/platform/table.ts";

/** The indexes every adapter opens the suite's table with: one of each kind of projection. */
export const SUITE_INDEXES = [
  { name: "byOwner", project: ["card"] },
  { name: "feed", project: "all" },
  { name: "due", project: "keys" },
] as const satisfies readonly IndexDefinition[];

/** `settle` resolves when every index has caught up. */
export type OpenTable = () => Promise<{ port: TablePort; settle(): Promise<void>; close(): Promise<void> }>;

/** What the tests of the suite share: one open table. Each test works in partitions of its own. */
export type SuiteTable = {
  readonly port: TablePort;
  settle(): Promise<void>;
  /** A partition key nothing else uses. */
  partition(): string;
  /** One transaction under a token of its own. */
  write(...writes: Write[]): Promise<void>;
  /** Every item of a query, page by page. */
  readAll(query: Query): Promise<Item[]>;
};

export function openForSuite(open: OpenTable): SuiteTable {
  let opened: Awaited<ReturnType<OpenTable>>;
  let count = 0;
  const run = Date.now().toString(36);
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened?.close());
  return {
    get port() {
      return opened.port;
    },
    settle: () => opened.settle(),
    partition: () => `p_${run}_${count++}`,
    write: (...writes) => opened.port.transact(writes, `t_${run}_${count++}`),
    async readAll(query) {
      const items: Item[] = [];
      let after = query.after;
      do {
        const page = await opened.port.query({ ...query, after });
        items.push(...page.items);
        if (items.length > 1000) throw new Error("the pages go on without end");
        after = page.next ?? undefined;
      } while (after);
      return items;
    },
  };
}
