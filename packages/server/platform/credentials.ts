import type { Actor } from "#core/platform/change.ts";
import type { CustomField } from "#core/platform/custom-fields/definition.ts";
import { CrmError } from "#core/platform/errors.ts";
import { type Permission, permissionsOf, type Role } from "#core/platform/permissions.ts";
import type { Workspace } from "./context.ts";
import { FIELDS_KEYS, fieldsOf } from "./custom-fields.ts";
import { defineEntity, stateOf } from "./entity.ts";
import { sha256 } from "./secrets.ts";
import { type Item, isExpired, type Key, type Table } from "./table.ts";

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

/**
 * How the rows that are made from records are written. Raised when there are new ones, so that a workspace written before has
 * them made; the settings' item says it as `shape`.
 */
export const SHAPE = 1;

export const SESSION_COOKIE = "peyvand_session";

/** What stands in the settings' place while the workspace is being restored: nothing else is served until it is whole. */
export const RESTORING = "restoring";

/** The workspace that an item in the settings' place tells of. */
export function workspaceOf(item: Item | null | undefined): { workspace: Workspace; isRestoring: boolean } {
  if (item?.type === RESTORING) return { workspace: DEFAULT_WORKSPACE, isRestoring: true };
  return { workspace: item ? stateOf(workspaceSettings, item) : DEFAULT_WORKSPACE, isRestoring: false };
}

export function halfRestored(): CrmError {
  return new CrmError(
    "unavailable",
    "workspace.half_restored",
    "This workspace is half restored. Run «peyvand restore FOLDER» again: it goes on where it stopped.",
  );
}

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

type Seen = { workspace: Workspace; isRestoring: boolean; fields: readonly CustomField[] };

/** The workspace's settings and custom fields, which every request needs: one read of the table. */
export async function readWorkspace(
  table: Table,
  more: readonly Key[] = [],
): Promise<Seen & { more: (Item | null)[] }> {
  const settingsKey = workspaceSettings.key(DEFAULT_WORKSPACE);
  const [settings, ...found] = await table.getMany([settingsKey, ...FIELDS_KEYS, ...more]);
  return {
    ...workspaceOf(settings),
    fields: fieldsOf(found.slice(0, FIELDS_KEYS.length)),
    more: found.slice(FIELDS_KEYS.length),
  };
}

/**
 * Who holds this secret, and the workspace they are in: one read of the table.
 * `operator` is the secret of the machine's own command line, known only inside the data folder.
 */
export async function authenticate(
  table: Table,
  secret: string | null,
  now: string,
  operator?: string,
): Promise<Seen & { who: Authenticated | null }> {
  const hash = secret === null ? null : await sha256(secret);
  const { more, ...seen } = await readWorkspace(table, hash === null ? [] : [credentialKey(hash)]);
  if (hash === null) return { who: null, ...seen };
  if (operator !== undefined && hash === operator) return { who: operatorOf(hash), ...seen };
  const [found] = more;
  if (!found || isExpired(found, now)) return { who: null, ...seen };
  const { actor, role } = stateOf(credential, found);
  return { who: { actor, permissions: permissionsOf(role), hash }, ...seen };
}

function operatorOf(hash: string): Authenticated {
  const actor: Actor = { kind: "system", id: "operator", name: "Command line" };
  return { actor, permissions: permissionsOf("administrator"), hash };
}

export function unauthenticated(): CrmError {
  return new CrmError("unauthenticated", "auth.required", "Sign in, or send an API key as «Authorization: Bearer …».");
}
