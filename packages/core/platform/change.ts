import * as z from "zod";
import type { Held } from "./access/sight.ts";
import { idShape } from "./ids.ts";

export const actorShape = z.strictObject({
  kind: z.enum(["user", "key", "system"]),
  id: z.string(),
  name: z.string(),
});

/** A field's value before and after; absent before means it was new. */
export const fieldChangeShape = z.strictObject({ before: z.unknown().optional(), after: z.unknown().optional() });

/** From where: an address, and what kind of program it was, such as `Firefox/Windows`. */
export const originShape = z.strictObject({ address: z.string().optional(), agent: z.string().optional() });

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
    /** From where the request came; told to those alone who may audit. */
    from: originShape.optional(),
    /** Reactions whose part was done together with the change: they are not run for it. */
    done: z.array(z.string()).optional(),
    /** Its place in the one order of all changes; set soon after it was made. */
    seq: z.number().int().optional(),
  })
  .meta({ id: "Change" });

/** `held`: whose it was and is, where that changed: told to nobody, but by it a record leaves somebody's sight. */
export type Change = z.output<typeof changeShape> & { held?: { before: Held; after: Held } };
export type Actor = z.output<typeof actorShape>;
export type FieldChange = z.output<typeof fieldChangeShape>;
