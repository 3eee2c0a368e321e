import { CrmError, notFound } from "#core/platform/errors.ts";
import type { OpenSession } from "#core/workspace/sessions/index.ts";
import { authWrites, getAuthRow, listAuthRows, type StoredAuthRow } from "#server/platform/auth-rows.ts";
import { commit } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import { credentialKey } from "#server/platform/credentials.ts";
import type { RequestParts } from "#server/platform/routes.ts";

type Whose = { userId?: string | undefined };

export async function listSessions(
  ctx: Ctx,
  input: Whose,
  { credentialHash }: RequestParts,
): Promise<{ items: OpenSession[] }> {
  const rows = await sessionsOf(ctx, whoseOf(ctx, input));
  return { items: rows.map(({ row }) => shown(row, credentialHash)) };
}

export async function endSession(ctx: Ctx, id: string, request: RequestParts): Promise<undefined> {
  const stored = await getAuthRow(ctx.table, "session", id);
  const isMine = stored?.row.userId === ctx.actor.id;
  if (!stored || (!isMine && !ctx.permissions.has("users.manage"))) throw notFound("session");
  await end(ctx, stored);
  if (stored.row.token === request.credentialHash) request.setSession(null);
}

export async function endSessions(
  ctx: Ctx,
  input: Whose,
  { credentialHash }: RequestParts,
): Promise<{ ended: number }> {
  const rows = (await sessionsOf(ctx, whoseOf(ctx, input))).filter(({ row }) => row.token !== credentialHash);
  for (const row of rows) await end(ctx, row);
  return { ended: rows.length };
}

function whoseOf(ctx: Ctx, { userId = ctx.actor.id }: Whose): string {
  if (userId === ctx.actor.id || ctx.permissions.has("users.manage")) return userId;
  throw new CrmError("forbidden", "auth.forbidden", "This needs the permission users.manage.");
}

async function sessionsOf(ctx: Ctx, userId: string): Promise<StoredAuthRow[]> {
  const rows = await listAuthRows(ctx.table, "session");
  return rows
    .filter(({ row }) => row.userId === userId && String(row.expiresAt) > ctx.now())
    .sort((a, b) => (a.row.id < b.row.id ? 1 : -1));
}

/** Its credential goes in the same transaction: the very next request with it is refused. */
async function end(ctx: Ctx, stored: StoredAuthRow): Promise<void> {
  const { id, userId, token } = stored.row;
  await commit(ctx, {
    writes: [...authWrites("session", stored, null), { delete: credentialKey(String(token)) }],
    change: {
      entity: "user",
      entityId: String(userId),
      verb: "session.ended",
      fields: { session: { before: id } },
    },
    refuse: () => notFound("session"),
  });
}

function shown(row: StoredAuthRow["row"], current: string | null): OpenSession {
  const { id, createdAt, expiresAt, ipAddress, userAgent, token } = row as Record<string, string | undefined>;
  return {
    id: id as OpenSession["id"],
    createdAt: createdAt ?? "",
    expiresAt: expiresAt ?? "",
    address: ipAddress ?? "",
    device: userAgent ?? "",
    isCurrent: token === current,
  };
}
