import { notFound } from "#core/platform/errors.ts";
import type { Changed, Copy, CopyPage } from "#core/workspace/backup/index.ts";
import { PRODUCT_VERSION } from "#core/workspace/backup/index.ts";
import type { Ctx } from "#server/platform/context.ts";
import { hasUnsequenced, readSequence } from "#server/platform/sequencer.ts";
import type { Item, Table, Watch, WholeTable } from "#server/platform/table.ts";
import { decodeKey, encodeKey, isLeftOut } from "./store.ts";

const PAGE = 1000;
const AT_ONCE = 500;
/** A copy whose reader has died is forgotten, and what it noted with it. */
const FORGOTTEN_AFTER_MS = 30 * 60_000;
const MOST_COPIES = 4;

type Open = { watch: Watch; usedAt: number };

/** The copies that are being read from this process, which is the only one that writes where there are watches. */
const copies = new Map<string, Open>();

/** Begins a copy: from now on each key that is written is noted, so that it is read again. */
export async function startCopy(ctx: Ctx, whole: Table & WholeTable): Promise<Copy> {
  const id = ctx.newId("cpy");
  const now = ctx.now();
  for (const [other, { watch, usedAt }] of copies) {
    if (copies.size < MOST_COPIES && usedAt > Date.parse(now) - FORGOTTEN_AFTER_MS) continue;
    watch.stop();
    copies.delete(other);
  }
  if (whole.watch) copies.set(id, { watch: whole.watch(), usedAt: Date.parse(now) });
  const seq = await readSequence(whole);
  return { id, at: now, engine: whole.engine, workspace: ctx.workspace.name, productVersion: PRODUCT_VERSION, seq };
}

export async function readCopy(ctx: Ctx, whole: Table & WholeTable, id: string, cursor?: string): Promise<CopyPage> {
  const open = openCopy(ctx, whole, id);
  const { items, next } = await whole.scan({
    limit: PAGE,
    after: cursor === undefined ? undefined : decodeKey(cursor),
  });
  const now = ctx.now();
  return {
    items: items.filter((item) => !isLeftOut(item, now)),
    nextCursor: next && encodeKey(next),
    waiting: open?.watch.waiting() ?? 0,
  };
}

/**
 * What was written since the copy began. The keys are taken and read in one turn, in which nothing is written: when
 * none is left, the copy is the workspace as it was in that turn.
 */
export async function readChanged(
  ctx: Ctx,
  whole: Table & WholeTable,
  id: string,
  { since, end }: { since: number; end: boolean },
): Promise<Changed> {
  const open = openCopy(ctx, whole, id);
  if (!open) {
    const [seq, waits] = await Promise.all([readSequence(whole), hasUnsequenced(whole)]);
    return { items: [], gone: [], done: true, seq, exact: seq === since && !waits };
  }
  const keys = open.watch.take(AT_ONCE);
  const done = open.watch.waiting() === 0;
  const [found, seq] = await Promise.all([whole.getMany(keys), readSequence(whole)]);
  if (end && done) {
    open.watch.stop();
    copies.delete(id);
  }
  const now = ctx.now();
  const items: Item[] = [];
  const gone: Changed["gone"] = [];
  for (const [at, item] of found.entries()) {
    if (item && !isLeftOut(item, now)) items.push(item);
    else gone.push(keys[at]!);
  }
  return { items, gone, done, seq, exact: true };
}

function openCopy(ctx: Ctx, whole: WholeTable, id: string): Open | null {
  if (!whole.watch) return null;
  const open = copies.get(id);
  // The server was started again, or nobody has read for too long: not all that was written was noted.
  if (!open?.watch.isWhole()) throw notFound("copy");
  open.usedAt = Date.parse(ctx.now());
  return open;
}
