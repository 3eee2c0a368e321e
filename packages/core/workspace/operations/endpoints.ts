import * as z from "zod";
import { endpoint } from "../../platform/endpoint.ts";
import { parkedShape } from "../../platform/parked.ts";
import { instantShape } from "../../platform/text-shape.ts";

const tag = "Operations";

export const listParked = endpoint({
  name: "listParked",
  method: "GET",
  path: "/parked",
  permission: "workspace.operate",
  tag,
  summary: "Work that was given up on and waits for a person",
  output: z.strictObject({ items: z.array(parkedShape) }),
});

export const retryParked = endpoint({
  name: "retryParked",
  method: "POST",
  path: "/parked/retry",
  permission: "workspace.operate",
  tag,
  summary: "Try parked work again",
  body: z.strictObject({ id: z.string().min(1).max(300) }),
});

export const runTick = endpoint({
  name: "runTick",
  method: "POST",
  path: "/tick",
  permission: "workspace.operate",
  tag,
  summary: "Do what is due, now rather than at the next minute",
  body: z.strictObject({ now: instantShape.optional() }),
  output: z.strictObject({ done: z.number().int(), failed: z.number().int(), parked: z.number().int() }),
});
