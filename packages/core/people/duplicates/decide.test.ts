import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  decideCreate,
  decideUpdate,
  MERGE_LISTS,
  MERGE_SINGLE,
  type MergeChoices,
  mergeableOf,
  type NewCustomer,
  noteEdits,
  type Profile,
} from "../customers/index.ts";
import { decideMerge, decideUnmerge, MAX_ABSORBED, recommendSurvivor } from "./index.ts";

const now = "2026-03-21T08:00:00.000Z";
const moment = { now, region: "IR" };
const by = { kind: "user", id: "usr_1", name: "Sara" } as const;
const ids = ["A", "B", "C", "D"].map((letter) => `cus_01JD8ZC3W5Q1T8M4G2N6V9X0R${letter}` as const);
const [a, b, c, d] = ids as [`cus_${string}`, `cus_${string}`, `cus_${string}`, `cus_${string}`];

const create = (id: `cus_${string}`, input: NewCustomer) => decideCreate(input, { ...moment, id });

function merge(survivor: Profile, absorbed: Profile, choices: MergeChoices = {}) {
  return decideMerge(survivor, absorbed, choices, { now, by });
}

function edit(profile: Profile, patch: Omit<Parameters<typeof decideUpdate>[1], "version">): Profile {
  return noteEdits(profile, decideUpdate(profile, { version: 1, ...patch }, moment).profile);
}

const mapOf = (...profiles: Profile[]) => new Map(profiles.map((one) => [one.id as string, one]));
const values = (profile: Profile) => JSON.parse(JSON.stringify(mergeableOf(profile)));

const ALI = create(a, {
  name: "علی کریمی",
  phones: [{ number: "09121234567", label: "همراه" }],
  tags: ["نوروز", "کیش"],
  notes: "زنگ بزنید",
  consents: { email: { state: "granted" }, sms: { state: "granted" } },
});
const OTHER = create(b, {
  name: "علي كريمي",
  givenName: "علی",
  phones: [{ number: "09121234567" }, { number: "02188776655" }],
  tags: ["کیش", "ویژه"],
  notes: "با همسرش سفر می‌کند",
  lifecycleStage: "loyal",
  consents: { email: { state: "denied" }, call: { state: "granted" } },
});

describe("a merge", () => {
  test("loses nothing unless something is chosen: gaps are filled, lists joined, a refusal stays", () => {
    const { survivor, absorbed, fields } = merge(ALI, OTHER);
    expect(survivor).toMatchObject({
      name: "علی کریمی",
      givenName: "علی",
      phones: [{ number: "+989121234567", label: "همراه" }, { number: "+982188776655" }],
      tags: ["نوروز", "کیش", "ویژه"],
      notes: "زنگ بزنید\nبا همسرش سفر می‌کند",
      lifecycleStage: "targeted",
    });
    expect(Object.values(survivor.consents).map(({ state }) => state)).toEqual(["denied", "granted", "granted"]);
    expect(absorbed).toEqual({ ...OTHER, mergedInto: a });
    expect(Object.keys(fields).sort()).toEqual(["consents", "givenName", "notes", "phones", "tags"]);
  });

  test("takes field by field what was chosen", () => {
    const { survivor } = merge(ALI, OTHER, {
      phones: "absorbed",
      tags: "survivor",
      notes: "absorbed",
      lifecycleStage: "absorbed",
      consents: "survivor",
      givenName: "survivor",
    });
    expect(survivor).toMatchObject({
      phones: OTHER.phones,
      tags: ALI.tags,
      notes: OTHER.notes,
      lifecycleStage: "loyal",
      consents: ALI.consents,
    });
    expect(survivor.givenName).toBeUndefined();
  });

  test("chooses among custom fields one by one", () => {
    const one = { ...ALI, custom: { tier: "gold", size: 3 } };
    const two = { ...OTHER, custom: { tier: "silver", size: 4, seat: "aisle" } };
    expect(merge(one, two, { "custom.size": "absorbed" }).survivor.custom).toEqual({
      tier: "gold",
      size: 4,
      seat: "aisle",
    });
  });

  test("is refused with itself, of what is merged already, into an archived one, of unknown fields, of too many", () => {
    const codeOf = (work: () => unknown) => {
      try {
        work();
        return "done";
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    expect(codeOf(() => merge(ALI, ALI))).toBe("merge.with_itself");
    expect(codeOf(() => merge(ALI, { ...OTHER, mergedInto: c }))).toBe("customer.merged_away");
    expect(codeOf(() => merge({ ...ALI, archivedAt: now }, OTHER))).toBe("merge.survivor_archived");
    expect(codeOf(() => merge(ALI, OTHER, { version: "absorbed" }))).toBe("merge.unknown_field");
    const { survivor } = merge(ALI, OTHER);
    const layer = { ...survivor.merges!.layers[0]!, with: Array(MAX_ABSORBED - 1).fill(c) };
    expect(
      codeOf(() => merge({ ...survivor, merges: { ...survivor.merges!, layers: [layer] } }, create(d, { name: "D" }))),
    ).toBe("merge.too_many");
  });

  test("keeps the one with more contacts, else the older one", () => {
    const card = (id: string, interactions: number, createdAt: string) => ({ id, interactions, createdAt });
    const old = card("1", 0, "2024");
    expect(recommendSurvivor(old, card("2", 3, "2025")).id).toBe("2");
    expect(recommendSurvivor(card("2", 0, "2025"), old).id).toBe("1");
  });
});

describe("an undone merge", () => {
  test("leaves what people edited since, and nothing that came by it", () => {
    const merged = merge(ALI, OTHER);
    const edited = edit(merged.survivor, {
      tags: ["نوروز", "ویژه", "تازه"],
      notes: "متن تازه",
      source: "نمایشگاه",
    });
    const { survivor, absorbed } = decideUnmerge(edited, merged.absorbed, mapOf(OTHER), { now });
    expect(survivor).toEqual({
      ...ALI,
      tags: ["نوروز", "تازه"],
      notes: "متن تازه",
      source: "نمایشگاه",
      updatedAt: now,
    });
    expect(absorbed).toEqual(OTHER);
  });

  test("leaves an edit that says what the merge had said", () => {
    const merged = merge(ALI, OTHER);
    const twice = edit(edit(merged.survivor, { givenName: "علی‌رضا" }), { givenName: "علی" });
    expect(decideUnmerge(twice, merged.absorbed, mapOf(OTHER), { now }).survivor.givenName).toBe("علی");
  });

  test("of two merges that bring the same, either can go: it stays as long as one is there", () => {
    const third = create(c, { name: "علی", tags: ["ویژه"], givenName: "علي" });
    const first = merge(ALI, OTHER);
    const second = merge(first.survivor, third);
    const records = mapOf(OTHER, third);
    const withoutFirst = decideUnmerge(second.survivor, first.absorbed, records, { now });
    expect(withoutFirst.survivor.tags).toEqual(["نوروز", "کیش", "ویژه"]);
    expect(values(withoutFirst.survivor)).toEqual(values(merge(ALI, third).survivor));
    const withoutBoth = decideUnmerge(withoutFirst.survivor, second.absorbed, records, { now });
    expect(withoutBoth.survivor).toEqual({ ...ALI, updatedAt: now });
  });
});

const TAGS = ["t1", "t2", "t3", "t4", "t5"];
const PHONES = ["09121111111", "09122222222", "09123333333"];
const WORDS = ["red", "green", "blue"];

const profileOf = (id: `cus_${string}`) =>
  fc
    .record({
      tags: fc.subarray(TAGS),
      phones: fc.subarray(PHONES),
      source: fc.option(fc.constantFrom(...WORDS), { nil: undefined }),
      notes: fc.option(fc.constantFrom(...WORDS), { nil: undefined }),
      sms: fc.constantFrom("granted", "denied", "unknown"),
      seat: fc.option(fc.constantFrom(...WORDS), { nil: undefined }),
    })
    .map(
      ({ tags, phones, source, notes, sms, seat }): Profile => ({
        ...create(id, {
          name: id,
          tags,
          phones: phones.map((number) => ({ number })),
          consents: { sms: { state: sms as "granted" } },
          ...(source && { source }),
          ...(notes && { notes }),
        }),
        custom: seat ? { seat } : {},
      }),
    );

const choicesOf = fc.dictionary(
  fc.constantFrom(...MERGE_SINGLE, ...MERGE_LISTS, "consents", "custom", "custom.seat"),
  fc.constantFrom("survivor" as const, "absorbed" as const, "both" as const),
  { maxKeys: 8 },
);

/** What a person does to one record or another: the same deed on whatever it finds. */
type Deed =
  | { do: "tag" | "untag"; tag: string }
  | { do: "phone" | "unphone" | "label"; number: string }
  | { do: "say"; field: "source" | "notes"; word: string | null };

const deeds = fc.array(
  fc.oneof(
    fc.record({ do: fc.constantFrom("tag" as const, "untag" as const), tag: fc.constantFrom(...TAGS, "mine") }),
    fc.record({
      do: fc.constantFrom("phone" as const, "unphone" as const, "label" as const),
      number: fc.constantFrom(...PHONES, "09124444444"),
    }),
    fc.record({
      do: fc.constant("say" as const),
      field: fc.constantFrom("source" as const, "notes" as const),
      word: fc.option(fc.constantFrom("own words", "other words"), { nil: null }),
    }),
  ),
  { maxLength: 12 },
);

const stored = (number: string) => `+98${number.slice(1)}`;

/** Does the deed; `false` when there is nothing to do for it, so that nobody would have saved anything. */
function doDeed(profile: Profile, deed: Deed): Profile | false {
  const phones = profile.phones.map(({ number, label }) => ({ number, ...(label && { label }) }));
  const has = "number" in deed && phones.some(({ number }) => number === stored(deed.number));
  switch (deed.do) {
    case "tag":
      return !profile.tags.includes(deed.tag) && edit(profile, { tags: [...profile.tags, deed.tag] });
    case "untag":
      return profile.tags.includes(deed.tag) && edit(profile, { tags: profile.tags.filter((tag) => tag !== deed.tag) });
    case "phone":
      return !has && edit(profile, { phones: [...phones, { number: deed.number }] });
    case "unphone":
      return has && edit(profile, { phones: phones.filter(({ number }) => number !== stored(deed.number)) });
    case "label":
      return (
        has &&
        edit(profile, {
          phones: phones.map((phone) => (phone.number === stored(deed.number) ? { ...phone, label: "work" } : phone)),
        })
      );
    case "say":
      return (profile[deed.field] ?? null) !== deed.word && edit(profile, { [deed.field]: deed.word });
  }
}

/** Lists as sets of what is in them: where a thing stands after it was gone and came back is nobody's word. */
function known(profile: Profile) {
  const { tags, phones, ...rest } = values(profile);
  const numbers = phones.map(({ number, label }: { number: string; label?: string }) => `${number} ${label ?? ""}`);
  return { ...rest, tags: [...tags].sort(), phones: numbers.sort() };
}

test("undo is the original survivor with the same edits, and the absorbed record as it was", () => {
  fc.assert(
    fc.property(profileOf(a), profileOf(b), choicesOf, deeds, (survivor, absorbed, choices, edits) => {
      const merged = merge(survivor, absorbed, choices);
      let [now2, alone] = [merged.survivor, survivor];
      for (const deed of edits) {
        const done = doDeed(now2, deed);
        if (!done) continue;
        now2 = done;
        alone = doDeed(alone, deed) || alone;
      }
      const undone = decideUnmerge(now2, merged.absorbed, mapOf(absorbed), { now });
      expect(known(undone.survivor)).toEqual(known(alone));
      expect(undone.survivor.merges).toBeUndefined();
      expect(undone.absorbed).toEqual(absorbed);
    }),
    { numRuns: 500 },
  );
});

test("several merges with edits between them go in any order, each as though it had never been", () => {
  fc.assert(
    fc.property(
      profileOf(a),
      fc.tuple(profileOf(b), profileOf(c), profileOf(d)),
      fc.tuple(choicesOf, choicesOf, choicesOf),
      fc.tuple(deeds, deeds, deeds),
      fc.shuffledSubarray([0, 1, 2], { minLength: 3 }),
      (original, absorbed, choices, edits, order) => {
        let survivor = original;
        for (const at of [0, 1, 2]) {
          survivor = merge(survivor, absorbed[at]!, choices[at]!).survivor;
          for (const deed of edits[at]!) survivor = doDeed(survivor, deed) || survivor;
        }
        const records = mapOf(...absorbed);
        const pointing = (at: number) => ({ ...absorbed[at]!, mergedInto: a });
        const [first, second, third] = order as [number, number, number];
        // The last two to go can go in either order: what is left is the same.
        const one = decideUnmerge(survivor, pointing(first), records, { now }).survivor;
        const twice = decideUnmerge(one, pointing(second), records, { now }).survivor;
        expect(twice.merges?.layers.map(({ id }) => id)).toEqual([absorbed[third]!.id]);
        const last = decideUnmerge(twice, pointing(third), records, { now });
        expect(last.survivor.merges).toBeUndefined();
        const none = [2, 1, 0].reduce(
          (profile, at) => decideUnmerge(profile, pointing(at), records, { now }).survivor,
          survivor,
        );
        if (edits.every((some) => some.length === 0)) {
          expect(known(none)).toEqual(known(original));
          expect(known(last.survivor)).toEqual(known(original));
        }
      },
    ),
    { numRuns: 300 },
  );
});

test("what the history makes is what the record is, whatever was merged and edited", async () => {
  const { replayMerges } = await import("../customers/index.ts");
  fc.assert(
    fc.property(
      profileOf(a),
      fc.array(fc.tuple(fc.constantFrom(b, c, d), choicesOf, deeds), { maxLength: 3 }),
      fc.tuple(profileOf(b), profileOf(c), profileOf(d)),
      (original, steps, absorbed) => {
        let survivor = original;
        for (const [id, choices, edits] of steps) {
          if (survivor.merges?.layers.some((layer) => layer.id === id)) continue;
          survivor = merge(survivor, absorbed.find((one) => one.id === id)!, choices).survivor;
          for (const deed of edits) survivor = doDeed(survivor, deed) || survivor;
        }
        if (survivor.merges) {
          expect(JSON.parse(JSON.stringify(replayMerges(survivor.merges, mapOf(...absorbed))))).toEqual(
            values(survivor),
          );
        }
      },
    ),
    { numRuns: 500 },
  );
});
