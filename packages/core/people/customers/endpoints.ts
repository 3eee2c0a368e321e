import * as z from "zod";
import { endpoint } from "../../platform/endpoint.ts";
import { idShape } from "../../platform/ids.ts";
import { pageOf, pageQuery } from "../../platform/page.ts";
import { line } from "../../platform/text-shape.ts";
import { jobShape } from "../../workspace/jobs/schema.ts";
import { newBulkShape } from "./bulk.ts";
import { recentEntryShape } from "./recent.ts";
import {
  CUSTOMER_KINDS,
  cardShape,
  customerPatchShape,
  customerShape,
  likelyDuplicateShape,
  newCustomerShape,
} from "./schema.ts";

const one = z.strictObject({ id: idShape("cus") });
const tag = "Customers";

export const createCustomer = endpoint({
  name: "createCustomer",
  method: "POST",
  path: "/customers",
  permission: "customers.write",
  tag,
  summary: "Create a customer; who may be the same is told, not refused",
  body: newCustomerShape,
  output: z.strictObject({ customer: customerShape, likelyDuplicates: z.array(likelyDuplicateShape) }),
  status: 201,
});

const ID = "cus_[0-7][0-9A-HJKMNP-TV-Z]{25}";

export const getCustomerNames = endpoint({
  name: "getCustomerNames",
  method: "GET",
  path: "/customers/names",
  permission: "customers.read",
  tag,
  summary: "What customers are called, by id: for links to them. One that does not exist is left out",
  query: z.strictObject({
    /** Up to 100, with commas between them. */
    ids: z.string().regex(new RegExp(`^${ID}(,${ID}){0,99}$`), "Up to 100 ids of customers, with commas between them."),
  }),
  output: z.strictObject({
    items: z.array(z.strictObject({ id: idShape("cus"), name: z.string(), kind: z.enum(CUSTOMER_KINDS) })),
  }),
});

export const listRecentChanges = endpoint({
  name: "listRecentChanges",
  method: "GET",
  path: "/customers/recent-changes",
  permission: "customers.read",
  tag,
  summary:
    "What one changed in the last day, newest first; `everyone=true` (needs changes.read) also what others did. A page may be short or empty, `nextCursor` tells whether there is more",
  query: z.strictObject({ ...pageQuery, everyone: z.stringbool().default(false) }),
  output: pageOf(recentEntryShape),
});

export const getCustomer = endpoint({
  name: "getCustomer",
  method: "GET",
  path: "/customers/{id}",
  permission: "customers.read",
  tag,
  summary: "One customer; `retired=true` also shows the values of retired custom fields",
  params: one,
  query: z.strictObject({ retired: z.stringbool().default(false) }),
  output: customerShape,
});

export const updateCustomer = endpoint({
  name: "updateCustomer",
  method: "PATCH",
  path: "/customers/{id}",
  permission: "customers.write",
  tag,
  summary: "Change what is named of a customer (merge patch)",
  params: one,
  body: customerPatchShape,
  output: customerShape,
});

export const archiveCustomer = endpoint({
  name: "archiveCustomer",
  method: "POST",
  path: "/customers/{id}/archive",
  permission: "customers.write",
  tag,
  summary: "Put a customer away; nothing is lost and it can be restored",
  params: one,
  output: customerShape,
});

export const restoreCustomer = endpoint({
  name: "restoreCustomer",
  method: "POST",
  path: "/customers/{id}/restore",
  permission: "customers.write",
  tag,
  summary: "Bring an archived customer back",
  params: one,
  output: customerShape,
});

/** Newest, latest contact and latest change first; names from their beginning. `reverse` turns each round. */
export const CUSTOMER_ORDERS = ["newest", "name", "lastContact", "changed"] as const;
export type CustomerOrder = (typeof CUSTOMER_ORDERS)[number];

export const listCustomers = endpoint({
  name: "listCustomers",
  method: "GET",
  path: "/customers",
  permission: "customers.read",
  tag,
  summary:
    "Customers in one of the orders; those never contacted come last by last contact, either way. A filtered page may be short, `nextCursor` tells whether there is more",
  query: z.strictObject({
    ...pageQuery,
    sort: z.enum(CUSTOMER_ORDERS).default("newest"),
    reverse: z.stringbool().default(false),
    archived: z.stringbool().default(false),
    /** A rule of the one rule language, as JSON; what cards do not show is read of each customer, so such a page takes longer. */
    filter: z.string().max(10_000).optional(),
  }),
  output: pageOf(cardShape),
});

export const findDuplicates = endpoint({
  name: "findDuplicates",
  method: "POST",
  path: "/customers/duplicates",
  permission: "customers.read",
  tag,
  summary: "Who may be the customer that is being typed",
  body: z.strictObject({
    name: z.string().max(200).optional(),
    phones: z.array(line(60)).max(20).optional(),
    emails: z.array(line(254)).max(20).optional(),
    nationalId: z.string().max(20).optional(),
    /** Leave this one out: the customer that is being edited. */
    except: idShape("cus").optional(),
  }),
  output: z.strictObject({ items: z.array(likelyDuplicateShape) }),
});

export const bulkCustomers = endpoint({
  name: "bulkCustomers",
  method: "POST",
  path: "/customers/bulk",
  permission: "customers.write",
  tag,
  summary: "Tag, assign, restage, archive many customers at once, as a job that can be undone",
  body: newBulkShape,
  output: jobShape,
  status: 202,
});

export const eraseCustomer = endpoint({
  name: "eraseCustomer",
  method: "POST",
  path: "/customers/{id}/erase",
  permission: "customers.erase",
  tag,
  summary: "Erase everything known of a person, for good: no values stay anywhere; counts and money do. Done by a job",
  params: one,
  body: z.strictObject({ version: z.number().int().min(1) }),
  output: jobShape,
  status: 202,
});

export const exportPerson = endpoint({
  name: "exportPerson",
  method: "GET",
  path: "/customers/{id}/everything",
  permission: "customers.erase",
  tag,
  summary: "Everything kept about a person, as a zip: for programs (JSON) and to read (HTML)",
  params: one,
  answers: "application/zip",
});

export const rebuildCustomers = endpoint({
  name: "rebuildCustomers",
  method: "POST",
  path: "/customers/rebuild",
  permission: "workspace.operate",
  tag,
  summary: "Write anew what is made from every customer's record: list cards, orders, search, likely duplicates",
  output: jobShape,
  status: 202,
});

export const undoChange = endpoint({
  name: "undoChange",
  method: "POST",
  path: "/customers/{id}/changes/{changeId}/undo",
  permission: "customers.write",
  tag,
  summary: "Take one change of the last days back; what was changed again since stays, and is named in `left`",
  params: z.strictObject({ id: idShape("cus"), changeId: idShape("chg") }),
  output: z.strictObject({ undone: z.array(z.string()), left: z.array(z.string()) }),
});
