import { findRole, roleId } from "#core/platform/access/role.ts";
import { CrmError, invalid, notFound } from "#core/platform/errors.ts";
import { cleanText } from "#core/platform/fold.ts";
import { PERMISSIONS, type Role } from "#core/platform/permissions.ts";
import type { ApiKey, NewApiKey } from "#core/workspace/api-keys/index.ts";
import { commit } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import { credential, credentialKey } from "#server/platform/credentials.ts";
import { putAlways, putNew } from "#server/platform/entity.ts";
import { useOf } from "#server/platform/limits.ts";
import { newSecret, sha256 } from "#server/platform/secrets.ts";
import type { Item } from "#server/platform/table.ts";
import { findKey, keyEntity, listKeys } from "./store.ts";

export async function createApiKey(ctx: Ctx, input: NewApiKey): Promise<{ key: ApiKey; secret: string }> {
  refuseWider(ctx, input);
  if (input.expiresAt !== undefined && input.expiresAt <= ctx.now())
    throw invalid("apiKey.expiry_past", "The key would have expired already. Give a later time.", [
      { path: "expiresAt" },
    ]);
  const secret = newSecret("pk_");
  const hash = await sha256(secret);
  const { role, permissions, perMinute, expiresAt } = input;
  const claim = { ...(role !== undefined && { role: roleId(role) }), ...(permissions && { permissions }) };
  const key: ApiKey = {
    id: ctx.newId("key"),
    name: cleanText(input.name),
    ...claim,
    ...(perMinute !== undefined && { perMinute }),
    ...(expiresAt !== undefined && { expiresAt }),
    ending: secret.slice(-4),
    createdAt: ctx.now(),
    createdBy: ctx.actor.name,
  };
  const actor = { kind: "key" as const, id: key.id, name: key.name };
  const ttl = expiresAt === undefined ? {} : { ttl: Math.floor(Date.parse(expiresAt) / 1000) };
  await commit(ctx, {
    writes: [
      putNew(keyEntity, { ...key, hash }),
      putNew(credential, { hash, actor, ...claim, ...(perMinute !== undefined && { perMinute }) }, ttl),
    ],
    change: {
      entity: "apiKey",
      entityId: key.id,
      verb: "apiKey.created",
      fields: {
        name: { after: key.name },
        ...(key.role !== undefined && { role: { after: key.role } }),
        ...(permissions && { permissions: { after: permissions } }),
        ...(expiresAt !== undefined && { expiresAt: { after: expiresAt } }),
      },
    },
  });
  return { key, secret };
}

/** Nobody gives away more than they have themselves: neither what one may do, nor which records and fields one sees. */
function refuseWider(ctx: Ctx, { role, permissions }: NewApiKey): void {
  const definition = role === undefined ? undefined : findRole(ctx.organisation.roles, role);
  if (role !== undefined && !definition)
    throw invalid("role.unknown", "There is no such role. It may have been removed.", [{ path: "role" }]);
  const held = definition?.permissions ?? PERMISSIONS;
  const given = permissions ? held.filter((permission) => permissions.includes(permission)) : held;
  const seesEverything = ctx.sight.kind === "all" && Object.keys(ctx.access.fields).length === 0;
  if (given.every((permission) => ctx.permissions.has(permission)) && (seesEverything || isOwnRole(ctx, role))) return;
  throw new CrmError(
    "forbidden",
    "apiKey.wider_than_you",
    "A key may do and see no more than whoever creates it. Choose fewer permissions or another role.",
  );
}

/** A role that sees no more than the one whose keys are looked after with: its visibility is the same. */
function isOwnRole({ access }: Ctx, role: Role | undefined): boolean {
  return role !== undefined && access.role === roleId(role);
}

/** Newest first, revoked ones included; of those that still stand, when they were used last. */
export async function listApiKeys(ctx: Ctx): Promise<{ items: ApiKey[] }> {
  const keys = await listKeys(ctx.table);
  const credentials = await ctx.table.getMany(keys.map(({ hash }) => credentialKey(hash)));
  return {
    items: keys.map(({ hash: _, ...key }, at) => {
      return { ...key, ...lastUseIn(credentials[at]) };
    }),
  };
}

/** The next request that comes with the key is refused: the credential itself is gone. */
export async function revokeApiKey(ctx: Ctx, id: string): Promise<undefined> {
  const key = await findKey(ctx.table, id);
  if (!key) throw notFound("apiKey");
  if (key.revokedAt) return;
  // What the credential knew of its use stays with the key when it goes.
  const lastUse = lastUseIn(await ctx.table.get(credentialKey(key.hash)));
  await commit(ctx, {
    writes: [
      putAlways(keyEntity, { ...key, ...lastUse, revokedAt: ctx.now() }, {}, { present: true }),
      { delete: credentialKey(key.hash) },
    ],
    change: { entity: "apiKey", entityId: id, verb: "apiKey.revoked", fields: { name: { before: key.name } } },
  });
}

function lastUseIn(credentialItem: Item | null | undefined): Pick<ApiKey, "lastUsedAt" | "lastUsedFrom"> {
  if (!credentialItem) return {};
  const { usedAt, usedFrom } = useOf(credentialItem);
  return { ...(usedAt && { lastUsedAt: usedAt }), ...(usedFrom && { lastUsedFrom: usedFrom }) };
}
