import { describe } from "vitest";
import { conditionTests } from "./table-suite/conditions.ts";
import { indexTests } from "./table-suite/index-entries.ts";
import { queryTests } from "./table-suite/queries.ts";
import { refusalTests } from "./table-suite/refusals.ts";
import { scanTests } from "./table-suite/scans.ts";
import { type OpenTable, openForSuite } from "./table-suite/suite-table.ts";
import { transactionTests } from "./table-suite/transactions.ts";
import { valueTests } from "./table-suite/values.ts";

export { type OpenTable, SUITE_INDEXES } from "./table-suite/suite-table.ts";

/** The one suite that every adapter of the table passes. `open` is given `SUITE_INDEXES`. */
export function tableSuite(name: string, open: OpenTable): void {
  describe(name, () => {
    const table = openForSuite(open);
    describe("conditions", () => conditionTests(table));
    describe("transactions", () => transactionTests(table));
    describe("queries", () => queryTests(table));
    describe("indexes", () => indexTests(table));
    describe("values", () => valueTests(table));
    describe("as a whole", () => scanTests(table));
    describe("refused", () => refusalTests(table));
  });
}
