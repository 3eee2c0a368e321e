import { maskInteraction, type TimelineEntry } from "#core/engagement/interactions/index.ts";
import { absorbedIds } from "#core/people/customers/index.ts";
import type { Relation } from "#core/people/relations/index.ts";
import { notFound } from "#core/platform/errors.ts";
import type { Page } from "#core/platform/page.ts";
import { shownMessages } from "#server/engagement/messages/index.ts";
import {
  cardKey,
  profileKey,
  profileOf,
  requireSeenProfile,
  seenIds,
  shownChanges,
  shownCustomer,
  statsOf,
  tellsNothing,
} from "#server/people/customers/index.ts";
import { relationOf } from "#server/people/relations/index.ts";
import { TIMELINE } from "#server/platform/change-row.ts";
import type { Ctx } from "#server/platform/context.ts";
import { decodeCursor, encodeCursor } from "#server/platform/sharded.ts";
import type { Item, Key, QueryPage } from "#server/platform/table.ts";
import { entryOf, readPage, readTimeline } from "./store.ts";

const PLACE = /^t#(\d{13}#(int|chg|msg)_[0-9A-Z]{26})?$/;
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
  const known = profileOf(profile);
  await requireSeenProfile(ctx, known);
  const ids = absorbedIds(known);
  const entries = page.items.filter(({ sk }) => sk.startsWith(TIMELINE));
  // Of a record that was merged, what the customer's own query brought of this one: header items, then the timeline.
  const absorbed = await Promise.all(ids.map((other) => readAbsorbed(ctx, other)));
  const own: Part = { items: entries, next: page.next && (entries.at(-1)?.sk ?? TIMELINE) };
  const { items, next } = ids.length > 0 ? newestOf([own, ...absorbed], FIRST_ENTRIES) : own;
  return {
    customer: shownCustomer(ctx, known, statsOf(header(cardKey(id)))),
    relations: await seenEnds(ctx, relationsOf([page.items, ...absorbed.map(({ header }) => header)], [id, ...ids])),
    timeline: { items: await shown(ctx, items), nextCursor: encodeCursor(next) },
  };
}

/** What one record brings to a merged timeline: its newest items, and where it goes on. */
type Part = { items: readonly Item[]; next: string | null };

async function readAbsorbed(ctx: Ctx, id: string): Promise<Part & { header: readonly Item[] }> {
  let page = await readPage(ctx.table, id, FIRST_ENTRIES + 2);
  const all = [...page.items];
  while (page.next && !page.next.sk.startsWith(TIMELINE)) {
    page = await readPage(ctx.table, id, FIRST_ENTRIES + 2, page.next);
    all.push(...page.items);
  }
  const items = all.filter(({ sk }) => sk.startsWith(TIMELINE));
  return { header: all, items, next: page.next && (items.at(-1)?.sk ?? TIMELINE) };
}

/**
 * Timelines of several records as one. A part that goes on can hide, behind its end, items that come before those of the
 * others: what is shown ends with the first of such ends.
 */
function newestOf(parts: readonly Part[], limit: number): Part {
  const ends = parts.flatMap(({ next }) => next ?? []);
  const end = ends.reduce<string | null>((first, place) => (first === null || place < first ? place : first), null);
  const all = parts.flatMap(({ items }) => items).filter(({ sk }) => end === null || sk <= end);
  all.sort((a, b) => (a.sk < b.sk ? -1 : 1));
  if (all.length > limit) return { items: all.slice(0, limit), next: all[limit - 1]!.sk };
  return { items: all, next: end };
}

/** The relations of all records that are one customer, each once, without those among themselves. */
function relationsOf(headers: readonly (readonly Item[])[], own: readonly string[]): Relation[] {
  const relations = new Map<string, Relation>();
  for (const relation of headers.flat().flatMap((item) => relationOf(item) ?? [])) {
    const key = `${relation.kind}#${relation.otherId}`;
    if (!own.includes(relation.otherId) && !relations.has(key)) relations.set(key, relation);
  }
  return [...relations.values()];
}

export async function getTimeline(
  ctx: Ctx,
  id: string,
  question: { limit: number; cursor?: string; only?: string },
): Promise<Page<TimelineEntry>> {
  let place = decodeCursor(question.cursor, PLACE);
  const limit = question.only ? 100 : question.limit;
  const firstRead = readTimeline(ctx.table, id, limit, place);
  const [profile, own] = await Promise.all([ctx.table.get(profileKey(id)), firstRead]);
  if (!profile) throw notFound("customer");
  const known = profileOf(profile);
  await requireSeenProfile(ctx, known);
  const ids = [id, ...absorbedIds(known)];
  let ready: QueryPage | null = own;
  const items: TimelineEntry[] = [];
  let read = 0;
  do {
    const page: Part = await readParts(ctx, ids, limit, place, ready);
    ready = null;
    const entries = await entriesOf(ctx, page.items);
    for (const [at, item] of page.items.entries()) {
      place = item.sk;
      const entry = entries[at];
      if (entry && isWanted(entry, question.only) && !isOfMerge(entry)) items.push(entry);
      if (items.length >= question.limit) break;
    }
    read += page.items.length;
    const ended = !page.next && place === (page.items.at(-1)?.sk ?? place);
    place = page.items.length === 0 ? (page.next ?? place) : place;
    if (ended) return { items, nextCursor: null };
  } while (items.length < question.limit && read < MAX_READ);
  return { items, nextCursor: encodeCursor(place) };
}

/** One customer's timeline is one query, with absorbed records one for each, all at once; `first` is the customer's own when it is there. */
async function readParts(
  ctx: Ctx,
  ids: readonly string[],
  limit: number,
  place: string | null,
  first: QueryPage | null,
): Promise<Part> {
  const pages = await Promise.all(
    ids.map((id, at) => (at === 0 && first ? first : readTimeline(ctx.table, id, limit, place))),
  );
  const parts = pages.map(({ items, next }) => ({ items, next: next && (items.at(-1)?.sk ?? place) }));
  const [only] = parts;
  return parts.length === 1 && only ? only : newestOf(parts, limit);
}

async function shown(ctx: Ctx, items: readonly Item[]): Promise<TimelineEntry[]> {
  return (await entriesOf(ctx, items)).flatMap((entry) => (entry && !isOfMerge(entry) ? [entry] : []));
}

/** What each item is shown as to the one who asks; null for what is not. */
async function entriesOf(ctx: Ctx, items: readonly Item[]): Promise<(TimelineEntry | null)[]> {
  const entries = items.map(entryOf);
  const told = entries.flatMap((entry) => (entry?.type === "change" ? [entry.change] : []));
  const written = entries.flatMap((entry) => (entry?.type === "message" ? [entry.message] : []));
  const [changes, messages] = await Promise.all([shownChanges(ctx, told), shownMessages(ctx, written)]);
  return entries.map((entry) => {
    if (entry?.type === "message") return { ...entry, message: messages.shift()! };
    if (entry?.type !== "change") {
      return entry && { ...entry, interaction: maskInteraction(ctx.access.fields, entry.interaction) };
    }
    const change = changes.shift()!;
    return tellsNothing(change) ? null : { ...entry, change };
  });
}

/** Relations with the other ends that one may not see without their names. */
async function seenEnds(ctx: Ctx, relations: readonly Relation[]): Promise<Relation[]> {
  const seen = await seenIds(
    ctx,
    relations.map(({ otherId }) => otherId),
  );
  return relations.map((one) => (seen.has(one.otherId) ? one : { ...one, otherName: "", outOfSight: true }));
}

/** The absorbed record's side of a merge: the survivor's own entry tells of it. */
function isOfMerge(entry: TimelineEntry): boolean {
  return entry.type === "change" && ["customer.mergedInto", "customer.separated"].includes(entry.change.verb);
}

function isWanted(entry: TimelineEntry, only: string | undefined): boolean {
  if (only === undefined) return true;
  if (entry.type === "change") return only === "changes";
  if (entry.type === "message") return only === "interactions" || entry.message.channel === only;
  return only === "interactions" || entry.interaction.channel === only;
}
