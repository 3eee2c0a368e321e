import type { Ctx } from "#server/platform/context.ts";
import { TableError } from "#server/platform/table.ts";
import { type Stored, writeOfRecord } from "./store.ts";

/** False when it became something else meanwhile. */
export async function makeDueNow(ctx: Ctx, stored: Stored): Promise<boolean> {
  try {
    await ctx.table.transact([writeOfRecord(stored, stored.message, ctx.now())]);
    return true;
  } catch (error) {
    if (error instanceof TableError && error.kind === "conditionFailed") return false;
    throw error;
  }
}
