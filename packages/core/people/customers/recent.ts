import * as z from "zod";
import { actorShape, changeShape } from "../../platform/change.ts";
import { idShape } from "../../platform/ids.ts";
import { CUSTOMER_KINDS } from "./schema.ts";

/** How long «recent» is. */
export const RECENT_MS = 86_400_000;

/** One change of a customer, or all that one job (or import) made, as one entry. */
export const recentEntryShape = z
  .discriminatedUnion("type", [
    z.strictObject({
      type: z.literal("change"),
      change: changeShape,
      /** Null when there is no such customer any more. */
      customer: z.strictObject({ id: idShape("cus"), name: z.string(), kind: z.enum(CUSTOMER_KINDS) }).nullable(),
      /** `change`: taken back by `undoChange`. `merge`: by `undoMerges`. `withdraw`: an interaction that can be withdrawn. */
      undo: z.enum(["change", "merge", "withdraw"]).nullable(),
    }),
    z.strictObject({
      type: z.literal("job"),
      /** The job's id, or the import's; `revert:` before it where the import was taken back. */
      id: z.string(),
      /** When its newest change here was made, and by whom. */
      at: z.string(),
      actor: actorShape,
      /** How many of its changes lie in this page; the next page may have more of the same. */
      changes: z.number().int(),
    }),
  ])
  .meta({ id: "RecentEntry" });

export type RecentEntry = z.output<typeof recentEntryShape>;
