import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { changedFields, decideCreate, decideUpdate } from "./decide.ts";
import type { CustomerPatch, Profile } from "./schema.ts";
import { decideUndo } from "./undo.ts";

const AT = { now: "2026-03-21T08:00:00.000Z", region: "IR" };
const LATER = { now: "2026-03-21T09:00:00.000Z", region: "IR" };
const sara = decideCreate(
  { name: "سارا رضایی", tags: ["نوروز"], phones: [{ number: "09121000050" }] },
  { ...AT, id: "cus_01JD8ZC3W5Q1T8M4G2N6V9X0RA" },
);
const edit = (profile: Profile, patch: Omit<CustomerPatch, "version">) =>
  decideUpdate(profile, { ...patch, version: profile.version }, LATER);
const content = ({ updatedAt: _, ...rest }: Profile) => rest;

describe("taking a change back", () => {
  test("puts a field as it was, and takes away one that was new", () => {
    const changed = edit(sara, { source: "نمایشگاه", name: "سارا رضایی‌فر" });
    const { profile, undone, left } = decideUndo(changed.profile, changed.fields, LATER);
    expect(content(profile)).toEqual(content(sara));
    expect(undone.sort()).toEqual(["name", "source"]);
    expect(left).toEqual([]);
  });

  test("leaves what somebody wrote since, and says so", () => {
    const changed = edit(sara, { source: "نمایشگاه", lifecycleStage: "loyal" });
    const since = edit(changed.profile, { source: "معرفی دوست" });
    const { profile, undone, left } = decideUndo(since.profile, changed.fields, LATER);
    expect(profile.source).toBe("معرفی دوست");
    expect(profile.lifecycleStage).toBe("targeted");
    expect({ undone, left }).toEqual({ undone: ["lifecycleStage"], left: ["source"] });
  });

  test("takes its own tag away and lets a tag of somebody else stay", () => {
    const tagged = edit(sara, { tags: ["نوروز", "کیش"] });
    const since = edit(tagged.profile, { tags: ["نوروز", "کیش", "وفادار"] });
    const { profile, left } = decideUndo(since.profile, tagged.fields, LATER);
    expect(profile.tags).toEqual(["نوروز", "وفادار"]);
    expect(left).toEqual([]);
  });

  test("brings a consent back without touching another channel's", () => {
    const granted = edit(sara, { consents: { sms: { state: "granted" } } });
    const since = edit(granted.profile, { consents: { email: { state: "denied" } } });
    const { profile } = decideUndo(since.profile, granted.fields, LATER);
    expect(profile.consents.sms.state).toBe("unknown");
    expect(profile.consents.email.state).toBe("denied");
  });
});

const patches = fc.record(
  {
    source: fc.constantFrom("الف", "ب", "ج"),
    lifecycleStage: fc.constantFrom("loyal", "lost", "targeted"),
    tags: fc.uniqueArray(fc.constantFrom("یک", "دو", "سه", "چهار"), { maxLength: 4 }),
    notes: fc.constantFrom("یادداشت", "دیگر"),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Omit<CustomerPatch, "version">>;

describe("laws", () => {
  test("a change that nobody touched since is taken back wholly", () => {
    fc.assert(
      fc.property(patches, patches, (first, second) => {
        const start = edit(sara, first).profile;
        const { profile, fields } = edit(start, second);
        const undo = decideUndo(profile, fields, LATER);
        expect(content(undo.profile)).toEqual(content(start));
        expect(undo.left).toEqual([]);
      }),
    );
  });

  test("fields that the change did not touch are never touched by its undo", () => {
    fc.assert(
      fc.property(patches, patches, (change, since) => {
        const changed = edit(sara, change);
        const now = edit(changed.profile, since).profile;
        const { profile } = decideUndo(now, changed.fields, LATER);
        expect(Object.keys(changedFields(now, profile)).every((name) => name in changed.fields)).toBe(true);
      }),
    );
  });

  test("taken back twice is taken back once", () => {
    fc.assert(
      fc.property(patches, (change) => {
        const { profile, fields } = edit(sara, change);
        const once = decideUndo(profile, fields, LATER);
        expect(decideUndo(once.profile, fields, LATER).profile).toBe(once.profile);
      }),
    );
  });
});
