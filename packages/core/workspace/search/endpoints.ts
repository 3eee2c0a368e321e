import * as z from "zod";
import { endpoint } from "../../platform/endpoint.ts";

/** One thing found: enough to show it and to open it. */
export const foundShape = z
  .strictObject({
    entity: z.enum(["customer"]),
    id: z.string(),
    label: z.string(),
    kind: z.string(),
    hint: z.string().nullable(),
  })
  .meta({ id: "Found" });

export type Found = z.output<typeof foundShape>;

export const search = endpoint({
  name: "search",
  method: "GET",
  path: "/search",
  permission: "customers.read",
  tag: "Search",
  summary: "By the start of any word of a name or email, or the last four or more digits of a number",
  query: z.strictObject({
    q: z.string().max(100).default(""),
    limit: z.coerce.number().int().min(1).max(50).default(10),
  }),
  /** `more`: there are others; type another word. */
  output: z.strictObject({ items: z.array(foundShape), more: z.boolean() }),
});
