import { rateLimited } from "#core/platform/errors.ts";
import type { Ctx } from "#server/platform/context.ts";
import { itemOf, stateOf } from "#server/platform/entity.ts";
import { isExpired, TableError, type Write } from "#server/platform/table.ts";
import { type Guesses, guessesEntity, guessesKey, versionOf } from "./store.ts";

/** At most `most` guesses within `minutes` from the first. */
export type GuessLimit = { name: string; most: number; minutes: number };

const ATTEMPTS = 12;

/**
 * Guessing a password or a code: ten from one place at one person, fifty at one person from anywhere, so that many places
 * together guess in vain, and a hundred from one place at anybody.
 */
export function guessLimits(who: string, address: string | null): GuessLimit[] {
  const from = address ?? "unknown";
  return [
    { name: `pair#${from}#${who}`, most: 10, minutes: 15 },
    { name: `who#${who}`, most: 50, minutes: 15 },
    { name: `from#${from}`, most: 100, minutes: 15 },
  ];
}

/**
 * Counts one guess before it is looked at, so that many at once are counted as well; refused with 429 when a limit is
 * reached, and then nothing is counted or written. The counts lie in the table: every process has the same.
 */
export async function countGuess(ctx: Ctx, limits: readonly GuessLimit[]): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const now = ctx.now();
    const items = await ctx.table.getMany(limits.map(({ name }) => guessesKey(name)));
    const writes = limits.map((limit, at): Write => {
      const item = items[at] ?? null;
      const known = item && !isExpired(item, now) ? stateOf(guessesEntity, item) : null;
      const wait = known && known.count >= limit.most ? endOf(known, limit) - Date.parse(now) : 0;
      if (wait > 0) throw rateLimited(Math.ceil(wait / 1000));
      const next = known && wait === 0 && known.count < limit.most ? { ...known, count: known.count + 1 } : null;
      return write(limit, next ?? { name: limit.name, count: 1, since: now }, versionOf(item));
    });
    try {
      await ctx.table.transact(writes);
      return;
    } catch (error) {
      if (!isLostRace(error)) throw error;
    }
  }
  // So many at once that none could be counted: nobody types like that.
  throw rateLimited(1);
}

/** The guess was right: it counts no more against the person, nor against the place. */
export async function forgiveGuess(ctx: Ctx, limits: readonly GuessLimit[]): Promise<void> {
  for (const limit of limits) {
    const item = await ctx.table.get(guessesKey(limit.name));
    if (!item) continue;
    const known = stateOf(guessesEntity, item);
    const isPersonal = !limit.name.startsWith("from#");
    const next = { ...known, count: isPersonal ? 0 : Math.max(0, known.count - 1) };
    await ctx.table.transact([write(limit, next, versionOf(item))]).catch((error) => {
      if (!isLostRace(error)) throw error;
    });
  }
}

const endOf = ({ since }: Guesses, { minutes }: GuessLimit) => Date.parse(since) + minutes * 60_000;

function write(limit: GuessLimit, state: Guesses, read: number | undefined): Write {
  const ttl = Math.ceil(endOf(state, limit) / 1000);
  return {
    put: itemOf(guessesEntity, state, { version: (read ?? 0) + 1, ttl }),
    if: { equals: { version: read } },
  };
}

function isLostRace(error: unknown): boolean {
  return error instanceof TableError && (error.kind === "conditionFailed" || error.kind === "conflict");
}
