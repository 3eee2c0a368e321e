import type { Actor } from "#core/platform/change.ts";
import { CrmError } from "#core/platform/errors.ts";
import { type Permission, permissionsOf, type Role } from "#core/platform/permissions.ts";
import type { Workspace } from "./context.ts";
import { defineEntity, stateOf } from "./entity.ts";
import { sha256 } from "./secrets.ts";
import { isExpired, type Key, type Table } from "./table.ts";

/** What a secret stands for. The secret itself is kept nowhere; its hash is the key. */
export type Credential = { hash: string; actor: Actor; role: Role };

export const credential = defineEntity<Credential>({
  type: "credential",
  key: ({ hash }) => credentialKey(hash),
});

export function credentialKey(hash: string): Key {
  return { pk: `credential#${hash}`, sk: "credential" };
}

export const workspaceSettings = defineEntity<Workspace>({
  type: "settings",
  key: () => ({ pk: "workspace", sk: "settings" }),
});

export const SESSION_COOKIE = "peyvand_session";

/** Used until the first start has written the workspace's settings. */
export const DEFAULT_WORKSPACE: Workspace = {
  name: "Peyvand",
  locale: "fa",
  timeZone: "Asia/Tehran",
  region: "IR",
  currency: "IRR",
  demo: false,
};

export type Authenticated = { actor: Actor; permissions: ReadonlySet<Permission>; hash: string };

/**
 * Who holds this secret, and the workspace they are in: one read of the table.
 * `operator` is the secret of the machine's own command line, known only inside the data folder.
 */
export async function authenticate(
  table: Table,
  secret: string | null,
  now: string,
  operator?: string,
): Promise<{ who: Authenticated | null; workspace: Workspace }> {
  const settingsKey = workspaceSettings.key(DEFAULT_WORKSPACE);
  const hash = secret === null ? null : await sha256(secret);
  const [settings, found] = await table.getMany(hash === null ? [settingsKey] : [settingsKey, credentialKey(hash)]);
  const workspace = settings ? stateOf(workspaceSettings, settings) : DEFAULT_WORKSPACE;
  if (hash === null) return { who: null, workspace };
  if (operator !== undefined && hash === operator) return { who: operatorOf(hash), workspace };
  if (!found || isExpired(found, now)) return { who: null, workspace };
  const { actor, role } = stateOf(credential, found);
  return { who: { actor, permissions: permissionsOf(role), hash }, workspace };
}

function operatorOf(hash: string): Authenticated {
  const actor: Actor = { kind: "system", id: "operator", name: "Command line" };
  return { actor, permissions: permissionsOf("administrator"), hash };
}

export function unauthenticated(): CrmError {
  return new CrmError("unauthenticated", "auth.required", "Sign in, or send an API key as «Authorization: Bearer …».");
}
