import type { Change } from "#core/platform/change.ts";
import type { AuditQuestion } from "#core/workspace/audit/index.ts";
import { feedBucket, firstOfBucket, wholeChangeOf } from "#server/platform/change-row.ts";
import type { Ctx } from "#server/platform/context.ts";
import { readFloor } from "#server/platform/feed-floor.ts";
import { paddedNumber } from "#server/platform/keys.ts";
import { readSequence } from "#server/platform/sequencer.ts";
import type { Table } from "#server/platform/table.ts";

/** Rows that one request looks through at most: a search goes on with its cursor. */
const MOST_READ = 2_000;
const PAGE = 500;
const BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

export type Found = { changes: Change[]; next: number | null; searchedTo: string | null };

/** From a place in the feed backwards; null begins at the end of the period asked for. */
export async function searchFeed(
  ctx: Ctx,
  question: AuditQuestion,
  place: number | null,
  limit: number,
): Promise<Found> {
  const { table } = ctx;
  const floor = await readFloor(table);
  let seq = place ?? (await lastBefore(ctx, question.to, floor));
  const begin = beginOf(question);
  const changes: Change[] = [];
  let searchedTo: string | null = null;
  for (let read = 0; read < MOST_READ && seq > floor; ) {
    const asked = seq;
    const { items, next } = await table.query({
      index: "feed",
      pk: feedBucket(asked),
      newestFirst: true,
      to: paddedNumber(seq),
      limit: PAGE,
    });
    read += Math.max(1, items.length);
    for (const item of items) {
      const change = wholeChangeOf(item);
      if (begin !== null && writtenAt(change.id) < begin) return { changes, next: null, searchedTo: null };
      seq = Number(item.seq) - 1;
      searchedTo = change.at;
      if (matches(question, change)) changes.push(change);
      if (changes.length === limit) return { changes, next: seq > floor ? seq : null, searchedTo };
    }
    if (!next) seq = firstOfBucket(asked) - 1;
  }
  return { changes, next: seq > floor ? seq : null, searchedTo };
}

export function matches({ record, person, verb, from, to }: AuditQuestion, change: Change): boolean {
  if (record !== undefined && ![change.entityId, change.customerId, change.via].includes(record)) return false;
  if (person !== undefined && change.actor.id !== person) return false;
  if (verb !== undefined && change.verb !== verb && !change.verb.startsWith(`${verb}.`)) return false;
  return (from === undefined || change.at >= from) && (to === undefined || change.at <= to);
}

/** Milliseconds at which an id was made: a ULID begins with them. */
export function writtenAt(id: string): number {
  return [...id.slice(id.indexOf("_") + 1).slice(0, 10)].reduce((ms, sign) => ms * 32 + BASE32.indexOf(sign), 0);
}

/** Nothing that was written before this instant is looked for: it is the period's, or the record was not there. */
function beginOf({ from, record }: AuditQuestion): number | null {
  const made = record && /_[0-9A-Z]{26}$/.test(record) ? writtenAt(record) : null;
  const since = from === undefined ? null : Date.parse(from);
  if (made === null || since === null) return made ?? since;
  return Math.max(made, since);
}

/** The last number given before an instant, found by halving. The sample company tells of old times in new rows. */
async function lastBefore({ table, workspace }: Ctx, to: string | undefined, floor: number): Promise<number> {
  const last = await readSequence(table);
  if (to === undefined || workspace.demo) return last;
  return lastWrittenBefore(table, Date.parse(to) + 1, floor, last);
}

/** The highest number in (floor, last] whose change was written before `ms`; `floor` when there is none. */
export async function lastWrittenBefore(table: Table, ms: number, floor: number, last: number): Promise<number> {
  let [low, high] = [floor, last];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const { items } = await table.query({
      index: "feed",
      pk: feedBucket(middle),
      from: paddedNumber(middle),
      limit: 1,
    });
    const [item] = items;
    if (item && writtenAt(wholeChangeOf(item).id) < ms) low = middle;
    else high = middle - 1;
  }
  return low;
}
