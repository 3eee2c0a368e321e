import * as z from "zod";
import { endpoint } from "../../platform/endpoint.ts";
import { dateShape } from "../../platform/text-shape.ts";
import { holidayShape, newHolidayShape, weekendShape } from "./schema.ts";

const tag = "Workspace";
const one = z.strictObject({ on: dateShape });

export const listHolidays = endpoint({
  name: "listHolidays",
  method: "GET",
  path: "/holidays",
  permission: "signedIn",
  tag,
  summary: "Holidays between two days at most two years apart, and the days of the weekend (1 is Monday)",
  query: z.strictObject({ from: dateShape, to: dateShape }),
  output: z.strictObject({ items: z.array(holidayShape), weekend: weekendShape }),
});

export const addHoliday = endpoint({
  name: "addHoliday",
  method: "POST",
  path: "/holidays",
  permission: "workspace.operate",
  tag,
  summary: "Add a holiday, such as a lunar one once it is announced; the same day twice is renamed",
  body: newHolidayShape,
});

export const removeHoliday = endpoint({
  name: "removeHoliday",
  method: "DELETE",
  path: "/holidays/{on}",
  permission: "workspace.operate",
  tag,
  summary: "Take a holiday out: one that was added goes, on a fixed one of this year the company works",
  params: one,
});

export const setWeekend = endpoint({
  name: "setWeekend",
  method: "PUT",
  path: "/holidays/weekend",
  permission: "workspace.operate",
  tag,
  summary: "Say which days of the week are free (1 is Monday, 7 Sunday)",
  body: z.strictObject({ weekend: weekendShape }),
});
