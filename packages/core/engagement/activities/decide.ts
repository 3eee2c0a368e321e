import { instantAt, localTime } from "../../platform/calendar.ts";
import type { Actor, FieldChange } from "../../platform/change.ts";
import { CrmError, invalid } from "../../platform/errors.ts";
import { cleanText } from "../../platform/fold.ts";
import type { Id } from "../../platform/ids.ts";
import { addDays, startOfDay } from "../../platform/rules/days.ts";
import { isOverdue } from "./due-time.ts";
import { completeRule, nextOccurrence } from "./recurrence.ts";
import type { Activity, ActivityPatch, NewActivity } from "./schema.ts";

/** A whole day's reminder counts back from this time of the day. */
export const ALL_DAY_REMINDER_TIME = "09:00";
/** A reminder given later than this after its time says that it is late. */
export const LATE_AFTER_MS = 10 * 60_000;
const [FIRST_DAY, LAST_DAY] = ["2000-01-01", "2199-12-31"];

type Due = Pick<Activity, "dueOn" | "dueTime" | "timeZone" | "dueAt">;
export type PlanMoment = { now: string; id: Id<"act">; by: Actor; ownerId: Id<"usr">; timeZone: string };

export function decidePlan(input: NewActivity, { now, id, by, ownerId, timeZone }: PlanMoment): Activity {
  const due = readDue(input, { timeZone: input.timeZone ?? timeZone });
  const { kind, priority, customerId, durationMinutes, remindMinutesBefore } = input;
  const recurrence = input.recurrence && completeRule(input.recurrence, due.dueOn);
  checkRule(recurrence, due.dueOn);
  const notes = input.notes && cleanText(input.notes, { multiline: true });
  const activity: Activity = {
    id,
    version: 1,
    kind,
    subject: cleanText(input.subject),
    priority,
    ...(notes && { notes }),
    ...(customerId && { customerId }),
    ...(durationMinutes !== undefined && { durationMinutes }),
    ...(remindMinutesBefore !== undefined && { remindMinutesBefore }),
    ...(recurrence && { recurrence, scheduledOn: due.dueOn }),
    state: "open",
    ownerId,
    ...due,
    by,
    createdAt: now,
    updatedAt: now,
  };
  return withReminder(activity, now);
}

/** The activity as patched, and which fields differ. Only what is open is edited. */
export function decideEdit(
  activity: Activity,
  patch: ActivityPatch,
  { now }: { now: string },
): { activity: Activity; fields: Record<string, FieldChange> } {
  checkOpen(activity);
  const { version: _, dueAt, dueOn, dueTime, timeZone, ...named } = patch;
  const next: Record<string, unknown> = { ...activity };
  for (const [name, value] of Object.entries(named)) {
    const cleaned =
      typeof value === "string" && name !== "customerId" && name !== "ownerId" ? clean(name, value) : value;
    if (cleaned === null || cleaned === "") delete next[name];
    else if (cleaned !== undefined) next[name] = cleaned;
  }
  if (dueAt !== undefined || dueOn !== undefined || dueTime !== undefined || timeZone !== undefined) {
    delete next.dueTime;
    Object.assign(next, moved(activity, { dueAt, dueOn, dueTime, timeZone }));
  }
  const edited = next as Activity;
  if (patch.recurrence) {
    edited.recurrence = completeRule(patch.recurrence, edited.dueOn);
    const isMoved = edited.dueOn !== activity.dueOn;
    // Where it was moved to is no day of its rule: while its days stay, it counts on from its own.
    if (isMoved || daysOf(edited.recurrence) !== daysOf(activity.recurrence)) edited.scheduledOn = edited.dueOn;
    checkRule(edited.recurrence, edited.dueOn);
  } else if (patch.recurrence === null) delete edited.scheduledOn;
  const fields = changesOf(activity, edited);
  if (Object.keys(fields).length === 0) return { activity, fields };
  const isMoved = "dueAt" in fields || "remindMinutesBefore" in fields;
  const done: Activity = { ...edited, version: activity.version + 1, updatedAt: now };
  return { activity: isMoved ? withReminder(done, now) : done, fields };
}

/** The days of a rule, however often they come and until when. */
function daysOf(rule: Activity["recurrence"]): string {
  return JSON.stringify([rule?.every, rule?.calendar, rule?.weekdays, rule?.month, rule?.monthDay]);
}

function moved(activity: Activity, to: Pick<ActivityPatch, "dueAt" | "dueOn" | "dueTime" | "timeZone">): Due {
  const timeZone = to.timeZone ?? activity.timeZone;
  if (to.dueAt !== undefined) return readDue({ dueAt: to.dueAt, dueOn: to.dueOn }, { timeZone });
  const time = to.dueTime === undefined ? activity.dueTime : (to.dueTime ?? undefined);
  return readDue({ dueOn: to.dueOn ?? activity.dueOn, dueTime: time }, { timeZone });
}

/** Moves it by whole days, at the same time of the day. */
export function decideShift(activity: Activity, days: number, moment: { now: string }) {
  return decideEdit(activity, { version: activity.version, dueOn: addDays(activity.dueOn, days) }, moment);
}

export type Completion = { outcome?: string | undefined };
export type CloseMoment = { now: string; by: Actor; nextId: Id<"act"> };

/** The activity done, and the next one of a recurring one; null when there is none, or it was made before. */
export function decideCompletion(
  activity: Activity,
  { outcome }: Completion,
  { now, by, nextId }: CloseMoment,
): { activity: Activity; next: Activity | null } {
  checkOpen(activity);
  const said = outcome && cleanText(outcome);
  const { remindAt: _, ...rest } = activity;
  const done: Activity = {
    ...rest,
    version: activity.version + 1,
    state: "done",
    ...(said && { outcome: said }),
    closedAt: now,
    closedBy: by,
    updatedAt: now,
  };
  const next = activity.nextId ? null : nextOf(activity, nextId, now);
  return { activity: next ? { ...done, nextId: next.id } : done, next };
}

/** The occurrence after this one, not before today in its own zone; null at the end of its rule. */
export function nextOf(activity: Activity, id: Id<"act">, now: string): Activity | null {
  const { recurrence, scheduledOn } = activity;
  if (!recurrence || !scheduledOn) return null;
  const today = localTime(now, activity.timeZone).on;
  const on = nextOccurrence(recurrence, scheduledOn, today);
  if (on === null || on > LAST_DAY) return null;
  const { remindAt: _r, remindedAt: _d, quietVersion: _q, interactionId: _i, nextId: _n, ...kept } = activity;
  return withReminder(
    {
      ...kept,
      id,
      version: 1,
      ...readDue({ dueOn: on, dueTime: activity.dueTime }, activity),
      scheduledOn: on,
      afterId: activity.id,
      createdAt: now,
      updatedAt: now,
    },
    now,
  );
}

export function decideCancellation(
  activity: Activity,
  reason: string | undefined,
  { now, by }: { now: string; by: Actor },
): Activity {
  checkOpen(activity);
  const { remindAt: _, ...rest } = activity;
  const said = reason && cleanText(reason);
  return {
    ...rest,
    version: activity.version + 1,
    state: "cancelled",
    ...(said && { outcome: said }),
    closedAt: now,
    closedBy: by,
    updatedAt: now,
  };
}

/** Open again, as it was before it was done or cancelled. `keepsNext`: the next one it made stays, and is not made again. */
export function decideReopening(activity: Activity, { now, keepsNext }: { now: string; keepsNext: boolean }): Activity {
  if (activity.state === "open") throw wrongState("This activity is open already.");
  const { outcome: _o, closedAt: _a, closedBy: _b, interactionId: _i, nextId, ...rest } = activity;
  const open: Activity = { ...rest, version: activity.version + 1, state: "open", updatedAt: now };
  return withReminder(keepsNext && nextId ? { ...open, nextId } : open, now);
}

/** Reminds again after so many minutes; when it is due does not change. */
export function decideSnooze(activity: Activity, minutes: number, { now }: { now: string }): Activity {
  checkOpen(activity);
  const remindAt = new Date(Date.parse(now) + minutes * 60_000).toISOString();
  return { ...activity, version: activity.version + 1, remindAt, updatedAt: now };
}

/**
 * Sets the reminder anew. One whose time has come already is given at once; none for what is over.
 */
function withReminder(activity: Activity, now: string): Activity {
  const { remindAt: _r, remindedAt: _d, ...rest } = activity;
  const { remindMinutesBefore } = activity;
  if (remindMinutesBefore === undefined || isOverdue(activity, now)) return rest;
  const from =
    activity.dueTime === undefined
      ? instantAt(activity.dueOn, ALL_DAY_REMINDER_TIME, activity.timeZone)
      : activity.dueAt;
  const asked = new Date(Date.parse(from) - remindMinutesBefore * 60_000).toISOString();
  return { ...rest, remindAt: asked < now ? now : asked };
}

/**
 * When it is due, said in one of two ways. A time that clocks skip is as long after the skip as it was meant to be; one
 * that comes twice is the first of them.
 */
function readDue(
  said: { dueAt?: string | undefined; dueOn?: string | undefined; dueTime?: string | undefined },
  { timeZone }: { timeZone: string },
): Due {
  if (said.dueAt !== undefined && (said.dueOn !== undefined || said.dueTime !== undefined))
    throw dueError("activity.due_twice", "Say dueAt, or dueOn with dueTime, not both.", "dueAt");
  if (said.dueAt !== undefined) {
    const { on, time } = localTime(said.dueAt, timeZone);
    return checkedDue({ dueOn: on, dueTime: time, timeZone, dueAt: said.dueAt });
  }
  if (said.dueOn === undefined) throw dueError("activity.due_missing", "Say when it is due: dueOn, or dueAt.", "dueOn");
  const { dueOn, dueTime } = said;
  checkDay(dueOn);
  if (dueTime === undefined) return { dueOn, timeZone, dueAt: startOfDay(dueOn, timeZone) };
  return { dueOn, dueTime, timeZone, dueAt: instantAt(dueOn, dueTime, timeZone) };
}

function checkedDue(due: Due): Due {
  checkDay(due.dueOn);
  return due;
}

function checkDay(on: string): void {
  if (on < FIRST_DAY || on > LAST_DAY)
    throw dueError("activity.due_far", "An activity is due between the years 2000 and 2199.", "dueOn");
}

function checkRule(rule: Activity["recurrence"], firstOn: string): void {
  if (rule?.until !== undefined && rule.until < firstOn)
    throw dueError("activity.ends_before", "It would end before it is first due.", "recurrence.until");
}

function dueError(code: string, message: string, path: string): CrmError {
  return invalid(code, message, [{ path, code, message }]);
}

function checkOpen({ state }: Activity): void {
  if (state !== "open") throw wrongState("This activity is done or cancelled; open it again first.");
}

function wrongState(message: string): CrmError {
  return new CrmError("conflict", "activity.wrong_state", message);
}

function clean(name: string, value: string): string {
  return cleanText(value, { multiline: name === "notes" });
}

const SILENT = new Set(["version", "quietVersion", "updatedAt", "remindAt", "remindedAt", "scheduledOn"]);

/** What differs between two versions, by field; long notes are not repeated. */
export function changesOf(before: Activity | null, after: Activity): Record<string, FieldChange> {
  const [one, other] = [before as Record<string, unknown> | null, after as Record<string, unknown>];
  const names = new Set([...Object.keys(one ?? {}), ...Object.keys(other)]);
  const changed = [...names].filter(
    (name) => !SILENT.has(name) && JSON.stringify(one?.[name]) !== JSON.stringify(other[name]),
  );
  return Object.fromEntries(
    changed.map((name) => [name, name === "notes" ? {} : { before: one?.[name], after: other[name] }]),
  );
}
