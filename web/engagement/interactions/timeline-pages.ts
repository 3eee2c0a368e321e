import type { InfiniteData } from "@tanstack/solid-query";
import type { TimelineEntry } from "#core/engagement/interactions/index.ts";

type Page = { items: TimelineEntry[]; nextCursor: string | null };
export type TimelinePages = InfiniteData<Page, string | null>;

export function entryId(entry: TimelineEntry): string {
  if (entry.type === "message") return entry.message.id;
  return entry.type === "interaction" ? entry.interaction.id : entry.change.id;
}

/** What came since goes in front. When nothing of it is known, there may be a gap: then only it is kept. */
export function withNewest(known: TimelinePages, newest: Page): TimelinePages {
  const fresh = new Set(newest.items.map(entryId));
  const isKnown = known.pages.some((page) => page.items.some((entry) => fresh.has(entryId(entry))));
  const knownNothing = known.pages.every((page) => page.items.length === 0);
  if (!isKnown && !(knownNothing && newest.nextCursor === null)) return { pages: [newest], pageParams: [null] };
  const rest = known.pages.map((page) => ({
    ...page,
    items: page.items.filter((entry) => !fresh.has(entryId(entry))),
  }));
  const [first, ...others] = rest;
  const front: Page = { items: [...newest.items, ...(first?.items ?? [])], nextCursor: first?.nextCursor ?? null };
  return { pages: [front, ...others], pageParams: known.pageParams };
}

/** The entry at its place in time, in place of any version of it before; only taken out when it is not wanted. */
export function withEntry(known: TimelinePages, entry: TimelineEntry, wanted: boolean): TimelinePages {
  const id = entryId(entry);
  const pages = known.pages.map((page) => ({ ...page, items: page.items.filter((one) => entryId(one) !== id) }));
  if (wanted) {
    // The first page whose last entry is older; older than all that is loaded, it comes with the rest.
    const at = pages.findIndex((page) => (page.items.at(-1)?.at ?? "") < entry.at);
    const target = pages[at === -1 ? pages.length - 1 : at];
    if (target && (at !== -1 || target.nextCursor === null)) {
      const place = target.items.findIndex((one) => one.at <= entry.at);
      target.items.splice(place === -1 ? target.items.length : place, 0, entry);
    }
  }
  return { pages, pageParams: known.pageParams };
}

export function isWanted(entry: TimelineEntry, filter: string): boolean {
  if (filter === "all") return true;
  if (entry.type === "change") return filter === "changes";
  if (entry.type === "message") return filter === "interactions" || entry.message.channel === filter;
  return filter === "interactions" || entry.interaction.channel === filter;
}
