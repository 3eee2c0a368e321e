import * as z from "zod";
import { endpoint } from "../../platform/endpoint.ts";
import { pageOf, pageQuery } from "../../platform/page.ts";
import { jobShape } from "../../workspace/jobs/schema.ts";
import { customerShape } from "../customers/schema.ts";
import {
  MAX_AT_ONCE,
  mergeAllShape,
  mergeOutcomeShape,
  mergePairShape,
  mergeShape,
  pairShape,
  twoShape,
} from "./schema.ts";

const tag = "Duplicates";
const many = z.strictObject({ items: z.array(mergePairShape).min(1).max(MAX_AT_ONCE) });

export const listDuplicates = endpoint({
  name: "listDuplicates",
  method: "GET",
  path: "/duplicates",
  permission: "customers.read",
  tag,
  summary: "Pairs of records that may be one customer, the strongest evidence first",
  query: z.strictObject({
    ...pageQuery,
    /** The pairs that somebody said are not duplicates. */
    dismissed: z.stringbool().default(false),
  }),
  output: pageOf(pairShape),
});

export const dismissDuplicate = endpoint({
  name: "dismissDuplicate",
  method: "POST",
  path: "/duplicates/dismissals",
  permission: "customers.write",
  tag,
  summary: "These two are not the same customer; they are not shown as a pair again",
  body: twoShape,
  output: z.strictObject({ dismissed: z.boolean() }),
});

export const recallDuplicate = endpoint({
  name: "recallDuplicate",
  method: "POST",
  path: "/duplicates/dismissals/undo",
  permission: "customers.write",
  tag,
  summary: "Take back that these two are not the same customer",
  body: twoShape,
  output: z.strictObject({ dismissed: z.boolean() }),
});

export const mergeCustomers = endpoint({
  name: "mergeCustomers",
  method: "POST",
  path: "/merges",
  permission: "customers.write",
  tag,
  summary: "Make one customer of two records; the absorbed one answers from then on with `mergedInto`",
  body: mergeShape,
  output: customerShape,
});

export const mergeManyCustomers = endpoint({
  name: "mergeManyCustomers",
  method: "POST",
  path: "/merges/many",
  permission: "customers.write",
  tag,
  summary: "Merge up to fifty pairs, each with nothing lost; what became of each is told",
  body: many,
  output: z.strictObject({ items: z.array(mergeOutcomeShape) }),
});

export const mergeAllCustomers = endpoint({
  name: "mergeAllCustomers",
  method: "POST",
  path: "/merges/all",
  permission: "customers.write",
  tag,
  summary: "Merge every pair of a strength, each with nothing lost, as a job that can be undone",
  body: mergeAllShape,
  output: jobShape,
  status: 202,
});

export const undoMerges = endpoint({
  name: "undoMerges",
  method: "POST",
  path: "/merges/undo",
  permission: "customers.write",
  tag,
  summary: "Take up to fifty merges back; what was edited since stays with the survivor",
  body: many,
  output: z.strictObject({ items: z.array(mergeOutcomeShape) }),
});
