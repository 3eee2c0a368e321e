import type { Access } from "#core/platform/access/can.ts";
import type { Actor } from "#core/platform/change.ts";
import type { CustomField } from "#core/platform/custom-fields/definition.ts";
import { CrmError } from "#core/platform/errors.ts";
import type { Role } from "#core/platform/permissions.ts";
import { REQUESTS_A_MINUTE } from "#core/platform/request-limits.ts";
import type { Workspace } from "./context.ts";
import { FIELDS_KEYS, fieldsOf } from "./custom-fields.ts";
import { defineEntity, stateOf } from "./entity.ts";
import { type Use, useOf } from "./limits.ts";
import {
  accessOf,
  type Claim,
  FULL_ACCESS,
  ORGANISATION_KEYS,
  type Organisation,
  organisationOf,
} from "./organisation.ts";
import { lacksFactor } from "./second-factor.ts";
import { sha256 } from "./secrets.ts";
import { type Item, isExpired, type Key, type Table } from "./table.ts";

/**
 * What a secret stands for. The secret itself is kept nowhere; its hash is the key. A session says whose it is (`userId`) and
 * nothing of what they may do: that is read anew by every request. A key says its role, its permissions, or both.
 */
export type Credential = Claim & {
  hash: string;
  actor: Actor;
  perMinute?: number;
  /** A session that the company's own sign-in vouched for, second factors included. */
  vouched?: boolean | undefined;
};

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
export const SHAPE = 2;

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

/** `perMinute`: how many requests; `use`: how much of that was used, and when; absent for the machine's own command line. */
export type Authenticated = {
  actor: Actor;
  access: Access;
  claim: Claim;
  hash: string;
  limit?: { perMinute: number; use: Use };
  /** A second factor is asked of this person, who has none: there is nothing else they may do. */
  lacksFactor?: boolean;
};

type Seen = {
  workspace: Workspace;
  isRestoring: boolean;
  fields: readonly CustomField[];
  organisation: Organisation;
};

/** The workspace's settings, custom fields, roles, teams and people, which every request needs: one read of the table. */
export async function readWorkspace(
  table: Table,
  more: readonly Key[] = [],
): Promise<Seen & { more: (Item | null)[] }> {
  const settingsKey = workspaceSettings.key(DEFAULT_WORKSPACE);
  const own = [settingsKey, ...FIELDS_KEYS, ...ORGANISATION_KEYS];
  const found = await table.getMany([...own, ...more]);
  const organisationAt = 1 + FIELDS_KEYS.length;
  return {
    ...workspaceOf(found[0]),
    fields: fieldsOf(found.slice(1, organisationAt)),
    organisation: organisationOf(found.slice(organisationAt, own.length)),
    more: found.slice(own.length),
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
  const { actor, perMinute, ...kept } = stateOf(credential, found);
  const claim = claimOf(actor, kept);
  const access = await findAccess(table, claim, seen.organisation);
  const limit = {
    perMinute: perMinute ?? REQUESTS_A_MINUTE[actor.kind === "key" ? "key" : "person"],
    use: useOf(found),
  };
  const lacks = !kept.vouched && lacksFactor(seen.workspace, seen.organisation, access?.userId ?? null);
  return { who: access && { actor, access, claim, hash, limit, lacksFactor: lacks }, ...seen };
}

/** A session of an older Peyvand names the person as its actor, and a role that may be another by now. */
function claimOf(actor: Actor, { userId, role, permissions }: Claim): Claim {
  return actor.kind === "user" ? { userId: userId ?? actor.id, permissions } : { userId, role, permissions };
}

/** What a claim lets somebody do now, also where the workspace does not say yet who has which role; null: nothing any more. */
export async function findAccess(table: Table, claim: Claim, organisation: Organisation): Promise<Access | null> {
  if (organisation.members || !claim.userId) return accessOf(claim, organisation);
  const user = await table.get({ pk: "users", sk: claim.userId });
  const { role } = (user?.data ?? {}) as { role?: Role };
  if (!role) return null;
  return accessOf(claim, { ...organisation, members: [{ userId: claim.userId, role, teamId: null }] });
}

function operatorOf(hash: string): Authenticated {
  return { actor: { kind: "system", id: "operator", name: "Command line" }, access: FULL_ACCESS, claim: {}, hash };
}

export function unauthenticated(): CrmError {
  return new CrmError("unauthenticated", "auth.required", "Sign in, or send an API key as «Authorization: Bearer …».");
}
