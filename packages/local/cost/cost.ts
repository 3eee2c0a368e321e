import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CrmError } from "#core/platform/errors.ts";
import { type Bill, billOf, type Measured, type Prices } from "./bill.ts";
import type { Usage } from "./usage.ts";

/** The files that the bill is computed from, below the folder of the clone. */
const PRICES = "infra/prices.json";
const RESULTS = "bench/results.json";

export type CostOptions = {
  customers: string;
  users: string;
  mails: string;
  received: string;
  files: string;
  years: string;
  profile: Usage["profile"];
  json?: boolean;
};

/** Prints the month's bill of a company of this size. */
export function runCost(root: string, options: CostOptions): void {
  const usage: Usage = {
    customers: count("customers", options.customers),
    users: count("users", options.users),
    mails: count("mails", options.mails),
    received: count("received", options.received),
    gigabytesOfFiles: count("files", options.files),
    years: count("years", options.years),
    profile: options.profile,
  };
  const { prices, measured, measuredAt } = readSources(root);
  const bill = billOf(usage, measured, prices);
  const sources = { pricesOf: prices.asOf, region: prices.region, measuredAt };
  process.stdout.write(options.json ? `${JSON.stringify({ ...bill, ...sources, usage })}\n` : said(bill, sources));
}

export function readSources(root: string): { prices: Prices; measured: Measured; measuredAt: string } {
  const [prices, results] = [PRICES, RESULTS].map((name) => {
    const file = join(root, name);
    if (!existsSync(file)) throw new CrmError("unavailable", "cost.no_source", `${file} is missing.`);
    return JSON.parse(readFileSync(file, "utf8"));
  });
  if (!results.bill) throw new CrmError("unavailable", "cost.not_measured", "Run: npm run bench -- --only bill");
  return { prices, measured: results.bill.figures, measuredAt: results.bill.measuredAt };
}

function count(name: string, text: string): number {
  const value = Number(text);
  if (/^\d{1,10}$/.test(text) && value <= 1e10) return value;
  throw new CrmError("invalid", "request.invalid", `--${name} is a whole number such as 1000.`);
}

function said({ lines, total }: Bill, of: { pricesOf: string; region: string; measuredAt: string }): string {
  const money = (dollars: number) => dollars.toFixed(dollars < 100 ? 3 : 0).padStart(10);
  return [
    ...lines.map(({ name, dollars }) => `${money(dollars)}  ${name}`),
    `${money(total)}  US dollars a month`,
    `\nPrices of ${of.pricesOf} in ${of.region}, without free tiers; units measured ${of.measuredAt.slice(0, 10)}.\n`,
  ].join("\n");
}
