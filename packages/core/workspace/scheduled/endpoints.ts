import * as z from "zod";
import { endpoint } from "../../platform/endpoint.ts";
import { clockTime, scheduledShape } from "./schema.ts";

const tag = "Workspace";
const permission = "workspace.operate";
const one = z.strictObject({ name: z.string().regex(/^[a-z][a-zA-Z.]{1,39}$/, "Not the name of scheduled work.") });

export const listScheduled = endpoint({
  name: "listScheduled",
  method: "GET",
  path: "/scheduled",
  permission,
  tag,
  summary: "What comes by itself each day: when next, and how the last runs went",
  output: z.strictObject({ items: z.array(scheduledShape) }),
});

export const runScheduled = endpoint({
  name: "runScheduled",
  method: "POST",
  path: "/scheduled/{name}/run",
  permission,
  tag,
  summary: "Run it now; what today's run did already is not done twice",
  params: one,
  output: scheduledShape,
});

export const setScheduled = endpoint({
  name: "setScheduled",
  method: "PATCH",
  path: "/scheduled/{name}",
  permission,
  tag,
  summary: "Say at which time of the day it comes, by the workspace's clocks",
  params: one,
  body: z.strictObject({ at: clockTime }),
  output: scheduledShape,
});
