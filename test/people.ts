import type { CallOf, Endpoint, OutputOf } from "#core/platform/endpoint.ts";
import type { Id } from "#core/platform/ids.ts";
import type { Role } from "#core/platform/permissions.ts";
import { credential } from "#server/platform/credentials.ts";
import { putNew } from "#server/platform/entity.ts";
import { newSecret, sha256 } from "#server/platform/secrets.ts";
import { readMembers, writeOfMembers } from "#server/workspace/users/members.ts";
import { userEntity } from "#server/workspace/users/store.ts";
import { type LooseCall, requestOf, type TestWorkspace } from "./workspace.ts";

export type Person = {
  id: Id<"usr">;
  secret: string;
  /** What an endpoint answers this person: its status, its body, or the code of the refusal. */
  ask<E extends Endpoint>(endpoint: E, call?: CallOf<E>): Promise<Asked<OutputOf<E>>>;
};
export type Asked<T> = { status: number; body: T; code: string | null; text: string };

/** Somebody who works here and is signed in, without the second that hashing a password takes. */
export async function addPerson(
  workspace: TestWorkspace,
  { name, role, teamId }: { name: string; role: Role; teamId?: Id<"tem"> },
): Promise<Person> {
  const ctx = await workspace.ctx();
  const id = ctx.newId("usr");
  const secret = newSecret("ps_");
  const read = await readMembers(ctx);
  const user = { id, name, email: `${id}@example.com`, role, ...(teamId && { teamId }), createdAt: ctx.now() };
  await ctx.table.transact([
    putNew(userEntity, { ...user, passwordHash: "" } as never),
    writeOfMembers(read, [...read.members, { userId: id, role, teamId: teamId ?? null }]),
    putNew(credential, { hash: await sha256(secret), actor: { kind: "user", id, name }, userId: id }),
  ]);
  return { id, secret, ask: (endpoint, call) => askAs(workspace, secret, endpoint, call) };
}

/** What an endpoint answers the holder of a secret. */
export async function askAs<E extends Endpoint>(
  { app }: TestWorkspace,
  secret: string,
  endpoint: E,
  call?: CallOf<E>,
): Promise<Asked<OutputOf<E>>> {
  const response = await app.request(requestOf(endpoint, (call ?? {}) as LooseCall, secret));
  const text = await response.text();
  const body = text.startsWith("{") ? JSON.parse(text) : undefined;
  return { status: response.status, body, code: body?.error?.code ?? null, text };
}
