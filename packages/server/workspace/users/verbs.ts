import { roleId } from "#core/platform/access/role.ts";
import { foldEmail } from "#core/platform/email.ts";
import { CrmError, invalid } from "#core/platform/errors.ts";
import { cleanText } from "#core/platform/fold.ts";
import type { Role } from "#core/platform/permissions.ts";
import type { Me, User } from "#core/workspace/users/index.ts";
import { commit } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import { credential, credentialKey } from "#server/platform/credentials.ts";
import { putNew } from "#server/platform/entity.ts";
import type { RequestParts } from "#server/platform/routes.ts";
import { hashPassword, isPassword, newSecret, sha256 } from "#server/platform/secrets.ts";
import { findUserByEmail, listStoredUsers, userEmailEntity, userEntity } from "./store.ts";

const SESSION_DAYS = 30;
export const MIN_PASSWORD = 10;

/** Compared with when there is no such user, so that the time taken tells nothing. */
const NOBODY = `pbkdf2$600000$${"00".repeat(16)}$${"00".repeat(32)}`;

export async function addUser(
  ctx: Ctx,
  input: { name: string; email: string; role: Role; password: string },
): Promise<User> {
  const email = foldEmail(input.email);
  if (!email) throw invalid("user.email_invalid", "Not an email address. It looks like name@example.com.");
  if (input.password.length < MIN_PASSWORD) {
    throw invalid("user.password_short", `A password needs at least ${MIN_PASSWORD} characters.`);
  }
  const user: User = {
    id: ctx.newId("usr"),
    name: cleanText(input.name),
    email,
    role: roleId(input.role),
    createdAt: ctx.now(),
  };
  await commit(ctx, {
    writes: [
      putNew(userEmailEntity, { email, id: user.id }),
      putNew(userEntity, { ...user, passwordHash: await hashPassword(input.password) }),
    ],
    change: {
      entity: "user",
      entityId: user.id,
      verb: "user.added",
      fields: { email: { after: email }, role: { after: user.role } },
    },
    refuse: () => new CrmError("conflict", "user.email_taken", "Somebody with this email works here already."),
  });
  return user;
}

export async function signIn(ctx: Ctx, input: { email: string; password: string }, request: RequestParts) {
  const email = foldEmail(input.email);
  const user = email ? await findUserByEmail(ctx.table, email) : null;
  const right = await isPassword(input.password, user?.passwordHash ?? NOBODY);
  if (!user || !right)
    throw new CrmError("unauthenticated", "auth.wrong_credentials", "The email or the password is wrong.");
  const token = newSecret("ps_");
  const seconds = SESSION_DAYS * 86_400;
  const expires = Date.parse(ctx.now()) + seconds * 1000;
  const session = {
    hash: await sha256(token),
    actor: { kind: "user" as const, id: user.id, name: user.name },
    userId: user.id,
  };
  await commit(
    { ...ctx, actor: session.actor },
    {
      writes: [putNew(credential, session, { ttl: Math.floor(expires / 1000) })],
      change: { entity: "user", entityId: user.id, verb: "user.signedIn" },
    },
  );
  request.setSession(token, seconds);
  return { token, expiresAt: new Date(expires).toISOString() };
}

export async function signOut(ctx: Ctx, request: RequestParts): Promise<undefined> {
  request.setSession(null);
  // An API key is revoked by those who may; only a session ends itself.
  if (ctx.actor.kind !== "user" || !request.credentialHash) return;
  await commit(ctx, {
    writes: [{ delete: credentialKey(request.credentialHash) }],
    change: { entity: "user", entityId: ctx.actor.id, verb: "user.signedOut" },
  });
}

export async function getMe(ctx: Ctx): Promise<Me> {
  return { actor: ctx.actor, permissions: [...ctx.permissions], workspace: ctx.workspace };
}

export async function listUsers(ctx: Ctx): Promise<{ items: User[] }> {
  const users = await listStoredUsers(ctx.table);
  return { items: users.map(({ passwordHash: _, ...user }) => ({ ...user, role: roleId(user.role) })) };
}
