import * as z from "zod";
import { changeShape } from "../../platform/change.ts";
import { instantShape } from "../../platform/text-shape.ts";

/** What is looked for: each narrows the others. */
export const auditQuestion = {
  /** The id of a record, or of an import, a job or a rule that brought changes about. */
  record: z
    .string()
    .regex(/^[A-Za-z]+(_[0-9A-HJKMNP-TV-Z]{26})?$/, "is no id")
    .max(60)
    .optional(),
  /** The id of who did it: a person, a key, or the system. */
  person: z
    .string()
    .regex(/^[\w-]{1,60}$/, "is no id")
    .optional(),
  /** `customer`, or more exactly `customer.updated`. */
  verb: z
    .string()
    .regex(/^[a-zA-Z]{1,40}(\.[a-zA-Z]{1,40})?$/, "is not such as customer.updated")
    .optional(),
  from: instantShape.optional(),
  to: instantShape.optional(),
};

export const auditQuestionShape = z.strictObject(auditQuestion);
export type AuditQuestion = z.output<typeof auditQuestionShape>;

/**
 * Newest first. A page may be short, or empty, and not be the last: so much is read at a time and no more. `searchedTo`
 * says how far back that was. `names`: by id, what the page's customers and planned work are called now; of what is gone there is none.
 */
export const auditPageShape = z.strictObject({
  items: z.array(changeShape),
  nextCursor: z.string().nullable(),
  searchedTo: z.string().nullable(),
  names: z.record(z.string(), z.string()),
});
export type AuditPage = z.output<typeof auditPageShape>;
