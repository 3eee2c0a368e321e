import { describe, expect, test } from "vitest";
import { matches } from "../../platform/rules/matches.ts";
import { needsOf } from "../../platform/rules/needs-of.ts";
import type { Rule } from "../../platform/rules/rule.ts";
import { cardOf, customerOf, NO_STATS } from "./card.ts";
import { decideCreate } from "./decide.ts";
import type { NewCustomer } from "./schema.ts";
import { CUSTOMER_FIELDS, viewOfCard, viewOfCustomer } from "./view.ts";

const NOW = "2024-04-03T08:30:00.000Z";
const ID = "cus_01J00000000000000000000000";
const CONTEXT = { now: NOW, timeZone: "Asia/Tehran", fields: CUSTOMER_FIELDS };

function viewsOf(input: NewCustomer, stats = NO_STATS) {
  const profile = decideCreate(input, { now: NOW, region: "IR", id: ID });
  return { card: viewOfCard(cardOf(profile, stats, [])), full: viewOfCustomer(customerOf(profile, stats, [])) };
}

const MINA: NewCustomer = {
  givenName: "مینا",
  familyName: "كاظمی",
  phones: [{ number: "09121000050" }],
  addresses: [{ country: "ایران" }, { city: "يزد", region: "یزد" }, { city: "تهران" }],
  occasions: [{ name: "سالگرد ازدواج", on: "2015-04-08", calendar: "persian" }],
  tags: ["VIP"],
  birthOn: "1990-04-05",
  consents: { email: { state: "granted" } },
};
const STATS = {
  ...NO_STATS,
  interactions: 3,
  byChannel: { call: 3 },
  inbound: { call: 2 },
  openActivities: 2,
  firstContactAt: NOW,
  lastContactAt: NOW,
  segments: ["seg_01JD8ZC3W5Q1T8M4G2N6V9X0RA"],
};

describe("the customer view", () => {
  test("has every field of its catalogue, at the depth that says so", () => {
    const { card, full } = viewsOf(MINA, STATS);
    const names = (depth?: string) =>
      CUSTOMER_FIELDS.filter((field) => !depth || field.depth === depth).map(({ name }) => name);
    expect(Object.keys(card).sort()).toEqual(names("card").sort());
    expect(Object.keys(full).sort()).toEqual(names().sort());
    expect(Object.values(full)).not.toContain(undefined);
  });

  test("says the same of a customer at both depths", () => {
    for (const input of [MINA, { name: "شرکت نیک", kind: "organisation" } as const]) {
      const { card, full } = viewsOf(input, STATS);
      expect(full).toMatchObject(card);
    }
  });

  test("every field can be asked, of a customer of whom only a name is known too", () => {
    const { full } = viewsOf({ name: "شرکت نیک" });
    for (const { name, type } of CUSTOMER_FIELDS) {
      const { match, because } = matches({ field: name, is: "empty" }, full, CONTEXT);
      expect(because).toHaveLength(1);
      if (type === "yesNo" || (type === "number" && !name.startsWith("rfm."))) expect(match).toBe(false);
    }
  });

  test.each<[Rule, "card" | "full"]>([
    [{ field: "city", is: "equals", value: "یزد" }, "card"],
    [{ field: "tags", is: "hasAny", value: ["vip"] }, "card"],
    [{ field: "hasPhone", is: "yes" }, "card"],
    [{ field: "hasEmail", is: "no" }, "card"],
    [{ field: "archived", is: "no" }, "card"],
    [{ field: "interactions", is: "between", value: { from: 1, to: 3 } }, "card"],
    [{ field: "openActivities", is: "equals", value: 2 }, "card"],
    [{ field: "lastContactAt", is: "inLast", value: { count: 1, unit: "days" } }, "card"],
    [{ field: "addresses.city", is: "equals", value: "تهران" }, "full"],
    [{ field: "addresses.country", is: "notEmpty" }, "full"],
    [{ field: "familyName", is: "startsWith", value: "کاظ" }, "full"],
    [{ field: "consents.email", is: "anyOf", value: ["granted"] }, "full"],
    [{ field: "consents.sms", is: "anyOf", value: ["unknown"] }, "full"],
    [{ field: "birthOn", is: "anniversaryInNext", value: { count: 7, unit: "days", calendar: "persian" } }, "full"],
    [{ field: "occasions", is: "anniversaryInNext", value: { count: 7, unit: "days", calendar: "persian" } }, "full"],
  ])("%j holds of Mina and needs the %s", (rule, depth) => {
    const { card, full } = viewsOf(MINA, STATS);
    expect(needsOf(rule, CUSTOMER_FIELDS)).toBe(depth);
    expect(matches(rule, full, CONTEXT).match).toBe(true);
    if (depth === "card") expect(matches(rule, card, CONTEXT).match).toBe(true);
    else expect(() => matches(rule, card, CONTEXT)).toThrow(TypeError);
  });
});
