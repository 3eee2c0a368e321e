import * as z from "zod";

/** The kinds of record that other systems mostly ask to be told of. */
export const EVENT_ENTITIES = [
  "customer",
  "interaction",
  "activity",
  "message",
  "segment",
  "import",
  "export",
  "job",
  "field",
  "user",
] as const;

/** What other systems are told of a change: ids and the names of fields, never what stands in them. Signed after Standard Webhooks. */
export const eventShape = z
  .strictObject({
    type: z.string(),
    timestamp: z.string(),
    data: z.strictObject({
      id: z.string(),
      at: z.string(),
      entity: z.string(),
      entityId: z.string(),
      customerId: z.string().optional(),
      actor: z.strictObject({ kind: z.enum(["user", "key", "system"]), id: z.string() }),
      fields: z.array(z.string()),
    }),
  })
  .meta({ id: "Event" });
