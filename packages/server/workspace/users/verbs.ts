import { roleId } from "#core/platform/access/role.ts";
import { CrmError, invalid } from "#core/platform/errors.ts";
import { cleanText } from "#core/platform/fold.ts";
import type { Role } from "#core/platform/permissions.ts";
import type { Me, User } from "#core/workspace/users/index.ts";
import { staffEmail } from "#core/workspace/users/index.ts";
import { commit, type Plan } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import { putNew } from "#server/platform/entity.ts";
import type { RequestParts } from "#server/platform/routes.ts";
import { hashPassword } from "#server/platform/secrets.ts";
import { checkRole, checkTeam, isRaceOf, membersChanged, withRetry, writeOfJoining } from "./members.ts";
import { passwordWrites } from "./password.ts";
import { shownUser } from "./people.ts";
import { getProfile } from "./profile.ts";
import { listStoredUsers, userEmailEntity, userEntity } from "./store.ts";

export const MIN_PASSWORD = 10;

/** Refuses a password that is too short to be one. */
export function checkPassword(password: string): void {
  if (password.length < MIN_PASSWORD)
    throw invalid("user.password_short", `A password needs at least ${MIN_PASSWORD} characters.`, [
      { path: "password", code: "user.password_short" },
    ]);
}

type NewPerson = { name: string; email: string; role: Role; teamId?: string | null; password?: string };

/** What makes somebody one who works here; without a password they sign in by other means. */
export async function newPerson(ctx: Ctx, input: NewPerson): Promise<{ user: User; plan: Plan }> {
  const email = staffEmail(input.email);
  if (!email) throw invalid("user.email_invalid", "Not an email address. It looks like name@example.com.");
  if (input.password !== undefined) checkPassword(input.password);
  const user: User = {
    id: ctx.newId("usr"),
    name: cleanText(input.name),
    email,
    role: roleId(input.role),
    ...(input.teamId && { teamId: input.teamId as User["teamId"] }),
    createdAt: ctx.now(),
  };
  const hash = input.password === undefined ? null : await hashPassword(input.password);
  const writes = [
    putNew(userEmailEntity, { email, id: user.id }),
    putNew(userEntity, user),
    ...(hash === null ? [] : passwordWrites(user.id, hash, user.createdAt)),
    await writeOfJoining(ctx, user),
  ];
  const plan: Plan = {
    writes,
    change: {
      entity: "user",
      entityId: user.id,
      verb: "user.added",
      fields: { email: { after: email }, role: { after: user.role } },
    },
    refuse: (failed) =>
      isRaceOf(writes, failed)
        ? membersChanged()
        : new CrmError("conflict", "user.email_taken", "Somebody with this email works here already."),
  };
  return { user, plan };
}

export async function addUser(ctx: Ctx, input: NewPerson): Promise<User> {
  checkRole(ctx, input.role);
  checkTeam(ctx, input.teamId ?? null);
  return joinUser(ctx, input);
}

/** Adds somebody with a role that was decided before, by whoever may give it. */
export async function joinUser(ctx: Ctx, input: NewPerson): Promise<User> {
  return withRetry(async () => {
    const { user, plan } = await newPerson(ctx, input);
    await commit(ctx, plan);
    return user;
  });
}

export async function getMe(ctx: Ctx, { lacksFactor }: Pick<RequestParts, "lacksFactor">): Promise<Me> {
  const { access, organisation } = ctx;
  const member = organisation.members?.find(({ userId }) => userId === access.userId);
  return {
    actor: ctx.actor,
    permissions: [...ctx.permissions],
    role: access.role && roleId(access.role),
    teamId: (member?.teamId ?? null) as Me["teamId"],
    visibility: ctx.sight.kind,
    fields: { ...access.fields },
    modulesOff: [...access.modulesOff],
    needsSecondFactor: lacksFactor,
    workspace: ctx.workspace,
    profile: await getProfile(ctx),
  };
}

export async function listUsers(ctx: Ctx): Promise<{ items: User[] }> {
  const users = await listStoredUsers(ctx.table);
  return { items: users.map(shownUser) };
}
