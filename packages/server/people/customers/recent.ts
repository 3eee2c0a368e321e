import { RECENT_MS, type RecentEntry } from "#core/people/customers/index.ts";
import type { Change } from "#core/platform/change.ts";
import { CrmError } from "#core/platform/errors.ts";
import type { Page } from "#core/platform/page.ts";
import type { Ctx } from "#server/platform/context.ts";
import { readChangesBack } from "#server/platform/sequencer.ts";
import { decodeCursor, encodeCursor } from "#server/platform/sharded.ts";
import { seenIds, shownChanges, tellsNothing } from "./sight.ts";
import { UNDOABLE } from "./undo.ts";
import { getCustomerNames } from "./verbs.ts";

const PLACE = /^s\d{1,12}$/;
/** Changes that one request looks at, whoever made them. */
const MOST_READ = 1000;

type Question = { limit: number; cursor?: string | undefined; everyone: boolean };

/** The last day's changes, backwards through the feed of all changes. */
export async function listRecentChanges(ctx: Ctx, { limit, cursor, everyone }: Question): Promise<Page<RecentEntry>> {
  if (everyone && !ctx.permissions.has("changes.read")) {
    throw new CrmError("forbidden", "auth.forbidden", "This needs the permission changes.read.");
  }
  const place = decodeCursor(cursor, PLACE);
  const { changes, next } = await readChangesBack(ctx.table, place === null ? null : Number(place.slice(1)), MOST_READ);
  const since = Date.parse(ctx.now()) - RECENT_MS;
  const recent = changes.filter((change) => isShown(ctx, change, everyone) && madeAt(change) >= since);
  const seen = await seenIds(ctx, [...new Set(recent.flatMap(({ customerId }) => customerId ?? []))]);
  const found = new Map<string, Found>();
  let goOnAt = next;
  for (const change of await shownChanges(ctx, recent)) {
    if (!seen.has(change.customerId as string) || tellsNothing(change)) continue;
    const job = jobOf(change);
    const known = job && found.get(job);
    if (known) known.changes += 1;
    else if (found.size < limit) found.set(job ?? change.id, { change, job, changes: 1 });
    else {
      goOnAt = change.seq ?? null;
      break;
    }
  }
  const oldest = changes.at(-1);
  // Numbers follow the clock but for moments: where the oldest is a day old, all before it are.
  if (goOnAt === next && oldest && madeAt(oldest) < since) goOnAt = null;
  return {
    items: await entriesOf(ctx, [...found.values()]),
    nextCursor: encodeCursor(goOnAt === null ? null : `s${goOnAt}`),
  };
}

type Found = { change: Change; job: string | null; changes: number };

function isShown(ctx: Ctx, { actor, customerId, entity }: Change, everyone: boolean): boolean {
  if (!customerId || (!everyone && actor.id !== ctx.actor.id)) return false;
  return entity === "customer" || (entity === "interaction" && ctx.permissions.has("interactions.read"));
}

function jobOf({ via }: Change): string | null {
  return via && /^(revert:)?(job|imp)_/.test(via) ? via : null;
}

async function entriesOf(ctx: Ctx, found: readonly Found[]): Promise<RecentEntry[]> {
  const ids = new Set(found.flatMap(({ job, change }) => (job ? [] : [change.customerId as string])));
  const names = ids.size > 0 ? (await getCustomerNames(ctx, [...ids])).items : [];
  const byId = new Map(names.map((one) => [one.id as string, one]));
  return found.map(({ change, job, changes }): RecentEntry => {
    if (job) return { type: "job", id: job, at: change.at, actor: change.actor, changes };
    const customer = byId.get(change.customerId as string) ?? null;
    return { type: "change", change, customer, undo: customer && undoOf(ctx, change) };
  });
}

function undoOf(ctx: Ctx, { verb }: Change): "change" | "merge" | "withdraw" | null {
  if (UNDOABLE.includes(verb)) return ctx.permissions.has("customers.write") ? "change" : null;
  if (verb === "customer.absorbed") return ctx.permissions.has("customers.write") ? "merge" : null;
  return verb === "interaction.logged" && ctx.permissions.has("interactions.write") ? "withdraw" : null;
}

const BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** When it was written: its `at` may be of long ago, as of what was brought in from elsewhere. In milliseconds. */
function madeAt({ id }: Change): number {
  return [...id.slice(4, 14)].reduce((ms, letter) => ms * 32 + BASE32.indexOf(letter), 0);
}
