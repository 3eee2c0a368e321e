import { describe, expect, test } from "vitest";
import type { RuleField } from "./fields.ts";
import { narrow } from "./narrow.ts";
import type { Leaf, Rule } from "./rule.ts";

const FIELDS: RuleField[] = [
  { name: "name", type: "text", depth: "card" },
  { name: "ownerId", type: "choice", depth: "card" },
  { name: "archived", type: "yesNo", depth: "card" },
  { name: "visits", type: "number", depth: "card" },
  { name: "tags", type: "many", depth: "card" },
  { name: "createdAt", type: "instant", depth: "card" },
  { name: "occasions", type: "dates", depth: "full" },
];
const AT = { now: "2024-04-03T08:30:00.000Z", timeZone: "Asia/Tehran" };

const mine: Leaf = { field: "ownerId", is: "anyOf", value: ["usr_1"] };
const ours: Leaf = { field: "ownerId", is: "anyOf", value: ["usr_1", "usr_2"] };
const since: Leaf = { field: "createdAt", is: "after", value: "2024-01-01" };
const until: Leaf = { field: "createdAt", is: "before", value: "2024-02-01" };

const facts = (rule: Rule, at?: typeof AT) => narrow(rule, FIELDS, at);

describe("narrow", () => {
  test("all: every fact counts, and two about one field meet", () => {
    expect(facts({ all: [ours, since, until, { field: "archived", is: "no" }] }, AT)).toEqual({
      facts: {
        ownerId: { in: ["usr_1", "usr_2"] },
        createdAt: { from: "2024-01-01T20:30:00.000Z", to: "2024-01-31T20:30:00.000Z" },
        archived: { in: [false] },
      },
    });
    expect(facts({ all: [mine, ours] })).toEqual({ facts: { ownerId: { in: ["usr_1"] } } });
  });

  test("any: only what all of its parts say, together", () => {
    const theirs: Leaf = { field: "ownerId", is: "anyOf", value: ["usr_3"] };
    expect(facts({ any: [mine, theirs] })).toEqual({ facts: { ownerId: { in: ["usr_1", "usr_3"] } } });
    expect(facts({ any: [{ all: [mine, since] }, theirs] })).toEqual({
      facts: { ownerId: { in: ["usr_1", "usr_3"] } },
    });
    expect(facts({ any: [mine, since] })).toEqual({ facts: {} });
  });

  test("any: ranges are joined to one that holds both, or has no end where one has none", () => {
    const visits = (from: number, to: number): Leaf => ({ field: "visits", is: "between", value: { from, to } });
    expect(facts({ any: [visits(5, 6), visits(1, 2)] })).toEqual({ facts: { visits: { from: 1, to: 6 } } });
    expect(facts({ any: [visits(5, 6), { field: "visits", is: "atLeast", value: 9 }] })).toEqual({
      facts: { visits: { from: 5 } },
    });
    expect(facts({ any: [since, until] })).toEqual({ facts: {} });
  });

  test("what cannot be is nothing, and drops out of any", () => {
    const nobody: Rule = { all: [mine, { field: "ownerId", is: "empty" }] };
    expect(facts(nobody)).toEqual({ nothing: true });
    expect(facts({ any: [] })).toEqual({ nothing: true });
    expect(facts({ any: [nobody, mine] })).toEqual({ facts: { ownerId: { in: ["usr_1"] } } });
    expect(facts({ all: [until, { field: "createdAt", is: "after", value: "2024-06-01" }] })).toEqual({
      nothing: true,
    });
  });

  test("not: turned inside out, and a denied fact is no fact", () => {
    expect(facts({ not: mine })).toEqual({ facts: {} });
    expect(facts({ not: { field: "ownerId", is: "noneOf", value: ["usr_1"] } })).toEqual({
      facts: { ownerId: { in: ["usr_1"] } },
    });
    expect(facts({ not: { any: [{ not: mine }, since] } })).toEqual({ facts: { ownerId: { in: ["usr_1"] } } });
    expect(facts({ not: { field: "archived", is: "yes" } })).toEqual({ facts: { archived: { in: [false, null] } } });
  });

  test("days without a moment: absolute ones, a day wider each way; relative ones not at all", () => {
    const recent: Leaf = { field: "createdAt", is: "inLast", value: { count: 7, unit: "days" } };
    expect(facts({ all: [since, until] })).toEqual({
      facts: { createdAt: { from: "2024-01-01T00:00:00.000Z", to: "2024-02-02T00:00:00.000Z" } },
    });
    expect(facts(recent)).toEqual({ facts: {} });
    expect(facts(recent, AT)).toEqual({
      facts: { createdAt: { from: "2024-03-27T20:30:00.000Z", to: "2024-04-03T20:30:00.000Z" } },
    });
  });

  test("texts and typed tags are said folded, a beginning as a prefix", () => {
    expect(facts({ field: "name", is: "equals", value: "علي" })).toEqual({ facts: { name: { folded: ["علی"] } } });
    const [ali, alireza] = ["علی", "علی‌رضا"].map((value): Leaf => ({ field: "name", is: "startsWith", value }));
    expect(facts({ all: [ali as Leaf, alireza as Leaf] })).toEqual({ facts: { name: { prefix: "علی رضا" } } });
    expect(facts({ any: [ali as Leaf, alireza as Leaf] })).toEqual({ facts: { name: { prefix: "علی" } } });
    const reza: Leaf = { field: "name", is: "startsWith", value: "رضا" };
    expect(facts({ all: [ali as Leaf, reza] })).toEqual({ nothing: true });
    expect(facts({ any: [ali as Leaf, reza] })).toEqual({ facts: {} });
    expect(facts({ field: "tags", is: "hasAny", value: ["VIP"] })).toEqual({ facts: { tags: { folded: ["vip"] } } });
  });

  test("two facts about several values are not one: each may be another's", () => {
    const [early, late]: Leaf[] = [
      { field: "occasions", is: "before", value: "2000-01-01" },
      { field: "occasions", is: "after", value: "2010-01-01" },
    ];
    expect(facts({ all: [early as Leaf, late as Leaf] })).toEqual({ facts: { occasions: { to: "2000-01-01" } } });
  });

  test("numbers", () => {
    const between: Leaf = { field: "visits", is: "between", value: { from: 2, to: 9 } };
    expect(facts({ all: [between, { field: "visits", is: "greaterThan", value: 5 }] })).toEqual({
      facts: { visits: { from: 5, to: 9 } },
    });
    expect(facts({ all: [between, { field: "visits", is: "equals", value: 10 }] })).toEqual({ nothing: true });
  });

  test("a broken rule narrows nothing: it is refused", () => {
    expect(() => facts({ field: "gone", is: "empty" })).toThrow(expect.objectContaining({ code: "rule.broken" }));
  });
});
