import { type Activity, LATE_AFTER_MS, reminderMail } from "#core/engagement/activities/index.ts";
import { sees } from "#core/platform/access/sight.ts";
import type { Id } from "#core/platform/ids.ts";
import { type StaffMail, sendSoon, writesOfStaffMail } from "#server/engagement/messages/index.ts";
import { findCards } from "#server/people/customers/index.ts";
import { asPerson } from "#server/platform/as-person.ts";
import type { Ctx } from "#server/platform/context.ts";
import type { DuePlan } from "#server/platform/due.ts";
import { withoutUndefined } from "#server/platform/entity.ts";
import type { Item, Write } from "#server/platform/table.ts";
import { settingsOf, writeOfNotice } from "#server/workspace/notices/index.ts";
import { listStoredUsers } from "#server/workspace/users/index.ts";
import { activityOf } from "./store.ts";

/**
 * Gives an activity's reminder: decided once, by the condition on what was read, in the transaction that writes the notices.
 * Work of somebody who left is told to those who run the workspace, so that it is given to somebody else.
 */
export async function reminderDue(ctx: Ctx, item: Item, now: string): Promise<DuePlan> {
  const activity = activityOf(item);
  const { remindAt } = activity;
  if (activity.state !== "open" || remindAt === undefined) return { nextDueAt: null };
  const late = Date.parse(now) - Date.parse(remindAt) > LATE_AFTER_MS;
  const version = activity.version + 1;
  const reminded: Activity = { ...activity, version, remindedAt: now, quietVersion: version };
  const { writes, people, mails } = await noticesFor(ctx, activity, late);
  return {
    nextDueAt: null,
    set: { data: withoutUndefined(reminded), version },
    asRead: ["version"],
    plan: {
      writes,
      change: {
        entity: "activity",
        entityId: activity.id,
        ...(activity.customerId && { customerId: activity.customerId, partition: activity.customerId }),
        verb: "activity.reminded",
        fields: { remindAt: { after: remindAt }, late: { after: late }, to: { after: people } },
      },
    },
    afterwards: () => {
      for (const mail of mails) sendSoon(ctx, mail);
    },
  };
}

async function noticesFor(ctx: Ctx, activity: Activity, late: boolean) {
  const users = (await listStoredUsers(ctx.table)).filter(({ removedAt }) => removedAt === undefined);
  const owner = users.find(({ id }) => id === activity.ownerId);
  const people = owner ? [owner] : users.filter(({ role }) => role === "administrator");
  const [card] = activity.customerId ? await findCards(ctx.table, [activity.customerId]) : [];
  const about = (name: string | null) => ({
    activityId: activity.id,
    subject: activity.subject,
    kind: activity.kind,
    dueOn: activity.dueOn,
    dueAt: activity.dueAt,
    ...(activity.dueTime && { dueTime: activity.dueTime }),
    ...(card && name !== null && { customerId: card.id, customerName: name }),
    ...(!owner && { ownerLeft: true }),
  });
  const told = await Promise.all(
    people.map(async (person) => {
      const { reminders } = await settingsOf(ctx, person.id);
      const isSeen = card !== undefined && sees((await asPerson(ctx, person.id)).sight, card);
      const customer = isSeen ? card.name : null;
      const mail = reminders ? mailTo(ctx, person, activity, customer, late) : null;
      const decided = mail && (await writesOfStaffMail(ctx, mail));
      const notice = writeOfNotice({
        id: ctx.newId("ntc"),
        userId: person.id,
        at: ctx.now(),
        kind: "activity.reminder",
        about: about(customer),
        late,
        ...(decided && { messageId: decided.message.id }),
      });
      return { writes: [notice, ...(decided?.writes ?? [])], mails: decided ? [decided.message] : [] };
    }),
  );
  const writes: Write[] = told.flatMap((one) => one.writes);
  return { writes, people: people.map(({ id }) => id), mails: told.flatMap((one) => one.mails) };
}

type Person = { id: Id<"usr">; name: string; email: string };

function mailTo(ctx: Ctx, person: Person, activity: Activity, customer: string | null, late: boolean): StaffMail {
  const { locale, timeZone } = ctx.workspace;
  const link = `${ctx.publicUrl()}/work?activity=${activity.id}`;
  return {
    // Each version of an activity is reminded of once.
    cause: `reminder#${activity.id}#${activity.version}#${person.id}`,
    to: person.email,
    toName: person.name,
    locale,
    ...reminderMail(activity, { locale, timeZone, late, link, customer }),
  };
}
