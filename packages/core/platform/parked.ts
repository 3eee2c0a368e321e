import * as z from "zod";

/** Something the machine gave up on after eight tries, kept for a person to look at. */
export const parkedShape = z
  .strictObject({
    id: z.string(),
    kind: z.enum(["due", "subscriber", "loop"]),
    /** Which handler or subscriber gave up. */
    name: z.string(),
    about: z.string(),
    tries: z.number().int(),
    lastError: z.string(),
    parkedAt: z.string(),
  })
  .meta({ id: "Parked" });

export type Parked = z.output<typeof parkedShape>;
