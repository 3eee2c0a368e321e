import { expect, test } from "vitest";
import { type CustomerCard, cardOf, decideCreate, NO_STATS } from "#core/people/customers/index.ts";
import { CUSTOMER_FIELDS, viewOfCard } from "#core/people/customers/view.ts";
import { compileRule } from "#core/platform/rules/matches.ts";
import { narrow } from "#core/platform/rules/narrow.ts";
import type { Rule } from "#core/platform/rules/rule.ts";
import { itemOf } from "#server/platform/entity.ts";
import { holdingOf } from "./card-hint.ts";
import { cardOfItem, packedTest } from "./packed-card.ts";
import { cardEntity } from "./store.ts";

const NOW = "2026-03-21T08:00:00.000Z";
const at = { now: NOW, timeZone: "Asia/Tehran" };

function cardNamed(name: string, city?: string, tags: string[] = []) {
  const id = "cus_01J00000000000000000000000" as const;
  const profile = decideCreate({ name, tags, addresses: city ? [{ city }] : [] }, { now: NOW, region: "IR", id });
  return cardOf({ ...profile, ownerId: "usr_01J00000000000000000000000" }, NO_STATS, []);
}

const CARDS = [
  cardNamed("مینا کاظمی", "يزد", ["VIP"]),
  cardNamed("Mina Kazemi", "TEHRAN"),
  cardNamed("n".repeat(140), "یزد‌نو", ["vip", "خانواده"]),
  cardNamed("Ann"),
];

const RULES: Rule[] = [
  { field: "city", is: "equals", value: "یزد" },
  { field: "city", is: "startsWith", value: "teh" },
  { field: "city", is: "empty" },
  { not: { field: "city", is: "equals", value: "یزد" } },
  { field: "name", is: "equals", value: "مینا كاظمی" },
  { field: "tags", is: "hasAny", value: ["Vip"] },
  { field: "kind", is: "anyOf", value: ["organisation"] },
  { field: "relation", is: "anyOf", value: ["prospect"] },
  { field: "ownerId", is: "anyOf", value: ["usr_01J00000000000000000000000"] },
  { field: "createdAt", is: "before", value: "2026-03-22" },
  { field: "updatedAt", is: "between", value: { from: "2026-03-20", to: "2026-03-22" } },
  {
    any: [
      { field: "city", is: "equals", value: "تهران" },
      { field: "name", is: "startsWith", value: "ann" },
    ],
  },
] as Rule[];

test.each(RULES)("a card that satisfies %j is never left out before it is unpacked", (rule) => {
  const passes = compileRule(rule, { ...at, fields: CUSTOMER_FIELDS });
  const mayPass = packedTest(narrow(rule, CUSTOMER_FIELDS, at)) ?? (() => true);
  for (const card of CARDS) if (passes(viewOfCard(card))) expect(mayPass(itemOf(cardEntity, card))).toBe(true);
});

test.each(RULES)("a card that satisfies %j has the text that the table looks for", (rule) => {
  const passes = compileRule(rule, { ...at, fields: CUSTOMER_FIELDS });
  const holding = holdingOf(narrow(rule, CUSTOMER_FIELDS, at));
  for (const card of CARDS) {
    const stored = JSON.stringify(itemOf(cardEntity, card));
    if (holding) expect(stored).toContain(holding.mark);
    if (holding && passes(viewOfCard(card))) expect(stored).toContain(holding.text);
  }
});

test("the texts looked for are folded, as they stand in an attribute that is JSON", () => {
  const textOf = (rule: Rule) => holdingOf(narrow(rule, CUSTOMER_FIELDS, at))?.text;
  expect(textOf({ field: "city", is: "equals", value: "Yazd" })).toBe("yazd");
  expect(textOf({ field: "city", is: "equals", value: 'a"b' })).toBe('a\\\\\\"b');
  expect(textOf({ field: "createdAt", is: "before", value: "2026-03-22" })).toBeUndefined();
});

test("one that cannot satisfy a rule is left out", () => {
  const mayPass = packedTest(narrow({ field: "city", is: "equals", value: "یزد" }, CUSTOMER_FIELDS, at))!;
  expect(CARDS.map((card) => mayPass(itemOf(cardEntity, card)))).toEqual([true, false, false, false]);
});

test("a card from before is read alike: without a hint, and with the hint at its end", () => {
  const [card] = CARDS as [CustomerCard, ...CustomerCard[]];
  const item = itemOf(cardEntity, card);
  const [hint, ...list] = JSON.parse(String(item.card));
  const mayPass = packedTest(narrow({ field: "city", is: "equals", value: "یزد" }, CUSTOMER_FIELDS, at))!;
  for (const packed of [list, [...list, hint]]) {
    const old = { ...item, card: JSON.stringify(packed) };
    expect(cardOfItem(old)).toEqual(cardOfItem(item));
    expect(mayPass(old)).toBe(true);
  }
});
