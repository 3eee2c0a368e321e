import type { Parked } from "#core/platform/parked.ts";
import { commit, type Plan } from "./commit.ts";
import type { Ctx } from "./context.ts";
import { shardOf } from "./keys.ts";
import { type Item, type Key, TableError, type Value, type Write } from "./table.ts";

/** Due items lie in this many partitions of the `due` index. */
export const DUE_SHARDS = 4;
export const PARKED = "parked";
export const MAX_TRIES = 8;
const FIRST_BACKOFF_MS = 60_000;
const PAGE = 50;
const MAX_RACES = 3;
/** Items under way at once: stores commit them together. */
const AT_ONCE = 8;

/**
 * The attributes by which an item waits for a time: it has one `dueAt`, and `tick` finds it there.
 * `kind` names the handler; `id` spreads items over the index.
 */
export function dueAttributes(kind: string, id: string, dueAt: string): { [attribute: string]: Value } {
  return { dueAt, dueKind: kind, duePk: `due#${shardOf(id, DUE_SHARDS)}`, dueSk: `${dueAt}#${id}` };
}

const DUE_ATTRIBUTES = ["dueAt", "dueKind", "duePk", "dueSk", "dueTries", "lastError"];

/**
 * What a handler decided for an item whose time has come: what to write besides, the attributes of the item to
 * set, and when it is due next (`null`: never again; `remove`: the item has done its work and goes).
 */
export type DuePlan = (
  | { remove: true; plan?: Plan }
  /** The handler has written the item and its next time itself, under a condition of its own. */
  | { settled: true; plan?: undefined }
  | { nextDueAt: string | null; set?: { [attribute: string]: Value }; unset?: readonly string[]; plan?: Plan }
) & {
  /** Written in the same transaction, for what is no change that people are told of. */
  writes?: readonly Write[];
  /** What may begin once that is written. */
  afterwards?: () => void;
  /** Attributes that must be as they were read besides when it is due, for who sets what others write as well. */
  asRead?: readonly string[];
};

export type DueHandler = (ctx: Ctx, item: Item, now: string) => Promise<DuePlan>;
export type DueHandlers = { readonly [kind: string]: DueHandler };
export type TickResult = { done: number; failed: number; parked: number };

/**
 * Does everything that is due at `now`, at most `limit` items. Two ticks at once do each item once: the claim
 * is the condition that `dueAt` is still what was read, in the very transaction of the work.
 */
export async function tick(
  ctx: Ctx,
  handlers: DueHandlers,
  options: { now?: string; limit?: number } = {},
): Promise<TickResult> {
  const now = options.now ?? ctx.now();
  const result: TickResult = { done: 0, failed: 0, parked: 0 };
  let left = options.limit ?? 10_000;
  for (let shard = 0; shard < DUE_SHARDS; shard++) {
    let after: { sk: string; key?: Key } | undefined;
    while (left > 0) {
      const page = await ctx.table.query({
        index: "due",
        pk: `due#${shard}`,
        to: `${now}~`,
        limit: Math.min(PAGE, left),
        after,
      });
      for (let at = 0; at < page.items.length; at += AT_ONCE) {
        const keys = page.items.slice(at, at + AT_ONCE).map(({ pk, sk }) => ({ pk, sk }));
        const outcomes = await Promise.allSettled(keys.map((key) => doDue(ctx, handlers, key, now)));
        for (const outcome of outcomes) {
          if (outcome.status === "rejected") throw outcome.reason;
          if (outcome.value !== "skipped") result[outcome.value] += 1;
        }
      }
      left -= page.items.length;
      if (!page.next) break;
      after = page.next;
    }
  }
  return result;
}

/** Does one item if it is due: what a tick does with each, for what must go at once. */
export async function doDue(
  ctx: Ctx,
  handlers: DueHandlers,
  key: Key,
  now: string,
  racesLeft = MAX_RACES,
): Promise<keyof TickResult | "skipped"> {
  // The index lags: only the item itself says whether it is still due.
  const item = await ctx.table.get(key);
  if (!item || typeof item.dueAt !== "string" || item.dueAt > now) return "skipped";
  try {
    const handler = handlers[String(item.dueKind)];
    if (!handler) throw new Error(`Nothing handles due items of kind ${String(item.dueKind)}.`);
    const decided = await handler(ctx, item, now);
    if ("settled" in decided) return "done";
    const claim = claimOf(item, decided);
    if (decided.plan)
      await commit(ctx, { ...decided.plan, writes: [...decided.plan.writes, ...(decided.writes ?? []), claim] });
    else await ctx.table.transact([claim, ...(decided.writes ?? [])]);
    decided.afterwards?.();
    return "done";
  } catch (error) {
    // Something it was decided by has changed meanwhile: decided anew, unless another did the item.
    const raced = error instanceof TableError && error.kind === "conditionFailed";
    if (raced && racesLeft > 0) return doDue(ctx, handlers, key, now, racesLeft - 1);
    return backOff(ctx, item, now, error);
  }
}

function claimOf(item: Item, decided: Exclude<DuePlan, { settled: true }>): Write {
  const key = { pk: item.pk, sk: item.sk };
  const others = Object.fromEntries((decided.asRead ?? []).map((name) => [name, item[name] as string | number]));
  const asRead = { equals: { dueAt: item.dueAt as string, ...others } };
  if ("remove" in decided) return { delete: key, if: asRead };
  const id = String(item.dueSk).slice(String(item.dueSk).indexOf("#") + 1);
  const next = decided.nextDueAt === null ? {} : dueAttributes(String(item.dueKind), id, decided.nextDueAt);
  const remove = [...DUE_ATTRIBUTES, ...(decided.unset ?? [])].filter((name) => !(name in next) && name in item);
  return { update: key, set: { ...decided.set, ...next }, remove, if: asRead };
}

async function backOff(ctx: Ctx, item: Item, now: string, error: unknown): Promise<keyof TickResult | "skipped"> {
  const tries = (typeof item.dueTries === "number" ? item.dueTries : 0) + 1;
  const id = String(item.dueSk).slice(String(item.dueSk).indexOf("#") + 1);
  const lastError = (error instanceof Error ? error.message : String(error)).slice(0, 300);
  const retryAt = new Date(Date.parse(now) + FIRST_BACKOFF_MS * 2 ** (tries - 1)).toISOString();
  const set: { [attribute: string]: Value } =
    tries >= MAX_TRIES
      ? { dueTries: tries, lastError, duePk: PARKED, dueSk: `${now}#${id}` }
      : { dueTries: tries, lastError, ...dueAttributes(String(item.dueKind), id, retryAt) };
  try {
    await ctx.table.transact([
      {
        update: { pk: item.pk, sk: item.sk },
        set,
        ...(tries >= MAX_TRIES && { remove: ["dueAt"] }),
        if: { equals: { dueAt: item.dueAt as string } },
      },
    ]);
  } catch (lost) {
    // Another tick was first with this item: it is done or backed off already.
    if (lost instanceof TableError && lost.kind === "conditionFailed") return "skipped";
    throw lost;
  }
  ctx.log.error("due.failed", error, { kind: item.dueKind, item: `${item.pk} ${item.sk}`, tries });
  return tries >= MAX_TRIES ? "parked" : "failed";
}

/** What was given up on and waits for a person, newest first. */
export async function listParked(ctx: Ctx): Promise<Parked[]> {
  const page = await ctx.table.query({ index: "due", pk: PARKED, newestFirst: true, limit: 200 });
  const items = await ctx.table.getMany(page.items.map(({ pk, sk }) => ({ pk, sk })));
  return items
    .filter((item): item is Item => item?.duePk === PARKED)
    .map((item) => ({
      id: `${item.pk} ${item.sk}`,
      kind: item.dueKind === "delivery" ? "subscriber" : item.dueKind === "loop" ? "loop" : "due",
      name: item.type === "delivery" ? item.sk : String(item.dueKind),
      about: item.pk.slice(item.pk.indexOf("#") + 1),
      tries: Number(item.dueTries ?? 0),
      lastError: String(item.lastError ?? ""),
      parkedAt: String(item.dueSk).slice(0, 24),
    }));
}

/** Makes a parked item due now, with all its tries before it. False when nothing of that id is parked. */
export async function retryParked(ctx: Ctx, id: string): Promise<boolean> {
  const at = id.indexOf(" ");
  if (at <= 0 || at === id.length - 1) return false;
  const key = { pk: id.slice(0, at), sk: id.slice(at + 1) };
  const item = await ctx.table.get(key);
  if (!item || item.duePk !== PARKED) return false;
  const dueId = String(item.dueSk).slice(String(item.dueSk).indexOf("#") + 1);
  const kind = item.dueKind === "loop" ? "delivery" : String(item.dueKind);
  const set = { ...dueAttributes(kind, dueId, ctx.now()), dueTries: 0 };
  await ctx.table.transact([{ update: key, set, if: { equals: { duePk: PARKED } } }]);
  return true;
}
