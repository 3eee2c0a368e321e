import { isOverdue, weekdayOf } from "#core/engagement/activities/index.ts";
import { digestMail } from "#core/engagement/digests/index.ts";
import { CrmError } from "#core/platform/errors.ts";
import { addDays, startOfDay } from "#core/platform/rules/days.ts";
import { readWork } from "#server/engagement/activities/index.ts";
import { sendSoon, writesOfStaffMail } from "#server/engagement/messages/index.ts";
import { comingOccasions } from "#server/engagement/occasions/index.ts";
import { asPerson } from "#server/platform/as-person.ts";
import { commit } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import { settingsOf, writeOfNotice } from "#server/workspace/notices/index.ts";
import type { ScheduledJob } from "#server/workspace/scheduled/index.ts";
import { listStoredUsers, type StoredUser } from "#server/workspace/users/index.ts";
import { digestsOf, writeOfMark } from "./store.ts";

const MOST_READ = 200;
/** The weekly one comes on the first day of the week: Saturday in Persian, else Monday. */
const WEEK_BEGINS = { fa: 6, en: 1 } as const;

type Outcome = "made" | "before" | "nothing" | "unwanted";

/** Each morning: to everybody who wants it what lies ahead of them, once a day however often it runs. */
export const digestsJob: ScheduledJob = {
  at: "07:30",
  async run(ctx, day) {
    const counts = { made: 0, before: 0, nothing: 0, unwanted: 0 };
    for (const user of (await listStoredUsers(ctx.table)).filter(({ removedAt }) => removedAt === undefined))
      counts[await digestFor(ctx, user, day)] += 1;
    return counts;
  },
};

type Day = { on: string; since: string; late: boolean };

/** The week began today, or on a day on which the system stood still. */
function isWeekBegun({ on, since }: Day, weekday: number): boolean {
  const from = since > addDays(on, -6) ? since : addDays(on, -6);
  for (let day = on; day >= from; day = addDays(day, -1)) if (weekdayOf(day) === weekday) return true;
  return false;
}

async function digestFor(ctx: Ctx, user: StoredUser, day: Day): Promise<Outcome> {
  const { on, late } = day;
  const { digest } = await settingsOf(ctx, user.id);
  const { locale, timeZone } = ctx.workspace;
  const weekly = digest === "weekly";
  if (digest === "none" || (weekly && !isWeekBegun(day, WEEK_BEGINS[locale]))) return "unwanted";
  const days = weekly ? 7 : 1;
  const until = startOfDay(addDays(on, days), timeZone);
  const [work, occasions] = await Promise.all([
    readWork(ctx.table, { of: { ownerId: user.id }, show: "open", to: until, limit: MOST_READ, after: null }),
    comingOccasions(await asPerson(ctx, user.id), { from: on, days, ownerId: user.id, owned: true }),
  ]);
  const now = ctx.now();
  const overdue = work.items.filter((activity) => isOverdue(activity, now));
  const due = work.items.filter((activity) => !isOverdue(activity, now));
  if (overdue.length + due.length + occasions.items.length === 0) return "nothing";
  const link = `${ctx.publicUrl()}/today`;
  const mail = digestMail({ locale, timeZone, weekly, late, overdue, due, occasions: occasions.items, link });
  const about = { on, overdue: overdue.length, due: due.length, occasions: occasions.items.length };
  const to = { cause: `digest#${user.id}#${on}`, to: user.email, toName: user.name, locale };
  const decided = await writesOfStaffMail(ctx, { ...to, ...mail });
  try {
    await commit(ctx, {
      writes: [
        writeOfMark(user.id, on, now),
        writeOfNotice({
          id: ctx.newId("ntc"),
          userId: user.id,
          at: now,
          kind: "digest",
          about,
          late,
          messageId: decided.message.id,
        }),
        ...decided.writes,
      ],
      change: {
        entity: "digest",
        entityId: user.id,
        verb: "digest.made",
        partition: digestsOf(user.id),
        fields: { on: { after: on } },
      },
    });
    sendSoon(ctx, decided.message);
    return "made";
  } catch (error) {
    if (error instanceof CrmError && error.code === "record.conflict") return "before";
    throw error;
  }
}
