import * as z from "zod";
import { CALENDARS, dateShape } from "../../platform/text-shape.ts";

export const FREQUENCIES = ["day", "week", "month", "year"] as const;

/**
 * How an activity comes again. `calendar` counts its months and years, and says where its weeks begin. A day that a month
 * does not have is that month's last: the 31st in Mehr is the 30th, 30 Esfand in a common year the 29th, 29 February the 28th.
 */
export const recurrenceShape = z
  .strictObject({
    every: z.enum(FREQUENCIES),
    /** Every second week is 2. */
    interval: z.number().int().min(1).max(99).default(1),
    calendar: z.enum(CALENDARS),
    /** Of `week`: 1 is Monday, 7 Sunday, as in ISO 8601. The day it is first due unless said. */
    weekdays: z.array(z.number().int().min(1).max(7)).min(1).max(7).optional(),
    /** Of `month` and `year`: the day it is first due unless said. */
    monthDay: z.number().int().min(1).max(31).optional(),
    /** Of `year`: the month it is first due unless said. */
    month: z.number().int().min(1).max(12).optional(),
    /** The last day on which it may come. */
    until: dateShape.optional(),
  })
  .meta({ id: "Recurrence" });

export type Recurrence = z.output<typeof recurrenceShape>;
