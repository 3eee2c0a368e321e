import type { TimelineEntry } from "#core/engagement/interactions/index.ts";
import { customerOf } from "#core/people/customers/index.ts";
import { notFound } from "#core/platform/errors.ts";
import type { Page } from "#core/platform/page.ts";
import { cardKey, profileKey, profileOf, statsOf } from "#server/people/customers/index.ts";
import { relationOf } from "#server/people/relations/index.ts";
import { TIMELINE } from "#server/platform/change-row.ts";
import type { Ctx } from "#server/platform/context.ts";
import { decodeCursor, encodeCursor } from "#server/platform/sharded.ts";
import type { Item, Key } from "#server/platform/table.ts";
import { entryOf, readPage, readTimeline } from "./store.ts";

const PLACE = /^t#(\d{13}#(int|chg)_[0-9A-Z]{26})?$/;
const FIRST_ENTRIES = 40;
/** A filtered page reads at most this many entries, then answers with what it found and where to go on. */
const MAX_READ = 1000;

/** The page of a customer: header items and the newest of the timeline, one query of one partition. */
export async function getCustomerPage(ctx: Ctx, id: string) {
  const page = await readPage(ctx.table, id, FIRST_ENTRIES + 2);
  // Somebody with dozens of relations fills the first page with them: read on until the timeline begins.
  for (let more = page; more.next && !more.next.sk.startsWith(TIMELINE); ) {
    more = await readPage(ctx.table, id, FIRST_ENTRIES + 2, more.next);
    page.items.push(...more.items);
    page.next = more.next;
  }
  const header = (wanted: Key) => page.items.find((item) => item.sk === wanted.sk) ?? null;
  const profile = header(profileKey(id));
  if (!profile) throw notFound("customer");
  const entries = page.items.filter(({ sk }) => sk.startsWith(TIMELINE));
  const place = page.next && (entries.at(-1)?.sk ?? TIMELINE);
  return {
    customer: customerOf(profileOf(profile), statsOf(header(cardKey(id))), ctx.fields),
    relations: page.items.flatMap((item) => relationOf(item) ?? []),
    timeline: { items: shown(entries), nextCursor: encodeCursor(place) },
  };
}

export async function getTimeline(
  ctx: Ctx,
  id: string,
  question: { limit: number; cursor?: string; only?: string },
): Promise<Page<TimelineEntry>> {
  let place = decodeCursor(question.cursor, PLACE);
  if (place === null && !(await ctx.table.get(profileKey(id), { stale: true }))) throw notFound("customer");
  const items: TimelineEntry[] = [];
  let read = 0;
  do {
    const limit = question.only ? 100 : question.limit;
    const page = await readTimeline(ctx.table, id, limit, place);
    for (const item of page.items) {
      place = item.sk;
      const entry = entryOf(item);
      if (entry && isWanted(entry, question.only)) items.push(entry);
      if (items.length >= question.limit) break;
    }
    read += page.items.length;
    const ended = !page.next && place === (page.items.at(-1)?.sk ?? place);
    if (ended) return { items, nextCursor: null };
  } while (items.length < question.limit && read < MAX_READ);
  return { items, nextCursor: encodeCursor(place) };
}

function shown(items: readonly Item[]): TimelineEntry[] {
  return items.flatMap((item) => entryOf(item) ?? []);
}

function isWanted(entry: TimelineEntry, only: string | undefined): boolean {
  if (only === undefined) return true;
  if (only === "changes") return entry.type === "change";
  return entry.type === "interaction" && (only === "interactions" || entry.interaction.channel === only);
}
