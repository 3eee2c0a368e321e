import type { Ctx } from "./context.ts";
import { withAccess } from "./context.ts";
import { findAccess } from "./credentials.ts";
import { NO_ACCESS } from "./organisation.ts";

/** What somebody may do and see, for what the machine tells them by itself; nothing of who is not here. */
export async function asPerson(ctx: Ctx, userId: string): Promise<Ctx> {
  const access = await findAccess(ctx.table, { userId }, ctx.organisation);
  return { ...ctx, ...withAccess(access ?? NO_ACCESS) };
}
