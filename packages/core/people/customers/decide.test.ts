import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CrmError } from "../../platform/errors.ts";
import {
  cardOf,
  changedFields,
  decideArchive,
  decideCreate,
  decideRestore,
  decideUpdate,
  isSameCustomer,
  lookUpKeys,
  mergeProfiles,
  type NewCustomer,
  NO_STATS,
  newCustomerShape,
  type Profile,
} from "./index.ts";

const id = "cus_01JD8ZC3W5Q1T8M4G2N6V9X0RA" as const;
const moment = { now: "2026-03-21T08:00:00.000Z", region: "IR" };
const create = (input: NewCustomer): Profile => decideCreate(input, { ...moment, id });

function refusalOf(work: () => unknown): CrmError {
  try {
    work();
  } catch (error) {
    return error as CrmError;
  }
  throw new Error("It was not refused.");
}

describe("a new customer", () => {
  test("takes its name from its parts, its numbers in E.164, its text in Persian letters", () => {
    const profile = create({
      givenName: " علي ",
      familyName: "كريمي‌پور",
      phones: [{ number: "۰۹۱۲ ۱۰۰ ۰۰۵۰", label: "همراه" }],
      emails: [{ address: "ALI@Example.ir" }],
    });
    expect(profile).toMatchObject({
      name: "علی کریمی‌پور",
      phones: [{ number: "+989121000050", label: "همراه", raw: "۰۹۱۲ ۱۰۰ ۰۰۵۰" }],
      emails: [{ address: "ali@example.ir" }],
      kind: "person",
      relation: "prospect",
      lifecycleStage: "targeted",
      version: 1,
    });
  });

  test("a number written twice in two spellings is one phone", () => {
    expect(
      create({ name: "Ann", phones: [{ number: "09121000050" }, { number: "0098 912 100 0050" }] }).phones,
    ).toHaveLength(1);
  });

  test("every wrong field is named at once, with its path and code", () => {
    const refused = refusalOf(() =>
      create({
        phones: [{ number: "abc" }],
        emails: [{ address: "a@" }],
        nationalId: "0012345678",
        iban: "IR00",
        birthOn: "2030-01-01",
      }),
    );
    expect(refused.kind).toBe("invalid");
    expect(refused.details?.map(({ path, code }) => [path, code])).toEqual([
      ["phones.0.number", "customer.phone_invalid"],
      ["emails.0.address", "customer.email_invalid"],
      ["nationalId", "customer.national_id_invalid"],
      ["iban", "customer.iban_invalid"],
      ["birthOn", "customer.birth_in_future"],
      ["name", "customer.name_missing"],
    ]);
  });

  test("one wrong field gives its own code", () => {
    expect(refusalOf(() => create({ name: "Ann", phones: [{ number: "12" }] })).code).toBe("customer.phone_invalid");
  });

  test("the shape refuses unknown fields and what is out of bounds", () => {
    expect(newCustomerShape.safeParse({ name: "Ann", vip: true }).success).toBe(false);
    expect(newCustomerShape.safeParse({ name: "x".repeat(201) }).success).toBe(false);
    expect(newCustomerShape.safeParse({ name: "Ann", phones: Array(21).fill({ number: "09121000050" }) }).success).toBe(
      false,
    );
  });
});

describe("an update", () => {
  const ann = create({ givenName: "Ann", familyName: "Lee", source: "fair", phones: [{ number: "09121000050" }] });

  test("changes what is named, empties what is null, and tells exactly what changed", () => {
    const { profile, fields } = decideUpdate(ann, { version: 1, source: null, lifecycleStage: "loyal" }, moment);
    expect(profile).not.toHaveProperty("source");
    expect(fields).toEqual({
      source: { before: "fair", after: undefined },
      lifecycleStage: { before: "targeted", after: "loyal" },
    });
  });

  test("a name made of its parts follows them; a name of its own stays", () => {
    expect(decideUpdate(ann, { version: 1, familyName: "Hill" }, moment).profile.name).toBe("Ann Hill");
    const named = decideUpdate(ann, { version: 1, name: "Dr. Lee" }, moment).profile;
    expect(decideUpdate(named, { version: 2, familyName: "Hill" }, moment).profile.name).toBe("Dr. Lee");
  });

  test("an update that changes nothing is no change", () => {
    expect(
      decideUpdate(
        ann,
        { version: 1, source: "fair", phones: [{ number: "0912 100 0050", raw: "09121000050" }] },
        moment,
      ),
    ).toEqual({ profile: ann, fields: {} });
  });

  test("consent is dated, and one channel does not touch the others", () => {
    const { profile } = decideUpdate(
      ann,
      { version: 1, consents: { sms: { state: "denied", source: "call" } } },
      moment,
    );
    expect(profile.consents).toEqual({
      email: { state: "unknown" },
      sms: { state: "denied", source: "call", at: moment.now },
      call: { state: "unknown" },
    });
  });

  test("archiving twice is archiving once, and restoring undoes it", () => {
    const archived = decideArchive(ann, moment);
    expect(decideArchive(archived, { now: "2027-01-01T00:00:00.000Z" })).toBe(archived);
    expect(changedFields(ann, decideRestore(archived, moment))).toEqual({});
  });
});

describe("merging two descriptions", () => {
  const profiles = fc
    .record({
      name: fc.constantFrom("Ann", "علی", "Zoe"),
      source: fc.option(fc.constantFrom("fair", "web"), { nil: undefined }),
      phones: fc
        .uniqueArray(fc.constantFrom("09121000050", "09121000051", "09121000052"), { maxLength: 3 })
        .map((numbers) => numbers.map((number) => ({ number }))),
      tags: fc.uniqueArray(fc.constantFrom("vip", "نوروز", "tour"), { maxLength: 3 }),
      notes: fc.option(fc.constantFrom("likes tea", "has a dog"), { nil: undefined }),
    })
    .map((input) => create(input));

  test("loses nothing, overwrites nothing, and a second time changes nothing", () => {
    fc.assert(
      fc.property(profiles, profiles, (into, from) => {
        const merged = mergeProfiles(into, from, moment.now);
        for (const key of [...lookUpKeys(into), ...lookUpKeys(from)]) expect(lookUpKeys(merged)).toContain(key);
        expect(merged.tags).toEqual(expect.arrayContaining([...into.tags, ...from.tags]));
        expect(merged.source).toBe(into.source ?? from.source);
        expect(merged.name).toBe(into.name);
        for (const note of [into.notes, from.notes]) if (note) expect(merged.notes).toContain(note);
        expect(mergeProfiles(merged, from, moment.now)).toBe(merged);
      }),
    );
  });

  test("the same name in another spelling is the same customer; a shared phone alone is not", () => {
    expect(isSameCustomer(create({ name: "علی نیک‌نام" }), create({ name: "علي نيك نام" }))).toBe(true);
    expect(
      isSameCustomer(
        create({ name: "Ann", phones: [{ number: "09121000050" }] }),
        create({ name: "Bob", phones: [{ number: "09121000050" }] }),
      ),
    ).toBe(false);
  });
});

test("a card stays within 1 KB however long the profile is", () => {
  const long = create({
    name: "ن".repeat(200),
    tags: Array.from({ length: 30 }, (_, n) => `${"ت".repeat(38)}${n}`),
    emails: [{ address: `${"x".repeat(60)}@${"y".repeat(60)}.${"z".repeat(60)}.example` }],
    addresses: [{ city: "ش".repeat(80) }],
    phones: [{ number: "09121000050" }],
  });
  expect(new TextEncoder().encode(JSON.stringify(Object.values(cardOf(long, NO_STATS, [])))).length).toBeLessThan(1024);
});
