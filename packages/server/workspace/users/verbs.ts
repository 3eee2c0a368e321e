import { roleId } from "#core/platform/access/role.ts";
import { CrmError, invalid } from "#core/platform/errors.ts";
import { cleanText } from "#core/platform/fold.ts";
import type { Role } from "#core/platform/permissions.ts";
import type { Me, User } from "#core/workspace/users/index.ts";
import { staffEmail } from "#core/workspace/users/index.ts";
import { commit, type Plan } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import { putNew } from "#server/platform/entity.ts";
import { hashPassword } from "#server/platform/secrets.ts";
import { membersChanged, memberWrite, withRetry } from "./members.ts";
import { passwordWrites } from "./password.ts";
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
    createdAt: ctx.now(),
  };
  const hash = input.password === undefined ? null : await hashPassword(input.password);
  const plan: Plan = {
    writes: [
      putNew(userEmailEntity, { email, id: user.id }),
      await memberWrite(ctx, { userId: user.id, role: user.role, teamId: input.teamId ?? null }),
      putNew(userEntity, user),
      ...(hash === null ? [] : passwordWrites(user.id, hash, user.createdAt)),
    ],
    change: {
      entity: "user",
      entityId: user.id,
      verb: "user.added",
      fields: { email: { after: email }, role: { after: user.role } },
    },
    refuse: (failed) =>
      failed.some(({ index }) => index === 0)
        ? new CrmError("conflict", "user.email_taken", "Somebody with this email works here already.")
        : membersChanged(),
  };
  return { user, plan };
}

export async function addUser(ctx: Ctx, input: NewPerson): Promise<User> {
  return withRetry(async () => {
    const { user, plan } = await newPerson(ctx, input);
    await commit(ctx, plan);
    return user;
  });
}

export async function getMe(ctx: Ctx): Promise<Me> {
  return { actor: ctx.actor, permissions: [...ctx.permissions], workspace: ctx.workspace };
}

export async function listUsers(ctx: Ctx): Promise<{ items: User[] }> {
  const users = await listStoredUsers(ctx.table);
  return { items: users.map(({ passwordHash: _, ...user }) => ({ ...user, role: roleId(user.role) })) };
}
