import * as z from "zod";
import { endpoint } from "../../platform/endpoint.ts";
import { idShape } from "../../platform/ids.ts";
import { memberDayShape, todayShape } from "./schema.ts";

const tag = "Today";

export const getToday = endpoint({
  name: "getToday",
  method: "GET",
  path: "/today",
  permission: "activities.read",
  tag,
  summary: "One's day in order: what is late, due and done, and the occasions of one's customers today and in the week",
  query: z.strictObject({ ownerId: idShape("usr").optional() }),
  output: todayShape,
});

export const getTeamDay = endpoint({
  name: "getTeamDay",
  method: "GET",
  path: "/today/team",
  permission: "activities.read",
  tag,
  summary: "What each of the people one sees has before them today and has done, those with most that is late first",
  output: z.strictObject({ items: z.array(memberDayShape) }),
});
