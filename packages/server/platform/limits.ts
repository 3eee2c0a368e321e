import { rateLimited } from "#core/platform/errors.ts";
import type { Ctx } from "./context.ts";
import { type Condition, type Item, isExpired, type Key, type Table, TableError, type Value } from "./table.ts";

const MINUTE_MS = 60_000;
/** The most that a process spends of a credential's minute before it tells the others. */
const MOST_UNTOLD = 500;
const LEAST_UNTOLD = 10;
const TELL_IN_PARTS = 20;
const USE_TOLD_EVERY_MS = 3_600_000;
const HOUR_MS = 3_600_000;
const ATTEMPTS = 8;

/** What the credential's own item says of its use, by all processes: of which minute, how many, and when and from where last. */
export type Use = { minute: number; spent: number; usedAt: string | null; usedFrom: string | null };

export function useOf({ spentIn, spent, usedAt, usedFrom }: Item): Use {
  return {
    minute: typeof spentIn === "number" ? spentIn : 0,
    spent: typeof spent === "number" ? spent : 0,
    usedAt: typeof usedAt === "string" ? usedAt : null,
    usedFrom: typeof usedFrom === "string" ? usedFrom : null,
  };
}

const minuteOf = (now: string) => Math.floor(Date.parse(now) / MINUTE_MS);

/**
 * Counts requests in this process, minute by minute. What is counted of a credential is told to the other processes every
 * so often, in its own item, which each request reads anyway: no request waits for the table more than it did.
 */
export class Limits {
  #minute = 0;
  #counts = new Map<string, number>();
  /** Of each credential's count, what its item says already. */
  #told = new Map<string, number>();

  /** Counts one more request of `who`; refused with 429 when there were `most` in this minute, `elsewhere` included. */
  take(who: string, most: number, now: string, elsewhere = 0): void {
    this.#turn(now);
    const count = this.#counts.get(who) ?? 0;
    if (count + elsewhere >= most) throw this.#refusal(now);
    this.#counts.set(who, count + 1);
  }

  /** Counts a request of a credential, by this process and by others. */
  takeOf(hash: string, use: Use, most: number, now: string): void {
    const elsewhere = use.minute === minuteOf(now) ? Math.max(0, use.spent - (this.#told.get(hash) ?? 0)) : 0;
    this.take(hash, most, now, elsewhere);
  }

  /** What of a credential's use is worth a write now: null mostly. */
  worthTelling(hash: string, use: Use, most: number, now: string): { [attribute: string]: Value } | null {
    const minute = minuteOf(now);
    const untold = (this.#counts.get(hash) ?? 0) - (this.#told.get(hash) ?? 0);
    const share = Math.min(MOST_UNTOLD, Math.max(LEAST_UNTOLD, Math.floor(most / TELL_IN_PARTS)));
    const isStale = use.usedAt === null || Date.parse(now) - Date.parse(use.usedAt) >= USE_TOLD_EVERY_MS;
    if (untold < share && !isStale) return null;
    const before = use.minute === minute ? use.spent : 0;
    return { spentIn: minute, spent: before + untold, usedAt: now };
  }

  toldOf(hash: string): void {
    this.#told.set(hash, this.#counts.get(hash) ?? 0);
  }

  /** A new minute begins with nothing; so the counts stay as few as those who came within one. */
  #turn(now: string): void {
    const minute = minuteOf(now);
    if (minute === this.#minute) return;
    this.#minute = minute;
    this.#counts.clear();
    this.#told.clear();
  }

  #refusal(now: string) {
    return rateLimited(Math.max(1, Math.ceil(((this.#minute + 1) * MINUTE_MS - Date.parse(now)) / 1000)));
  }
}

/** Writes down the use of a credential; one that was revoked meanwhile stays gone. */
export async function tellUse(
  table: Table,
  key: Key,
  { minute, spent }: Use,
  set: { [attribute: string]: Value },
): Promise<void> {
  const asRead = minute === 0 ? { spentIn: undefined, spent: undefined } : { spentIn: minute, spent };
  try {
    await table.transact([{ update: key, set, if: { equals: asRead } }]);
  } catch {
    // Another process told at the same moment, or the table is busy: it is only a count, and never in a request's way.
  }
}

/** The actor of the command line. */
const OPERATOR = "operator";

/**
 * Counts, in the table and so for all processes, what costs much: at most `most` in an hour for the actor.
 * Refused with 429 beyond. The machine's own command line is not counted.
 */
export async function countInHour(ctx: Ctx, what: string, most: number): Promise<void> {
  if (ctx.actor.id === OPERATOR) return;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const now = ctx.now();
    const hour = Math.floor(Date.parse(now) / HOUR_MS);
    const key = { pk: `rate#${ctx.actor.id}`, sk: what };
    const item = await ctx.table.get(key);
    const count = item && !isExpired(item, now) && item.hour === hour ? Number(item.count) : 0;
    if (count >= most) throw rateLimited(Math.ceil(((hour + 1) * HOUR_MS - Date.parse(now)) / 1000));
    const put: Item = { ...key, type: "rate", hour, count: count + 1, ttl: (hour + 2) * (HOUR_MS / 1000) };
    const asRead: Condition = item
      ? { equals: { hour: Number(item.hour), count: Number(item.count) } }
      : { absent: true };
    try {
      await ctx.table.transact([{ put, if: asRead }]);
      return;
    } catch (error) {
      if (!(error instanceof TableError) || error.kind !== "conditionFailed") throw error;
    }
  }
  throw rateLimited(1);
}
