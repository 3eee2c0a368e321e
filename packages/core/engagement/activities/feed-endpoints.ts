import * as z from "zod";
import { endpoint } from "../../platform/endpoint.ts";

const tag = "Activities";

export const getCalendarFeed = endpoint({
  name: "getCalendarFeed",
  method: "GET",
  path: "/activities/feed",
  permission: "activities.read",
  tag,
  summary: "Whether one's calendar has a secret link, and since when",
  output: z.strictObject({ since: z.string().nullable() }),
});

export const makeCalendarFeed = endpoint({
  name: "makeCalendarFeed",
  secret: true,
  method: "POST",
  path: "/activities/feed",
  permission: "activities.read",
  tag,
  summary:
    "Make the secret link of one's calendar (iCalendar, without sign-in); the one before stops working. It is shown once",
  output: z.strictObject({ path: z.string(), url: z.string(), since: z.string() }),
  status: 201,
});

export const dropCalendarFeed = endpoint({
  name: "dropCalendarFeed",
  method: "DELETE",
  path: "/activities/feed",
  permission: "activities.read",
  tag,
  summary: "Let the secret link stop working",
});
