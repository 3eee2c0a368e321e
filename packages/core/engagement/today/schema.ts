import * as z from "zod";
import { idShape } from "../../platform/ids.ts";
import { dateShape } from "../../platform/text-shape.ts";
import { activityShape } from "../activities/schema.ts";

/** What of a customer is celebrated on a day; a birthday has no name. */
export const comingShape = z
  .strictObject({
    on: dateShape,
    customerId: idShape("cus"),
    customerName: z.string(),
    ownerId: z.string().nullable(),
    occasions: z.array(z.strictObject({ name: z.string().nullable(), years: z.number().int() })),
  })
  .meta({ id: "ComingOccasion" });

/** One's day: what is late, what is due, what was done, and whose day it is. */
export const todayShape = z
  .strictObject({
    on: dateShape,
    overdue: z.array(activityShape),
    due: z.array(activityShape),
    done: z.array(activityShape),
    /** There is more that is late or due than is shown here. */
    more: z.boolean(),
    occasions: z.array(comingShape),
  })
  .meta({ id: "Today" });

export type Today = z.output<typeof todayShape>;

/** What somebody has before them; a count that reached its bound is at least that. */
export const memberDayShape = z
  .strictObject({
    userId: idShape("usr"),
    overdue: z.number().int(),
    due: z.number().int(),
    done: z.number().int(),
  })
  .meta({ id: "MemberDay" });
