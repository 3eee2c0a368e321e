import { roleId } from "#core/platform/access/role.ts";
import { notFound } from "#core/platform/errors.ts";
import { cleanText } from "#core/platform/fold.ts";
import type { Role } from "#core/platform/permissions.ts";
import type { ApiKey } from "#core/workspace/api-keys/index.ts";
import { commit } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import { credential, credentialKey } from "#server/platform/credentials.ts";
import { putAlways, putNew } from "#server/platform/entity.ts";
import { newSecret, sha256 } from "#server/platform/secrets.ts";
import { findKey, keyEntity, listKeys, type StoredKey } from "./store.ts";

export async function createApiKey(
  ctx: Ctx,
  input: { name: string; role: Role },
): Promise<{ key: ApiKey; secret: string }> {
  const secret = newSecret("pk_");
  const hash = await sha256(secret);
  const key: ApiKey = {
    id: ctx.newId("key"),
    name: cleanText(input.name),
    role: roleId(input.role),
    ending: secret.slice(-4),
    createdAt: ctx.now(),
    createdBy: ctx.actor.name,
  };
  await commit(ctx, {
    writes: [
      putNew(keyEntity, { ...key, hash }),
      putNew(credential, { hash, actor: { kind: "key", id: key.id, name: key.name }, role: key.role }),
    ],
    change: {
      entity: "apiKey",
      entityId: key.id,
      verb: "apiKey.created",
      fields: { name: { after: key.name }, role: { after: key.role } },
    },
  });
  return { key, secret };
}

export async function listApiKeys(ctx: Ctx): Promise<{ items: ApiKey[] }> {
  return { items: (await listKeys(ctx.table)).map(withoutHash) };
}

/** The next request that comes with the key is refused: the credential itself is gone. */
export async function revokeApiKey(ctx: Ctx, id: string): Promise<undefined> {
  const key = await findKey(ctx.table, id);
  if (!key) throw notFound("apiKey");
  if (key.revokedAt) return;
  await commit(ctx, {
    writes: [
      putAlways(keyEntity, { ...key, revokedAt: ctx.now() }, {}, { present: true }),
      { delete: credentialKey(key.hash) },
    ],
    change: { entity: "apiKey", entityId: id, verb: "apiKey.revoked", fields: { name: { before: key.name } } },
  });
}

function withoutHash({ hash: _, ...key }: StoredKey): ApiKey {
  return key;
}
