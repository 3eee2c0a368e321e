import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ASSUMED, billOf } from "#local/cost/bill.ts";
import { readSources } from "#local/cost/cost.ts";
import { countsOf, type Usage } from "#local/cost/usage.ts";

const { prices, measured } = readSources(join(import.meta.dirname, ".."));
type Source = { of: string; pages: string[]; remark?: string };
const usage = (of: Partial<Usage>): Usage => ({
  customers: 0,
  users: 0,
  mails: 0,
  received: 0,
  gigabytesOfFiles: 0,
  years: 1,
  profile: "lean",
  ...of,
});
const total = (of: Partial<Usage>) => billOf(usage(of), measured, prices).total;

test("a company that nobody uses costs less than a dollar a month, without free tiers", () => {
  expect(total({})).toBeLessThan(1);
});

test("a thousand active customers add thirty cents at most, without mail, at every size", () => {
  for (const [customers, users] of [
    [1000, 5],
    [50_000, 50],
    [1_000_000, 200],
  ] as const)
    expect((total({ customers, users }) - total({})) / (customers / 1000)).toBeLessThanOrEqual(0.3);
});

test("the sum is that of its lines, and each line that is counted grows with what is done", () => {
  const { lines, total: sum } = billOf(
    usage({ customers: 1000, users: 5, mails: 1000, received: 1000 }),
    measured,
    prices,
  );
  expect(lines.reduce((all, { dollars }) => all + dollars, 0)).toBeCloseTo(sum, 10);
  const twice = billOf(usage({ customers: 2000, users: 10, mails: 2000, received: 2000 }), measured, prices).lines;
  for (const [at, { name, dollars }] of lines.entries())
    expect(twice[at]!.dollars, name).toBeGreaterThanOrEqual(dollars);
  expect(lines.find(({ name }) => name === "mail")?.dollars).toBeCloseTo(0.16, 10);
  const received = lines.find(({ name }) => name === "mail received")?.dollars;
  // By the mail, by two chunks of it, and less than three cents for all that follows.
  expect(received).toBeGreaterThan(0.1 + 2 * 0.09);
  expect(received).toBeLessThan(0.1 + 2 * 0.09 + 0.03);
});

test("write units by hand: what is counted times what was measured times the price", () => {
  const counts = countsOf(usage({ customers: 1000, users: 5 }));
  const { create, log, update } = measured.operations as Record<string, { writeUnits: number }>;
  const units = 50 * create!.writeUnits + 2000 * log!.writeUnits + 500 * update!.writeUnits;
  expect([counts.create, counts.log, counts.update]).toEqual([50, 2000, 500]);
  const { lines } = billOf(usage({ customers: 1000, users: 5 }), measured, prices);
  const line = lines.find(({ name }) => name === "table: write units");
  expect(line?.dollars).toBeCloseTo((units / 1e6) * prices.dynamodb.millionWriteUnits, 6);
});

test("guarded costs what its parts cost", () => {
  expect(total({ profile: "guarded" }) - total({})).toBeCloseTo(1 + 5 + 2 + 3, 5);
});

test("the prices have a date and their sources, and what is assumed is small and named", () => {
  expect(prices.asOf).toMatch(/^20\d\d-\d\d-\d\d$/);
  const { sources, asOf, region, note, ...figures } = prices as unknown as { sources: Source[] } & typeof prices & {
      note: string;
    };
  expect([asOf, region, note].every(Boolean)).toBe(true);
  expect(sources.flatMap(({ of }) => of.split(", ")).sort()).toEqual(Object.keys(figures).sort());
  for (const { of, pages } of sources)
    for (const page of pages) expect(URL.canParse(page), `${of}: ${page}`).toBe(true);
  expect(ASSUMED.coldShare).toBeLessThanOrEqual(0.05);
});

test("the README says what comes out", () => {
  const readme = readFileSync(join(import.meta.dirname, "../README.md"), "utf8");
  const said = (row: string) => Number(new RegExp(`\\| ${row} \\| ([\\d.]+) \\|`).exec(readme)?.[1]);
  const rows: [string, number][] = [
    ["idle", total({})],
    ["1 000 customers, 5 people", total({ customers: 1000, users: 5 })],
    ["50 000 customers, 50 people", total({ customers: 50_000, users: 50 })],
    ["1 000 000 customers, 200 people", total({ customers: 1_000_000, users: 200 })],
  ];
  for (const [row, dollars] of rows) expect(Math.abs(said(row) / dollars - 1), row).toBeLessThan(0.1);
});
