import * as z from "zod";
import { changeShape } from "../../platform/change.ts";
import { endpoint } from "../../platform/endpoint.ts";
import { pageQuery } from "../../platform/page.ts";

/** `nextCursor` is always given: keep it and ask again with it to be told what came after. */
export const listChanges = endpoint({
  name: "listChanges",
  method: "GET",
  path: "/changes",
  permission: "changes.read",
  tag: "Changes",
  summary: "Every change, in one order, each exactly once",
  query: z.strictObject({ since: z.string().max(100).optional(), limit: pageQuery.limit }),
  output: z.strictObject({ items: z.array(changeShape), nextCursor: z.string(), more: z.boolean() }),
});
