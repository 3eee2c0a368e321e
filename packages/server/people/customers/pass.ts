import type { Ctx } from "#server/platform/context.ts";
import { type Listed, listCards } from "./list-store.ts";

/** How far a pass over all customers came. */
export type Pass = { phase: "current" | "archived" | "changed"; after: string | null; done: number };

export const FIRST_PASS: Pass = { phase: "current", after: null, done: 0 };

const CHUNK = 200;
/** What was begun before the pass has written by then. */
const GRACE_MS = 60_000;

/**
 * One part of a pass: everybody, then the archived, then once more who was changed since it began. Answers where to go on; null
 * when all is done.
 */
export async function passOn(
  ctx: Ctx,
  from: Pass,
  began: string,
  work: (rows: readonly Listed[]) => Promise<void>,
): Promise<Pass | null> {
  const isLast = from.phase === "changed";
  const { rows, next } = await listCards(ctx.table, {
    sort: isLast ? "changed" : "newest",
    reverse: false,
    archived: from.phase === "archived",
    limit: CHUNK,
    after: from.after,
  });
  const edge = new Date(Date.parse(began) - GRACE_MS).toISOString();
  const recent = isLast ? rows.filter(({ card }) => card.updatedAt >= edge) : rows;
  await work(recent);
  // Who is looked at once more was counted the first time.
  const done = isLast ? from.done : from.done + recent.length;
  if (next !== null && recent.length === rows.length) return { ...from, after: next, done };
  if (isLast) return null;
  return { phase: from.phase === "current" ? "archived" : "changed", after: null, done };
}

/** What is done to each, some at a time. */
export async function eachOf<T>(items: readonly T[], atOnce: number, work: (item: T) => Promise<void>): Promise<void> {
  for (let at = 0; at < items.length; at += atOnce) await Promise.all(items.slice(at, at + atOnce).map(work));
}
