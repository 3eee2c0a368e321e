import type { Member } from "#core/platform/access/sight.ts";
import { CrmError } from "#core/platform/errors.ts";
import type { Ctx } from "#server/platform/context.ts";
import { itemOf, stateOf } from "#server/platform/entity.ts";
import { asRead, membersEntity } from "#server/platform/organisation.ts";
import type { Write } from "#server/platform/table.ts";
import { listStoredUsers } from "./store.ts";

const ATTEMPTS = 8;

/** The write that gives somebody their role and team; refused when anybody else's was changed meanwhile. */
export async function memberWrite(ctx: Ctx, member: Member): Promise<Write> {
  const item = await ctx.table.get(membersEntity.key({ members: [] }));
  const members = item ? stateOf(membersEntity, item).members : await membersByRows(ctx);
  const others = members.filter(({ userId }) => userId !== member.userId);
  const version = Number(item?.version ?? 0) + 1;
  return { put: itemOf(membersEntity, { members: [...others, member] }, { version }), if: asRead(item) };
}

/** An older Peyvand kept the role with the person alone. */
async function membersByRows(ctx: Ctx): Promise<Member[]> {
  const users = await listStoredUsers(ctx.table);
  return users.map(({ id, role }) => ({ userId: id, role, teamId: null }));
}

export const membersChanged = () =>
  new CrmError("conflict", "user.members_changed", "Somebody else was added or changed meanwhile. Try again.");

/** Does it again while others are being added or changed at the same time. */
export async function withRetry<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const isLost = error instanceof CrmError && error.code === "user.members_changed";
      if (!isLost || attempt === ATTEMPTS) throw error;
    }
  }
}
