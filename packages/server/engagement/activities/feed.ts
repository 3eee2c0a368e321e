import ical from "ical-generator";
import { type Activity, endOf, occurrencesUntil } from "#core/engagement/activities/index.ts";
import { sees } from "#core/platform/access/sight.ts";
import { instantAt } from "#core/platform/calendar.ts";
import { invalid } from "#core/platform/errors.ts";
import { addDays, startOfDay } from "#core/platform/rules/days.ts";
import { findCards } from "#server/people/customers/index.ts";
import { asPerson } from "#server/platform/as-person.ts";
import { commit } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import { newSecret, sha256 } from "#server/platform/secrets.ts";
import { type Feed, findFeed, findOwnFeed, writesOfFeed } from "./feed-store.ts";
import { type Listed, readWork } from "./store.ts";
import { memberIds } from "./visible.ts";

const [DAYS_BACK, DAYS_AHEAD] = [30, 180];
const MOST = 500;
const MOST_OCCURRENCES = 60;
const SECRET = /^cal_[A-Za-z0-9_-]{20,100}$/;

function whose(ctx: Ctx): string {
  if (ctx.access.userId !== null) return ctx.access.userId;
  throw invalid("feed.nobody", "A key that belongs to nobody has no calendar.");
}

export async function getCalendarFeed(ctx: Ctx): Promise<{ since: string | null }> {
  const userId = ctx.access.userId;
  return { since: (userId === null ? null : await findOwnFeed(ctx.table, userId))?.since ?? null };
}

/** A new secret link; whoever has the one before sees nothing any more. */
export async function makeCalendarFeed(ctx: Ctx) {
  const userId = whose(ctx);
  const secret = newSecret("cal_");
  const feed: Feed = { userId, hash: await sha256(secret), since: ctx.now() };
  await change(ctx, userId, feed);
  const path = `/calendar/${secret}.ics`;
  return { path, url: `${ctx.publicUrl()}${path}`, since: feed.since };
}

export async function dropCalendarFeed(ctx: Ctx): Promise<undefined> {
  await change(ctx, whose(ctx), null);
}

async function change(ctx: Ctx, userId: string, after: Feed | null): Promise<void> {
  const before = await findOwnFeed(ctx.table, userId);
  if (!before && !after) return;
  await commit(ctx, {
    writes: writesOfFeed(before, after, userId),
    change: { entity: "user", entityId: userId, verb: after ? "user.calendarShared" : "user.calendarUnshared" },
  });
}

/** The calendar behind a secret link as iCalendar text; null when there is none, or its person left. */
export async function calendarText(ctx: Ctx, secret: string): Promise<string | null> {
  if (!SECRET.test(secret)) return null;
  const feed = await findFeed(ctx.table, await sha256(secret));
  if (!feed || !(await memberIds(ctx)).includes(feed.userId)) return null;
  const now = ctx.now();
  const day = now.slice(0, 10);
  const { timeZone } = ctx.workspace;
  const last = addDays(day, DAYS_AHEAD);
  const span = {
    from: startOfDay(addDays(day, -DAYS_BACK), timeZone),
    to: startOfDay(last, timeZone),
    limit: MOST,
    after: null,
  };
  const of = { ownerId: feed.userId };
  const [open, closed] = await Promise.all([
    readWork(ctx.table, { of, show: "open", ...span }),
    readWork(ctx.table, { of, show: "closed", ...span }),
  ]);
  const shown = [...open.items, ...closed.items.filter(({ state }) => state === "done")];
  const cards = await findCards(ctx.table, [...new Set(shown.flatMap(({ customerId }) => customerId ?? []))]);
  const { sight } = await asPerson(ctx, feed.userId);
  const names = new Map<string, string>(cards.filter((card) => sees(sight, card)).map(({ id, name }) => [id, name]));
  const calendar = ical({ name: ctx.workspace.name, prodId: { company: "Peyvand", product: "Peyvand" }, ttl: 900 });
  for (const activity of shown) {
    // One that was moved to a day of its rule is there once.
    const days = new Set([activity.dueOn, ...coming(activity, last)]);
    for (const on of days) calendar.createEvent(eventOf(ctx, activity, on, now, names));
  }
  return calendar.toString();
}

/** The days on which an open one will come again. */
function coming(activity: Listed, last: string): string[] {
  const { recurrence, scheduledOn, state } = activity;
  if (!recurrence || !scheduledOn || state !== "open") return [];
  return occurrencesUntil(recurrence, scheduledOn, last, MOST_OCCURRENCES);
}

function eventOf(ctx: Ctx, activity: Listed, on: string, now: string, names: ReadonlyMap<string, string>) {
  const { id, dueOn, dueTime, timeZone, kind, subject, customerId, state, outcome } = activity;
  const at = on === dueOn || !dueTime ? activity.dueAt : instantAt(on, dueTime, timeZone);
  const customer = customerId && names.get(customerId);
  const time = dueTime
    ? { start: new Date(at), end: new Date(endOf({ ...activity, dueAt: at } as Activity)) }
    : { start: new Date(`${on}T00:00:00.000Z`), end: new Date(`${addDays(on, 1)}T00:00:00.000Z`), allDay: true };
  return {
    id: `${id}.${on}@peyvand`,
    ...time,
    stamp: new Date(now),
    summary: `${state === "done" ? "✓ " : ""}${customer ? `${subject} (${customer})` : subject}`,
    ...(outcome && { description: outcome }),
    categories: [{ name: kind }],
    url: `${ctx.publicUrl()}/work?activity=${id}`,
  };
}

const HEADERS = {
  "content-type": "text/calendar; charset=utf-8",
  "cache-control": "private, max-age=300",
  "x-robots-tag": "noindex",
  "content-disposition": 'inline; filename="peyvand.ics"',
};

/** Answers `/calendar/<secret>.ics`. A wrong link says no more than that there is nothing. */
export async function answerCalendar(ctx: Ctx, name: string): Promise<Response> {
  const text = name.endsWith(".ics") ? await calendarText(ctx, name.slice(0, -".ics".length)) : null;
  if (text === null) return new Response("Not found", { status: 404, headers: { "cache-control": "no-store" } });
  return new Response(text, { headers: HEADERS });
}
