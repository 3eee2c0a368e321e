import { fallingOn, nextOfAll, toldAt } from "#core/engagement/occasions/index.ts";
import { isHidden } from "#core/platform/access/fields.ts";
import { localTime } from "#core/platform/calendar.ts";
import { asPerson } from "#server/platform/as-person.ts";
import type { Ctx } from "#server/platform/context.ts";
import type { DuePlan } from "#server/platform/due.ts";
import { withoutUndefined } from "#server/platform/entity.ts";
import type { Item } from "#server/platform/table.ts";
import { writeOfNotice } from "#server/workspace/notices/index.ts";
import { clockOf, partitionOf } from "./store.ts";

/** Tells a customer's owner of the day's occasions, once, and sets the clock to the next; days that were missed come one by one, as late. */
export async function occasionDue(ctx: Ctx, item: Item, now: string): Promise<DuePlan> {
  const clock = clockOf(item);
  const { customerId, name, ownerId, timeZone, all, nextOn } = clock;
  const occasions = fallingOn(all, nextOn);
  const { fields: rules } = ownerId === null ? ctx.access : (await asPerson(ctx, ownerId)).access;
  const shown = occasions.filter(({ name }) => !isHidden(rules, "customer", name === null ? "birthOn" : "occasions"));
  const late = localTime(now, timeZone).on > nextOn;
  const next = nextOfAll(all, nextOn) as string;
  const isHere = ownerId !== null && (ctx.organisation.members?.some(({ userId }) => userId === ownerId) ?? true);
  const notices =
    ownerId !== null && isHere && shown.length > 0
      ? [
          writeOfNotice({
            id: ctx.newId("ntc"),
            userId: ownerId,
            at: ctx.now(),
            kind: "occasion",
            about: { customerId, customerName: name, on: nextOn, occasions: shown },
            late,
          }),
        ]
      : [];
  const version = Number(item.version);
  return {
    nextDueAt: toldAt(next, timeZone),
    set: { data: withoutUndefined({ ...clock, toldOn: nextOn, nextOn: next }), version: version + 1 },
    asRead: ["version"],
    plan: {
      writes: notices,
      change: {
        entity: "occasion",
        entityId: customerId,
        customerId,
        verb: "occasion.came",
        partition: partitionOf(customerId),
        fields: { on: { after: nextOn }, occasions: { after: occasions }, late: { after: late } },
      },
    },
  };
}
