import * as z from "zod";
import { idShape } from "./ids.ts";

export const actorShape = z.strictObject({
  kind: z.enum(["user", "key", "system"]),
  id: z.string(),
  name: z.string(),
});

/** A field's value before and after; absent before means it was new. */
export const fieldChangeShape = z.strictObject({ before: z.unknown().optional(), after: z.unknown().optional() });

/** One change: who did what to what, when, and which fields it touched. */
export const changeShape = z
  .strictObject({
    id: idShape("chg"),
    at: z.string(),
    actor: actorShape,
    /** The kind of record: customer, interaction, apiKey. */
    entity: z.string(),
    entityId: z.string(),
    /** The customer it is about, when it is about one. */
    customerId: z.string().optional(),
    /** `customer.updated`, `interaction.logged`. */
    verb: z.string(),
    fields: z.record(z.string(), fieldChangeShape),
    /** What brought it about: an import, a rule, another change. */
    via: z.string().optional(),
    cause: z.string().optional(),
    depth: z.number().int(),
    requestId: z.string(),
    /** Reactions whose part was done together with the change: they are not run for it. */
    done: z.array(z.string()).optional(),
    /** Its place in the one order of all changes; set soon after it was made. */
    seq: z.number().int().optional(),
  })
  .meta({ id: "Change" });

export type Change = z.output<typeof changeShape>;
export type Actor = z.output<typeof actorShape>;
export type FieldChange = z.output<typeof fieldChangeShape>;
