import { expect, test } from "vitest";
import type { TimelineEntry } from "#core/engagement/interactions/index.ts";
import { entryId, type TimelinePages, withEntry, withNewest } from "./timeline-pages.ts";

const entry = (id: string, at: string) =>
  ({ type: "interaction", at, interaction: { id, channel: "note" } }) as TimelineEntry;
const page = (nextCursor: string | null, ...items: TimelineEntry[]) => ({ items, nextCursor });
const loaded = (...pages: TimelinePages["pages"]): TimelinePages => ({ pages, pageParams: pages.map(() => null) });
const idsOf = (pages: TimelinePages) => pages.pages.map(({ items }) => items.map(entryId));

test("what came since goes in front, and nothing is shown twice", () => {
  const known = loaded(page("x", entry("b", "2025-02"), entry("a", "2025-01")), page(null, entry("z", "2024-12")));
  const next = withNewest(known, page("y", entry("c", "2025-03"), entry("b", "2025-02")));
  expect(idsOf(next)).toEqual([["c", "b", "a"], ["z"]]);
  expect(next.pages[0]?.nextCursor).toBe("x");
});

test("when so much came that there may be a gap, only the newest is kept", () => {
  const known = loaded(page(null, entry("a", "2025-01")));
  expect(idsOf(withNewest(known, page("y", entry("d", "2025-04"), entry("c", "2025-03"))))).toEqual([["d", "c"]]);
});

test("the first entry of an empty timeline is shown", () => {
  expect(idsOf(withNewest(loaded(page(null)), page(null, entry("a", "2025-01"))))).toEqual([["a"]]);
});

test("a back-dated interaction stands where it belongs", () => {
  const known = loaded(page("x", entry("c", "2025-03"), entry("a", "2025-01")), page(null, entry("z", "2024-12")));
  expect(idsOf(withEntry(known, entry("b", "2025-02"), true))).toEqual([["c", "b", "a"], ["z"]]);
});

test("one older than all that is loaded comes with the rest, later", () => {
  const known = loaded(page("more", entry("c", "2025-03")));
  expect(idsOf(withEntry(known, entry("old", "2020-01"), true))).toEqual([["c"]]);
  expect(idsOf(withEntry(loaded(page(null, entry("c", "2025-03"))), entry("old", "2020-01"), true))).toEqual([
    ["c", "old"],
  ]);
});

test("a corrected interaction moves to its new time, and leaves a filter it no longer passes", () => {
  const known = loaded(page(null, entry("c", "2025-03"), entry("b", "2025-02"), entry("a", "2025-01")));
  expect(idsOf(withEntry(known, entry("c", "2025-01-15"), true))).toEqual([["b", "c", "a"]]);
  expect(idsOf(withEntry(known, entry("c", "2025-03"), false))).toEqual([["b", "a"]]);
});
