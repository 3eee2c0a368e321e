import { findRole, roleId } from "#core/platform/access/role.ts";
import type { Member } from "#core/platform/access/sight.ts";
import { CrmError, invalid, notFound } from "#core/platform/errors.ts";
import { cleanText } from "#core/platform/fold.ts";
import type { Role } from "#core/platform/permissions.ts";
import type { Job } from "#core/workspace/jobs/index.ts";
import type { HandOver, User, UserPatch } from "#core/workspace/users/index.ts";
import { writesOfLeaving } from "#server/platform/auth-rows.ts";
import { type ChangeInput, commit, type Plan } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import { credentialKey } from "#server/platform/credentials.ts";
import { putAlways } from "#server/platform/entity.ts";
import { refuseBeyond } from "#server/platform/organisation.ts";
import type { Write } from "#server/platform/table.ts";
import { startJob } from "#server/workspace/jobs/index.ts";
import { checkRole, checkTeam, isRaceOf, membersChanged, readMembers, withRetry, writeOfMembers } from "./members.ts";
import { findAnybody, findUser, type StoredUser, userEmailEntity, userEntity } from "./store.ts";

export function shownUser({ passwordHash: _, ...user }: StoredUser): User {
  return { ...user, role: roleId(user.role) };
}

export async function changeUser(ctx: Ctx, id: string, patch: UserPatch): Promise<User> {
  if (patch.role !== undefined) checkRole(ctx, patch.role);
  if (patch.teamId !== undefined) checkTeam(ctx, patch.teamId);
  return withRetry(async () => {
    const before = await load(ctx, id);
    const { teamId: _, ...rest } = before;
    const teamId = patch.teamId === undefined ? before.teamId : (patch.teamId ?? undefined);
    const after: StoredUser = {
      ...rest,
      name: patch.name === undefined ? before.name : cleanText(patch.name),
      role: patch.role ?? before.role,
      ...(teamId && { teamId }),
    };
    const names = ["name", "role", "teamId"] as const;
    const differing = names.filter((name) => before[name] !== after[name]);
    if (differing.length === 0) return shownUser(before);
    const fields = Object.fromEntries(differing.map((name) => [name, { before: before[name], after: after[name] }]));
    const plan = await planOf(ctx, before, after, { verb: "user.changed", fields });
    await commit(ctx, plan);
    return shownUser(after);
  });
}

/** Their next request is refused, on whatever device: who they are is read anew by every one. */
export async function removeUser(ctx: Ctx, id: string): Promise<undefined> {
  await withRetry(async () => commit(ctx, await planOfRemoval(ctx, await load(ctx, id))));
}

/** One step for somebody who leaves: all that is theirs goes to a colleague, and they are signed out everywhere. */
export async function startHandOver(ctx: Ctx, id: string, { toUserId, remove }: HandOver): Promise<Job> {
  return withRetry(async () => {
    const from = await findAnybody(ctx.table, id);
    if (!from) throw notFound("user");
    if (remove && from.removedAt) throw notFound("user");
    const to = toUserId === id ? null : await findUser(ctx.table, toUserId);
    if (!to)
      throw invalid("user.successor_unknown", "Name a colleague who works here.", [
        { path: "toUserId", code: "user.successor_unknown" },
      ]);
    const leaving = remove ? await planOfRemoval(ctx, from) : null;
    return startJob(
      ctx,
      {
        kind: "users.handOver",
        input: { fromUserId: id, toUserId, remove },
        about: { from: from.name, to: to.name, remove },
        hasUndo: true,
      },
      leaving ? alsoIn(leaving) : {},
    );
  });
}

/** A plan as a part of another's transaction, whose own writes come first: `refuse` is told their places as they are there. */
function alsoIn({ writes, change }: Plan): Partial<Plan> {
  return { writes, alsoTold: [change], refuse: () => membersChanged() };
}

async function planOfRemoval(ctx: Ctx, before: StoredUser): Promise<Plan> {
  const after: StoredUser = { ...before, removedAt: ctx.now() };
  const told = { verb: "user.removed" as const, fields: { role: { before: before.role } } };
  return planOf(ctx, before, after, told, [
    { delete: userEmailEntity.key({ email: before.email, id: before.id }) },
    ...(await writesOfLeaving(ctx.table, before.id, credentialKey)),
  ]);
}

async function planOf(
  ctx: Ctx,
  before: StoredUser,
  after: StoredUser,
  told: Pick<ChangeInput, "verb" | "fields">,
  more: readonly Write[] = [],
): Promise<Plan> {
  const read = await readMembers(ctx);
  const others = read.members.filter(({ userId }) => userId !== before.id);
  const was = read.members.find(({ userId }) => userId === before.id);
  const member: Member = { ...was, userId: after.id, role: after.role, teamId: after.teamId ?? null };
  const members = after.removedAt ? others : [...others, member];
  if (before.role !== after.role || after.removedAt) {
    refuseStronger(ctx, before.role);
    if (before.role === "administrator") refuseNoAdministrator(ctx, members);
  }
  const writes = [putAlways(userEntity, after, {}, { present: true }), writeOfMembers(read, members), ...more];
  return {
    writes,
    change: { entity: "user", entityId: after.id, ...told },
    refuse: (failed) => (isRaceOf(writes, failed) ? membersChanged() : notFound("user")),
  };
}

/** Nobody takes a role from somebody who may do more than they. */
function refuseStronger(ctx: Ctx, role: Role): void {
  const definition = findRole(ctx.organisation.roles, role);
  if (definition) refuseBeyond(ctx, definition);
}

/** Without an administrator nobody could ever give that role again. */
function refuseNoAdministrator(ctx: Ctx, members: readonly Member[]): void {
  if (ctx.actor.kind === "system" || members.some(({ role }) => role === "administrator")) return;
  throw new CrmError(
    "conflict",
    "user.last_administrator",
    "This is the last administrator. Make somebody else one first.",
  );
}

async function load(ctx: Ctx, id: string): Promise<StoredUser> {
  const user = await findUser(ctx.table, id);
  if (!user) throw notFound("user");
  return user;
}
