import * as z from "zod";
import { dateShape, line } from "../../platform/text-shape.ts";

export const MOST_HOLIDAYS = 500;

export const holidayShape = z
  .strictObject({ on: dateShape, name: z.string(), fixed: z.boolean() })
  .meta({ id: "Holiday" });

export const newHolidayShape = z.strictObject({ on: dateShape, name: line(80) });
export const weekendShape = z.array(z.number().int().min(1).max(7)).max(7);
