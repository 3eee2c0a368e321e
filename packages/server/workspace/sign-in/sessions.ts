import { CrmError } from "#core/platform/errors.ts";
import type { Verb } from "#core/platform/verbs.ts";
import { authWrites, findAuthRow } from "#server/platform/auth-rows.ts";
import { commit } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import { credential, credentialKey } from "#server/platform/credentials.ts";
import { putNew } from "#server/platform/entity.ts";
import type { RequestParts } from "#server/platform/routes.ts";
import { sha256 } from "#server/platform/secrets.ts";
import type { Write } from "#server/platform/table.ts";
import { findUser, type StoredUser } from "#server/workspace/users/index.ts";
import type { Answer } from "./ask.ts";
import { SESSION_DAYS } from "./library.ts";

type Told = { verb: Verb; writes?: readonly Write[]; refuse?: () => Error; vouched?: boolean };

/**
 * Lets in by the session that the library began: its credential, which is all that the API reads, and the change that
 * tells of it, in one transaction.
 */
export async function letIn(ctx: Ctx, request: RequestParts, answer: Answer, told: Told) {
  const { token } = answer;
  const row = token === null ? null : await findAuthRow(ctx.table, "session", "token", await sha256(token));
  const user = row && (await findUser(ctx.table, String(row.row.userId)));
  if (!token || !user) throw new Error("The library began no session.");
  const seconds = SESSION_DAYS * 86_400;
  const expires = Date.parse(ctx.now()) + seconds * 1000;
  const vouched = told.vouched ? { vouched: true } : {};
  const session = { hash: await sha256(token), actor: actorOf(user), userId: user.id, ...vouched };
  await commit(
    { ...ctx, actor: session.actor },
    {
      writes: [putNew(credential, session, { ttl: Math.floor(expires / 1000) }), ...(told.writes ?? [])],
      change: { entity: "user", entityId: user.id, verb: told.verb },
      ...(told.refuse && { refuse: told.refuse }),
    },
  );
  for (const line of answer.lines) request.setCookie(line);
  request.setSession(token, seconds);
  return { token, expiresAt: new Date(expires).toISOString() };
}

export const actorOf = ({ id, name }: StoredUser) => ({ kind: "user" as const, id, name });

export async function signOut(ctx: Ctx, request: RequestParts): Promise<undefined> {
  request.setSession(null);
  const { credentialHash: hash } = request;
  // An API key is revoked by those who may; only a session ends itself.
  if (ctx.actor.kind !== "user" || !hash) return;
  const row = await findAuthRow(ctx.table, "session", "token", hash);
  await commit(ctx, {
    writes: [{ delete: credentialKey(hash) }, ...(row ? authWrites("session", row, null) : [])],
    change: { entity: "user", entityId: ctx.actor.id, verb: "user.signedOut" },
  });
}

/** What is a person's own is no business of keys. */
export async function person(ctx: Ctx): Promise<StoredUser> {
  const user = ctx.actor.kind === "user" ? await findUser(ctx.table, ctx.actor.id) : null;
  if (!user)
    throw new CrmError("forbidden", "auth.person_only", "This is for people who have signed in, not for keys.");
  return user;
}
