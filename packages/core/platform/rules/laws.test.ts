import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkRule } from "./check-rule.ts";
import type { RuleField, View } from "./fields.ts";
import { compileRule, matches } from "./matches.ts";
import { isWithin, narrow } from "./narrow.ts";
import { nextFlip } from "./next-flip.ts";
import type { Leaf, Rule, Span } from "./rule.ts";
import { sayRule } from "./rule-words.ts";
import { ruleShape } from "./shape.ts";

const FIELDS: RuleField[] = [
  { name: "city", type: "text", depth: "card" },
  { name: "towns", type: "texts", depth: "full" },
  { name: "visits", type: "number", depth: "card" },
  { name: "archived", type: "yesNo", depth: "card" },
  { name: "stage", type: "choice", choices: ["lead", "loyal", "lost"], depth: "card" },
  { name: "owner", type: "choice", depth: "card" },
  { name: "tags", type: "many", depth: "card" },
  { name: "hobbies", type: "many", choices: ["chess", "music"], depth: "full" },
  { name: "birthOn", type: "date", depth: "full" },
  { name: "occasions", type: "dates", depth: "full" },
  { name: "seenAt", type: "instant", depth: "card" },
];

const WORDS = ["یزد", "يزد", "یزدان", "تهران", "Yazd", "YAZD", "yaz", "نیک‌نام"];
const STAGES = ["lead", "loyal", "lost"];
const TAGS = ["VIP", "vip", "مهم", "ویژه"];
const ZONES = ["UTC", "Asia/Tehran", "Europe/Berlin", "America/Sao_Paulo", "Pacific/Apia", "Pacific/Kiritimati"];

const DAY = 86_400_000;
const MIDDLE = Date.parse("2022-03-01T00:00:00Z");

// Two years around one moment, and often on the days where something is odd.
const oddDay = fc.constantFrom(
  "2020-02-29",
  "2021-03-20",
  "2022-03-20",
  "2022-03-21",
  "2022-03-27",
  "2022-02-28",
  "2022-09-21",
);
const day = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.integer({ min: -400, max: 400 }).map((n) => new Date(MIDDLE + n * DAY).toISOString().slice(0, 10)),
  },
  oddDay,
  fc.constantFrom("1990-03-21", "1988-02-29", "9999-12-31", "0001-01-01"),
);
const ruleDay = day.filter((on) => on > "1000" && on < "3000");
const instant = fc
  .integer({ min: MIDDLE - 400 * DAY, max: MIDDLE + 400 * DAY })
  .map((ms) => new Date(ms).toISOString());
const at = fc.oneof(
  instant,
  oddDay.map((on) => `${on}T20:29:59.999Z`),
  oddDay.map((on) => `${on}T20:30:00.000Z`),
);
const calendar = fc.constantFrom("persian" as const, "gregorian" as const);
const context = fc.record({ now: at, timeZone: fc.constantFrom(...ZONES), fields: fc.constant(FIELDS) });

const orNull = <T>(values: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 1, arbitrary: fc.constant(null) }, { weight: 5, arbitrary: values });
const several = <T>(values: fc.Arbitrary<T>) => fc.array(values, { maxLength: 3 });
const word = fc.constantFrom(...WORDS);

const view: fc.Arbitrary<View> = fc.record({
  city: orNull(fc.oneof(word, fc.constant(""))),
  towns: several(word),
  visits: orNull(fc.integer({ min: 0, max: 6 })),
  archived: orNull(fc.boolean()),
  stage: orNull(fc.constantFrom(...STAGES)),
  owner: orNull(fc.constantFrom("usr_1", "usr_2", "usr_3")),
  tags: several(fc.constantFrom(...TAGS)),
  hobbies: several(fc.constantFrom("chess", "music")),
  birthOn: orNull(day),
  occasions: several(fc.oneof(day, fc.record({ on: day, calendar }))),
  seenAt: orNull(at),
});

const some = (values: readonly string[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 });
const span = (least: number): fc.Arbitrary<Span> =>
  fc.oneof(
    fc.record({ count: fc.integer({ min: least, max: 120 }), unit: fc.constant("days" as const) }),
    fc.record({ count: fc.integer({ min: least, max: 20 }), unit: fc.constant("weeks" as const) }),
    fc.record({ count: fc.integer({ min: least, max: 14 }), unit: fc.constant("months" as const), calendar }),
  );
const yearlySpan = fc.oneof(
  fc.record({ count: fc.integer({ min: 0, max: 366 }), unit: fc.constant("days" as const), calendar }),
  fc.record({ count: fc.integer({ min: 0, max: 12 }), unit: fc.constant("months" as const), calendar }),
);

function leafOf(field: fc.Arbitrary<string>, operators: readonly string[], value?: fc.Arbitrary<unknown>) {
  const parts = { field, is: fc.constantFrom(...operators), ...(value && { value }) };
  return fc.record(parts) as unknown as fc.Arbitrary<Leaf>;
}

const dateField = fc.constantFrom("birthOn", "occasions", "seenAt");
const anyField = fc.constantFrom(...FIELDS.map(({ name }) => name));
const timedLeaf = fc.oneof(
  leafOf(dateField, ["inLast", "notInLast"], span(1)),
  leafOf(dateField, ["inNext", "moreThanAgo"], span(0)),
  leafOf(dateField, ["anniversaryInNext"], yearlySpan),
);
const leaf = fc.oneof(
  leafOf(fc.constantFrom("city", "towns"), ["equals", "notEquals", "contains", "startsWith"], word),
  leafOf(
    fc.constant("visits"),
    ["equals", "notEquals", "lessThan", "atMost", "greaterThan", "atLeast"],
    fc.integer({ min: 0, max: 6 }),
  ),
  leafOf(
    fc.constant("visits"),
    ["between"],
    fc.tuple(fc.nat(3), fc.nat(3)).map(([from, more]) => ({ from, to: from + more })),
  ),
  leafOf(fc.constant("archived"), ["yes", "no"]),
  leafOf(fc.constant("stage"), ["anyOf", "noneOf"], some(STAGES)),
  leafOf(fc.constant("owner"), ["anyOf", "noneOf"], some(["usr_1", "usr_2", "usr_9"])),
  leafOf(fc.constant("tags"), ["hasAny", "hasAll", "hasNone"], some(TAGS)),
  leafOf(fc.constant("hobbies"), ["hasAny", "hasAll", "hasNone"], some(["chess", "music"])),
  leafOf(anyField, ["empty", "notEmpty"]),
  leafOf(dateField, ["on", "before", "after"], ruleDay),
  leafOf(
    dateField,
    ["between"],
    fc
      .tuple(ruleDay, ruleDay)
      .map((days) => days.sort())
      .map(([from, to]) => ({ from, to })),
  ),
  leafOf(
    dateField,
    ["monthDay"],
    fc.record({ month: fc.constantFrom(2, 12), day: fc.integer({ min: 26, max: 29 }), calendar }),
  ),
  leafOf(dateField, ["month"], fc.record({ month: fc.integer({ min: 1, max: 12 }), calendar })),
  { weight: 4, arbitrary: timedLeaf },
);
const { rule } = fc.letrec<{ rule: Rule; group: Rule[] }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    leaf,
    tie("group").map((all) => ({ all })),
    tie("group").map((any) => ({ any })),
    tie("rule").map((not) => ({ not })),
  ),
  group: fc.array(tie("rule"), { maxLength: 3 }),
}));

describe("logic", () => {
  test("no rule made of whole leaves is broken", () => {
    fc.assert(fc.property(rule, (one) => checkRule(one, FIELDS).broken.length === 0));
  });

  test("a group of nothing: all of it is true, any of it is not", () => {
    fc.assert(
      fc.property(view, context, (one, when) => {
        expect(matches({ all: [] }, one, when)).toEqual({ match: true, because: [] });
        expect(matches({ any: [] }, one, when)).toEqual({ match: false, because: [] });
      }),
    );
  });

  test("not turns the answer, twice leaves it", () => {
    fc.assert(
      fc.property(rule, view, context, (one, record, when) => {
        const { match, because } = matches(one, record, when);
        expect(matches({ not: one }, record, when).match).toBe(!match);
        expect(matches({ not: { not: one } }, record, when)).toEqual({ match, because });
      }),
    );
  });

  test("groups: conjunction and disjunction, De Morgan, and no matter in which order", () => {
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 4 }), view, context, (rules, record, when) => {
        const says = (one: Rule) => matches(one, record, when).match;
        expect(says({ all: rules })).toBe(rules.every(says));
        expect(says({ any: rules })).toBe(rules.some(says));
        expect(says({ not: { all: rules } })).toBe(says({ any: rules.map((not) => ({ not })) }));
        expect(says({ not: { any: rules } })).toBe(says({ all: rules.map((not) => ({ not })) }));
        expect(says({ all: rules.toReversed() })).toBe(says({ all: rules }));
        expect(says({ any: rules.toReversed() })).toBe(says({ any: rules }));
      }),
    );
  });

  test("a negative operator is the opposite of its positive one, of empty fields as well", () => {
    const pairs = { notEquals: "equals", noneOf: "anyOf", hasNone: "hasAny", notInLast: "inLast", notEmpty: "empty" };
    fc.assert(
      fc.property(leaf, view, context, (one, record, when) => {
        const is = pairs[one.is as "notEquals"] as Leaf["is"] | undefined;
        if (is) expect(matches(one, record, when).match).toBe(!matches({ ...one, is }, record, when).match);
      }),
    );
  });

  test("the reasons alone are enough for the answer", () => {
    fc.assert(
      fc.property(rule, view, context, (one, record, when) => {
        const { match, because } = matches(one, record, when);
        for (const { leaf, found, negated } of because) {
          expect(found).toEqual(record[leaf.field]);
          expect(matches(leaf, record, when).match).toBe(match !== negated);
        }
        const others = { ...record };
        const named = new Set(because.map(({ leaf }) => leaf.field));
        for (const { name } of FIELDS)
          if (!named.has(name)) others[name] = ["texts", "dates", "many"].includes(typeOf(name)) ? [] : null;
        expect(matches(one, others, when).match).toBe(match);
      }),
    );
  });

  test("the same question has the same answer, after a journey as JSON too", () => {
    fc.assert(
      fc.property(rule, view, context, (one, record, when) => {
        const sent = ruleShape.parse(JSON.parse(JSON.stringify(one)));
        expect(sent).toEqual(one);
        const answer = matches(one, record, when);
        expect(matches(sent, record, { ...when })).toEqual(answer);
        expect(compileRule(sent, when)(record)).toBe(answer.match);
      }),
    );
  });
});

const typeOf = (name: string) => FIELDS.find((field) => field.name === name)?.type ?? "";

describe("broken rules", () => {
  const leafCount = (one: Rule): number => {
    if ("field" in one) return 1;
    return ("not" in one ? [one.not] : "all" in one ? one.all : one.any).reduce(
      (sum, child) => sum + leafCount(child),
      0,
    );
  };

  test("a field that is gone breaks every rule that asks about it, wherever it stands", () => {
    fc.assert(
      fc.property(rule, anyField, view, context, fc.boolean(), (one, gone, record, when, retired) => {
        const fields = retired
          ? FIELDS.map((field) => (field.name === gone ? { ...field, retired } : field))
          : FIELDS.filter((field) => field.name !== gone);
        const asked = JSON.stringify(one).includes(`"field":"${gone}"`);
        expect(checkRule(one, fields).broken.length > 0).toBe(asked);
        const ask = [
          () => matches(one, record, { ...when, fields }),
          () => compileRule(one, { ...when, fields }),
          () => nextFlip(one, record, { ...when, fields }),
          () => narrow(one, fields),
        ];
        for (const run of ask) {
          if (asked) expect(run).toThrow(expect.objectContaining({ kind: "invalid", code: "rule.broken" }));
          else expect(run).not.toThrow();
        }
      }),
    );
  });

  test("with no field left, every leaf is named", () => {
    fc.assert(fc.property(rule, (one) => checkRule(one, []).broken.length === leafCount(one)));
  });
});

describe("narrow", () => {
  // Facts about one field meet and join; by chance alone they seldom are about one.
  const ofOneField = fc
    .tuple(fc.array(leaf, { minLength: 2, maxLength: 12 }), fc.boolean())
    .map(([leaves, isAll]): Rule => {
      const alike = leaves.filter(({ field }) => field === leaves[0]?.field);
      return isAll ? { all: alike } : { any: alike };
    });

  test("never leaves a match out, whether it knows the moment or not", () => {
    fc.assert(
      fc.property(fc.oneof(rule, ofOneField), view, context, (one, record, when) => {
        if (!matches(one, record, when).match) return;
        expect(isWithin(narrow(one, FIELDS), record)).toBe(true);
        expect(isWithin(narrow(one, FIELDS, when), record)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("nextFlip", () => {
  const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 });
  const timedRule = fc.oneof(
    rule,
    timedLeaf,
    fc.array(timedLeaf, { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
    fc.array(timedLeaf, { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
  );

  test("until then nothing changes, not a millisecond before", () => {
    fc.assert(
      fc.property(timedRule, view, context, shares, (one, record, when, points) => {
        const { match } = matches(one, record, when);
        const flip = nextFlip(one, record, when);
        const start = Date.parse(when.now);
        const end = flip ? Date.parse(flip) : start + 1_500 * DAY;
        expect(end).toBeGreaterThan(start);
        for (const ms of [...points.map((share) => start + share * (end - start - 1)), end - 1]) {
          expect(matches(one, record, { ...when, now: new Date(ms).toISOString() }).match).toBe(match);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test("for one question about one date the answer does change then", () => {
    // An anniversary in the next whole year is always true: its clock may wake for nothing.
    const isEveryYear = ({ is, value }: Leaf) =>
      is === "anniversaryInNext" && (value as Span).count >= ((value as Span).unit === "months" ? 12 : 364);
    const single = timedLeaf.filter((one) => one.field !== "occasions" && !isEveryYear(one));
    fc.assert(
      fc.property(single, view, context, (one, record, when) => {
        const flip = nextFlip(one, record, when);
        if (flip) expect(matches(one, record, { ...when, now: flip }).match).toBe(!matches(one, record, when).match);
      }),
      { numRuns: 1_000 },
    );
  });

  test("asked again at each flip, it gets on: a handful of times in three years for each date asked about", () => {
    fc.assert(
      fc.property(timedRule, view, context, (one, record, when) => {
        const end = new Date(Date.parse(when.now) + 3 * 365 * DAY).toISOString();
        let [now, steps] = [when.now, 0];
        while (now < end) {
          const flip = nextFlip(one, record, { ...when, now });
          if (!flip) break;
          expect(flip > now).toBe(true);
          now = flip;
          steps += 1;
        }
        expect(steps).toBeLessThanOrEqual(8 * 3 * Math.max(1, JSON.stringify(one).split('"field"').length - 1));
      }),
    );
  });
});

describe("sayRule", () => {
  test("says every rule in both languages, with no gap in it", () => {
    const names = { fieldName: (name: string) => name, valueName: (_: string, value: string) => value };
    fc.assert(
      fc.property(rule, fc.constantFrom("fa" as const, "en" as const), (one, locale) => {
        const said = sayRule(one, locale, names);
        expect(said).not.toMatch(/undefined|null|\[object| {2}|^ | $|^$/);
      }),
    );
  });
});
