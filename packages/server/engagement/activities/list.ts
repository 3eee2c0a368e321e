import type { Activity } from "#core/engagement/activities/index.ts";
import { absorbedIds } from "#core/people/customers/index.ts";
import { invalid, notFound } from "#core/platform/errors.ts";
import type { Page } from "#core/platform/page.ts";
import { addDays, startOfDay } from "#core/platform/rules/days.ts";
import { profileKey, profileOf, requireSeenProfile } from "#server/people/customers/index.ts";
import type { Ctx } from "#server/platform/context.ts";
import { decodeCursor, encodeCursor } from "#server/platform/sharded.ts";
import { type Listed, placeInWork, type Range, readWork, type Shown } from "./store.ts";
import { ownersOf } from "./visible.ts";

const PLACE = /^[oc]#\d{4}-\d\d-\d\dT[\d:.]{12}Z#act_[0-9A-Z]{26}$/;
/** A filtered page reads at most this many of each person, then answers with what it found and where to go on. */
const MAX_READ = 600;
const MAX_CALENDAR_DAYS = 62;
/** Of one person; more in two months is not looked at in a calendar. */
const MAX_IN_CALENDAR = 1000;
/** A day in a zone is over at most this long after it is in another. */
const ZONES_MS = 26 * 3_600_000;

type Question = {
  ownerId?: string | undefined;
  show: Shown;
  kind?: string | undefined;
  customerId?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  limit: number;
  cursor?: string | undefined;
};

export async function listActivities(ctx: Ctx, question: Question): Promise<Page<Activity>> {
  const after = decodeCursor(question.cursor, PLACE);
  const { timeZone } = ctx.workspace;
  const base = {
    show: question.show,
    from: question.from && startOfDay(question.from, timeZone),
    to: question.to && startOfDay(addDays(question.to, 1), timeZone),
  };
  const sources: Range["of"][] =
    question.customerId !== undefined
      ? (await recordsOf(ctx, question.customerId)).map((customerId) => ({ customerId }))
      : (await ownersOf(ctx, question.ownerId)).map((ownerId) => ({ ownerId }));
  const isWanted = (one: Listed) =>
    (!question.kind || one.kind === question.kind) &&
    (question.customerId === undefined ||
      !question.ownerId ||
      question.ownerId === "everyone" ||
      one.ownerId === question.ownerId);
  const filters = question.kind !== undefined || (question.customerId !== undefined && question.ownerId !== undefined);
  const parts = await Promise.all(
    sources.map((of) => readPart(ctx, { ...base, of, limit: question.limit, after }, filters ? isWanted : () => true)),
  );
  return merged(parts, question.limit, question.show);
}

/** The customer and the records that were merged into it: merging moves no row. */
async function recordsOf(ctx: Ctx, customerId: string): Promise<string[]> {
  const item = await ctx.table.get(profileKey(customerId));
  if (!item) throw notFound("customer");
  const profile = profileOf(item);
  await requireSeenProfile(ctx, profile);
  return [customerId, ...absorbedIds(profile)];
}

type Part = { items: Listed[]; next: string | null };

async function readPart(ctx: Ctx, range: Range, isWanted: (one: Listed) => boolean): Promise<Part> {
  const items: Listed[] = [];
  let after = range.after !== null && isInside(range, range.after) ? range.after : null;
  for (let read = 0; read < MAX_READ; read += range.limit) {
    const page = await readWork(ctx.table, { ...range, after });
    items.push(...page.items.filter(isWanted));
    after = page.next;
    if (after === null || items.length >= range.limit) return { items, next: after };
  }
  return { items, next: after };
}

function isInside({ show, from, to }: Range, place: string): boolean {
  const letter = show === "open" ? "o" : "c";
  return place >= `${letter}#${from ?? ""}` && place <= `${letter}#${to ?? "~"}`;
}

/** The order of several people's work as one: it ends where the first of those that go on ends. */
function merged(parts: readonly Part[], limit: number, show: Shown): Page<Activity> {
  const sign = show === "open" ? 1 : -1;
  const isBefore = (one: string, other: string) => (one < other ? -sign : sign);
  const ends = parts.flatMap(({ next }) => next ?? []).sort(isBefore);
  const end = ends[0];
  const all = parts.flatMap(({ items }) => items).sort((one, other) => isBefore(placeInWork(one), placeInWork(other)));
  const whole =
    end === undefined ? all : all.filter((one) => isBefore(placeInWork(one), end) < 0 || placeInWork(one) === end);
  const items = whole.slice(0, limit);
  const last = items.at(-1);
  const next = whole.length > limit && last ? placeInWork(last) : (end ?? null);
  return { items, nextCursor: encodeCursor(next) };
}

/** Everything due in a span of days, open and closed but not cancelled, in order. */
export async function getCalendar(
  ctx: Ctx,
  { from, to, ownerId }: { from: string; to: string; ownerId?: string | undefined },
) {
  if (to < from || addDays(from, MAX_CALENDAR_DAYS) < to)
    throw invalid("activity.span_wrong", `A calendar shows between one day and ${MAX_CALENDAR_DAYS}.`, [
      { path: "to" },
    ]);
  const owners = await ownersOf(ctx, ownerId);
  // An activity may be of another zone, whose day began earlier or ends later.
  const first = new Date(Date.parse(from) - ZONES_MS).toISOString();
  const last = new Date(Date.parse(addDays(to, 1)) + ZONES_MS).toISOString();
  const limit = Math.max(50, Math.floor(MAX_IN_CALENDAR / Math.max(1, Math.floor(owners.length / 4))));
  const pages = await Promise.all(
    owners.flatMap((one) =>
      (["open", "closed"] as const).map((show) =>
        readWork(ctx.table, { of: { ownerId: one }, show, from: first, to: last, limit, after: null }),
      ),
    ),
  );
  const items = pages
    .flatMap((page) => page.items)
    .filter(({ dueOn, state }) => state !== "cancelled" && dueOn <= to && dueOn >= addDays(from, -7))
    .sort((one, other) => (one.dueAt < other.dueAt ? -1 : 1));
  return { items, more: pages.some(({ next }) => next !== null) };
}
