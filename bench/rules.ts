import { CUSTOMER_FIELDS } from "#core/people/customers/view.ts";
import type { View } from "#core/platform/rules/fields.ts";
import { compileRule, matches } from "#core/platform/rules/matches.ts";
import type { Rule } from "#core/platform/rules/rule.ts";
import type { Table } from "./report.ts";
import { RARE_CITY, sampleCustomer } from "./sample-customers.ts";

/** Customers a second: of the rule made ready once, and of `matches`, which also says why. */
export type RuleSpeed = { compiledPerSecond: number; matchesPerSecond: number; passing: number; of: number };
export type RuleFigures = { simple: RuleSpeed; tenWithDates: RuleSpeed };

const NOW = "2026-11-22T08:00:00.000Z";
const CONTEXT = { now: NOW, timeZone: "Asia/Tehran", fields: CUSTOMER_FIELDS };
const VIEWS = 1000;
const ROUNDS = 3;

const SIMPLE: Rule = { field: "city", is: "equals", value: RARE_CITY };

/** The first eight are true of every view: no rule is settled early. */
const TEN_WITH_DATES: Rule = {
  all: [
    { field: "relation", is: "anyOf", value: ["customer", "prospect"] },
    { field: "archived", is: "no" },
    { field: "hasPhone", is: "yes" },
    { field: "interactions", is: "between", value: { from: 0, to: 100 } },
    { field: "createdAt", is: "inLast", value: { count: 6, unit: "months", calendar: "persian" } },
    { field: "lastContactAt", is: "inLast", value: { count: 200, unit: "days" } },
    { field: "firstContactAt", is: "before", value: "2026-11-01" },
    { field: "tags", is: "hasNone", value: ["blocked"] },
    { field: "birthOn", is: "anniversaryInNext", value: { count: 1, unit: "months", calendar: "persian" } },
    { field: "city", is: "notEquals", value: RARE_CITY },
  ],
};

/** How many records a second rules are asked about in this process, without a table. */
export function measureRules(seconds: number): RuleFigures {
  const views = Array.from({ length: VIEWS }, (_, at) => viewOf(at));
  return { simple: speedOf(SIMPLE, views, seconds), tenWithDates: speedOf(TEN_WITH_DATES, views, seconds) };
}

function speedOf(rule: Rule, views: readonly View[], seconds: number): RuleSpeed {
  const holds = compileRule(rule, CONTEXT);
  return {
    compiledPerSecond: rateOf(holds, views, seconds / 2),
    matchesPerSecond: rateOf((view) => matches(rule, view, CONTEXT).match, views, seconds / 2),
    passing: views.filter(holds).length,
    of: views.length,
  };
}

/** The quickest of three rounds, after one to warm up. */
function rateOf(test: (view: View) => boolean, views: readonly View[], seconds: number): number {
  const rates: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const began = performance.now();
    const end = began + (seconds * 1000) / (ROUNDS + 1);
    let asked = 0;
    do {
      for (const view of views) test(view);
      asked += views.length;
    } while (performance.now() < end);
    if (round > 0) rates.push((asked * 1000) / (performance.now() - began));
  }
  return Math.max(...rates);
}

const DAY_MS = 86_400_000;

function viewOf(at: number): View {
  const { name, city } = sampleCustomer(at);
  const daysAgo = (days: number) => new Date(Date.parse(NOW) - days * DAY_MS).toISOString();
  const none = Object.fromEntries(
    CUSTOMER_FIELDS.map(({ name, type }) => [name, ["texts", "dates", "many"].includes(type) ? [] : null]),
  );
  return {
    ...none,
    name,
    city,
    kind: "person",
    relation: "customer",
    lifecycleStage: "loyal",
    tags: at % 4 === 0 ? ["vip", "tour"] : [],
    hasPhone: true,
    hasEmail: true,
    archived: false,
    interactions: at % 50,
    firstContactAt: daysAgo(100 + (at % 50)),
    lastContactAt: daysAgo(at % 100),
    createdAt: daysAgo(at % 150),
    updatedAt: daysAgo(at % 20),
    birthOn: `19${String(50 + (at % 50))}-${String(1 + (at % 12)).padStart(2, "0")}-${String(1 + (at % 28)).padStart(2, "0")}`,
  };
}

export function rulesTable({ simple, tenWithDates }: RuleFigures): Table {
  const row = (label: string, { compiledPerSecond, matchesPerSecond, passing, of }: RuleSpeed) => ({
    cells: [label, Math.round(compiledPerSecond), Math.round(matchesPerSecond), `${passing} of ${of}`],
  });
  return {
    title: "Rules asked of customers in one process, a second",
    headings: ["", "made ready once", "`matches`, with the reasons", "pass"],
    rows: [row("one condition", simple), row("ten conditions, four on dates", tenWithDates)],
  };
}
