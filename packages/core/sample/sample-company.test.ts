import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { describe, expect, test } from "vitest";
import { newInteractionShape } from "../engagement/interactions/index.ts";
import { decideCreate, newCustomerShape } from "../people/customers/index.ts";
import { RELATION_INVERSES } from "../people/relations/index.ts";
import { foldEmail } from "../platform/email.ts";
import { parsePhone } from "../platform/phone.ts";
import { dayOf, isoOf, weekdayOf } from "./calendar.ts";
import { type SampleCompany, type SampleCustomer, sampleCompany } from "./index.ts";

const TODAY = "2026-10-05";
const companies = {
  fa: sampleCompany({ locale: "fa", today: TODAY }),
  en: sampleCompany({ locale: "en", today: TODAY }),
};

const textsOf = (customer: SampleCustomer): string[] =>
  customer.interactions.flatMap((it) => [it.subject, it.body, it.outcome]).filter((text) => text !== undefined);

const numbersOf = (customer: SampleCustomer): string[] => customer.input.phones?.map((phone) => phone.number) ?? [];

/** The local weekday, 0 for Sunday. */
const weekdayAt = (instant: string, offsetMinutes: number): number =>
  weekdayOf(Math.floor((Date.parse(instant) / 60_000 + offsetMinutes) / 1440));

const familyOf = ({ customers }: SampleCompany): Set<string> =>
  new Set(
    customers.flatMap((customer, at) =>
      customer.relations.filter((it) => it.kind === "family").map((it) => [at, it.other].sort().join("-")),
    ),
  );

test("the same locale and date give the same company", () => {
  expect(sampleCompany({ locale: "fa", today: TODAY })).toEqual(companies.fa);
  expect(sampleCompany({ locale: "en", today: TODAY })).toEqual(companies.en);
});

test("the people stay the same from one day to the next", () => {
  const tomorrow = sampleCompany({ locale: "fa", today: "2026-10-06" });
  expect(tomorrow.customers.map((it) => it.input.name)).toEqual(companies.fa.customers.map((it) => it.input.name));
});

test.each(["2024-02-29", "2024-03-20", "2025-03-21", "2026-01-01", "2027-12-31", "2031-07-15"])(
  "it can be made on %s",
  (today) => {
    for (const locale of ["fa", "en"] as const) {
      const { customers } = sampleCompany({ locale, today });
      const instants = customers.flatMap((it) => [
        it.createdAt,
        ...it.interactions.map(({ occurredAt }) => occurredAt),
      ]);
      expect(customers).toHaveLength(200);
      expect(instants.every((at) => at >= isoOf(dayOf(today) - 1095) && at < today)).toBe(true);
    }
  },
);

describe.each(["fa", "en"] as const)("the company in %s", (locale) => {
  const company = companies[locale];
  const { customers, staff } = company;
  const interactions = customers.flatMap((it) => it.interactions);

  test("200 customers and five colleagues, one of them the administrator", () => {
    expect(customers).toHaveLength(200);
    expect(staff).toHaveLength(5);
    expect(staff.filter((it) => it.role === "administrator")).toHaveLength(1);
  });

  test("its people are in teams, one under another, and see their own, their team's, or all", () => {
    const names = company.teams.map(({ name }) => name);
    expect(company.teams.map(({ under }) => (under === undefined ? null : names.indexOf(under)))).toEqual([
      null,
      0,
      null,
    ]);
    expect(staff.map(({ role, team }) => [role, team === undefined ? null : names.indexOf(team)])).toEqual([
      ["administrator", null],
      ["manager", 0],
      ["salesperson", 0],
      ["salesperson", 1],
      ["agent", 2],
    ]);
  });

  test("every customer is a new customer as the API takes it", () => {
    const region = locale === "fa" ? "IR" : "GB";
    for (const { input, createdAt } of customers) {
      expect(newCustomerShape.parse(input)).toEqual(input);
      const profile = decideCreate(input, { now: createdAt, region, id: "cus_01JD8ZC3W5Q1T8M4G2N6V9X0RA" });
      expect(profile).toMatchObject({ name: input.name, tags: input.tags });
    }
  });

  test("every interaction is a new interaction as the API takes it", () => {
    for (const { byUser, ...interaction } of interactions) {
      const input = { customerId: "cus_01JD8ZC3W5Q1T8M4G2N6V9X0RA", ...interaction };
      expect(newInteractionShape.parse(input)).toEqual(input);
      expect(staff[byUser]).toBeDefined();
    }
  });

  test("between four and five thousand interactions; most customers have few and a few have very many", () => {
    const counts = customers.map((it) => it.interactions.length).sort((one, other) => one - other);
    expect(interactions.length).toBeGreaterThanOrEqual(4000);
    expect(interactions.length).toBeLessThanOrEqual(5000);
    expect(counts[100]).toBeGreaterThanOrEqual(9);
    expect(counts[100]).toBeLessThanOrEqual(16);
    expect(counts.filter((count) => count > 150).length).toBeGreaterThanOrEqual(3);
  });

  test("timelines run from the customer's first day to yesterday, in order", () => {
    for (const { createdAt, interactions: timeline } of customers) {
      const instants = timeline.map((it) => it.occurredAt);
      expect(instants).toEqual([...instants].sort());
      expect(instants.every((at) => at >= createdAt && at < TODAY)).toBe(true);
      expect(new Date(createdAt).toISOString()).toBe(createdAt);
    }
  });

  test("nobody calls, meets or visits while the office is closed, but for travellers on their way", () => {
    const closed = locale === "fa" ? [5] : [0, 6];
    const ours = interactions.filter(
      (it) => ["call", "meeting", "visit"].includes(it.channel) && it.direction === "out",
    );
    expect(ours.filter((it) => closed.includes(weekdayAt(it.occurredAt, locale === "fa" ? 210 : 30)))).toEqual([]);
  });

  test("no two customers have one name, and emails are distinct and reserved", () => {
    const names = customers.map((it) => it.input.name);
    const emails = customers.flatMap((it) => it.input.emails?.map((email) => email.address) ?? []);
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(emails).size).toBe(emails.length);
    for (const email of [...emails, ...staff.map((it) => it.email)]) {
      expect(foldEmail(email)).toBe(email);
      expect(email).toMatch(/[@.]example\.com$/);
    }
  });

  test("phones are nobody's, and shared only within a family", () => {
    const family = familyOf(company);
    const holders = new Map<string, number[]>();
    for (const [at, customer] of customers.entries()) {
      for (const number of numbersOf(customer)) holders.set(number, [...(holders.get(number) ?? []), at]);
    }
    for (const [number, [first, ...others]] of holders) {
      expect(parsePhone(number, locale === "fa" ? "IR" : "GB")?.number).toBe(number);
      expect(number).toMatch(locale === "fa" ? /^\+98(9\d{2}000|210000)\d{4}$/ : /^\+44(7700900|1174960)\d{3}$/);
      if (locale === "fa") expect(parsePhoneNumberFromString(number)?.isValid()).toBe(true);
      for (const other of others) expect(family).toContain([first, other].sort().join("-"));
    }
    expect([...holders.values()].some((it) => it.length > 1)).toBe(true);
  });

  test("relations name another customer and are told once, from one end", () => {
    const told = customers.flatMap((customer, at) =>
      customer.relations.map(({ kind, other }) => {
        expect(other).not.toBe(at);
        expect(customers[other]).toBeDefined();
        const ends = [`${at} ${kind} ${other}`, `${other} ${RELATION_INVERSES[kind]} ${at}`];
        return ends.sort().join(" = ");
      }),
    );
    expect(new Set(told).size).toBe(told.length);
    expect(told.length).toBeGreaterThan(80);
  });

  test("who came by recommendation says so, and came after the one who recommended us", () => {
    const referral = locale === "fa" ? "معرفی" : "Referral";
    const referred = customers.flatMap((it) =>
      it.relations.filter(({ kind }) => kind === "referredBy").map((by) => ({ it, by })),
    );
    expect(referred.length).toBeGreaterThan(10);
    for (const { it, by } of referred) {
      expect(it.input.source).toBe(referral);
      expect(customers[by.other]!.createdAt < it.createdAt).toBe(true);
    }
  });

  test("whoever declined texts is sent no offers by text", () => {
    for (const { input, interactions: timeline } of customers) {
      const sms = input.consents?.sms;
      const since = sms?.state === "denied" ? (sms.at ?? "") : sms?.state === "unknown" ? "" : "9";
      const offers = timeline.filter((it) => it.channel === "sms" && /لغو|STOP to opt out/.test(it.body ?? ""));
      expect(offers.filter((it) => it.occurredAt > since)).toEqual([]);
    }
  });

  test("a prospect has never booked, and a customer's stage fits the journeys told", () => {
    const booked = /^(رزرو شد|پیش‌پرداخت رسید|Booked|Deposit received)/;
    for (const { input, interactions: timeline } of customers) {
      const bookings = timeline.filter((it) => booked.test(it.outcome ?? "")).length;
      if (input.relation === "prospect") expect(bookings).toBe(0);
      if (input.lifecycleStage === "welcoming" && timeline.length > 9) expect(bookings).toBeLessThan(2);
      if (input.relation === "competitor") expect(timeline.every((it) => it.direction === "none")).toBe(true);
    }
  });

  test("every stage and nearly every channel occurs", () => {
    expect(new Set(customers.map((it) => it.input.lifecycleStage)).size).toBe(9);
    expect(new Set(customers.map((it) => it.input.relation)).size).toBe(8);
    expect(new Set(interactions.map((it) => it.channel)).size).toBe(11);
  });

  test("the texts are finished: no gaps, no leftovers, nothing doubled", () => {
    for (const text of customers.flatMap(textsOf)) {
      expect(text).not.toMatch(/[{}[\]¶|]|undefined|NaN| {2}|\b[Tt]he the\b|\ba the\b| [.,،؛]|\.\.|\?\./);
      if (locale === "fa") expect(text).not.toMatch(/[كي٠-٩]/);
    }
  });
});

test.each(["fa", "en"] as const)(
  "work is planned for the days around the story's end, on open days, in %s",
  (locale) => {
    const { coming, customers } = companies[locale];
    const days = coming.map(({ input }) => dayOf(input.dueOn as string));
    const closed = locale === "fa" ? [5] : [0, 6];
    expect(days.every((day) => !closed.includes(weekdayOf(day)))).toBe(true);
    expect(days.filter((day) => day < dayOf(TODAY)).length).toBeGreaterThan(1);
    expect(days.filter((day) => day === dayOf(TODAY)).length).toBeGreaterThan(0);
    const ids = coming.flatMap(({ customer }) => (customer === null ? [] : [customer]));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((at) => customers[at] !== undefined)).toBe(true);
    expect(coming.filter(({ byUser }) => byUser === null).length).toBeGreaterThan(8);
  },
);
