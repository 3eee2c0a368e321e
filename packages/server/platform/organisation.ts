import type { Access } from "#core/platform/access/can.ts";
import { findRole, type RoleDefinition } from "#core/platform/access/role.ts";
import { type Member, SEES_ALL, sightOf } from "#core/platform/access/sight.ts";
import { modulesOffFor, type Team } from "#core/platform/access/team.ts";
import { CrmError } from "#core/platform/errors.ts";
import { PERMISSIONS, type Permission, type Role } from "#core/platform/permissions.ts";
import { defineEntity, stateOf } from "./entity.ts";
import type { Condition, Item, Key } from "./table.ts";

/** Who works here with which role in which team: what every request reads beside its credential. */
export type Organisation = {
  /** Built-in roles that were changed, and the company's own. */
  roles: readonly RoleDefinition[];
  teams: readonly Team[];
  /** Null in a workspace of an older Peyvand until somebody is added or changed: the people's own rows say it then. */
  members: readonly Member[] | null;
};

export const rolesEntity = defineEntity<{ roles: readonly RoleDefinition[] }>({
  type: "roles",
  key: () => ({ pk: "workspace", sk: "roles" }),
});

export const teamsEntity = defineEntity<{ teams: readonly Team[] }>({
  type: "teams",
  key: () => ({ pk: "workspace", sk: "teams" }),
});

/** Packed, since it is read by every request: the roles and teams there are, and for each person the places in these. */
export const membersEntity = defineEntity<{ members: readonly Member[] }>({
  type: "members",
  key: () => ({ pk: "workspace", sk: "members" }),
  pack: ({ members }) => {
    const roles = [...new Set(members.map(({ role }) => role))];
    const teams = [...new Set(members.flatMap(({ teamId }) => teamId ?? []))];
    const rows = members.map(({ userId, role, teamId, hasFactor }) => [
      userId.slice(USER.length),
      roles.indexOf(role),
      ...(teamId === null && !hasFactor ? [] : [teamId === null ? -1 : teams.indexOf(teamId)]),
      ...(hasFactor ? [1] : []),
    ]);
    return { members: JSON.stringify([roles, teams, rows]) };
  },
  unpack: (item) => {
    const [roles, teams, rows] = JSON.parse(String(item.members)) as [
      string[],
      string[],
      [string, number, number?, 1?][],
    ];
    return {
      members: rows.map(([id, role, team, hasFactor]) => ({
        userId: USER + id,
        role: roles[role] as string,
        teamId: team === undefined ? null : (teams[team] ?? null),
        ...(hasFactor && { hasFactor: true }),
      })),
    };
  },
});

const USER = "usr_";

export const ORGANISATION_KEYS: readonly Key[] = [
  rolesEntity.key({ roles: [] }),
  teamsEntity.key({ teams: [] }),
  membersEntity.key({ members: [] }),
];

export function organisationOf([roles, teams, members]: readonly (Item | null | undefined)[]): Organisation {
  return {
    roles: roles ? stateOf(rolesEntity, roles).roles : [],
    teams: teams ? stateOf(teamsEntity, teams).teams : [],
    members: members ? stateOf(membersEntity, members).members : null,
  };
}

/** Holds that nobody changed one of these items since it was read. */
export function asRead(item: Item | null | undefined): Condition {
  return item ? { equals: { version: item.version as number } } : { absent: true };
}

/** Nobody gives what they do not have: a role that may do more, or see more, than they. */
export function refuseBeyond(
  ctx: Pick<Access, "permissions" | "sight">,
  { permissions, visibility }: RoleDefinition,
): void {
  const widest = ctx.sight.kind === "all" || visibility.customers === "own";
  if (widest && permissions.every((permission) => ctx.permissions.has(permission))) return;
  throw new CrmError(
    "forbidden",
    "role.beyond_own",
    "This role may do or see more than you. Somebody who may gives it.",
  );
}

/**
 * Whose secret it is and what it was given: a person's says who; a key's has a role, or the permissions it was
 * narrowed to, or both, and may belong to a person whose records are then its own.
 */
export type Claim = { userId?: string | undefined; role?: Role | undefined; permissions?: Permission[] | undefined };

/** For what the machine does by itself. */
export const FULL_ACCESS: Access = {
  userId: null,
  role: "administrator",
  permissions: new Set(PERMISSIONS),
  sight: SEES_ALL,
  fields: {},
  modulesOff: new Set(),
};

/** Of who has not said who they are. */
export const NO_ACCESS: Access = {
  ...FULL_ACCESS,
  role: null,
  permissions: new Set(),
  sight: { kind: "own", owners: new Set(), teams: new Set() },
};

/** What a claim lets somebody do and see now; null when the person or the role is gone. */
export function accessOf(claim: Claim, { roles, teams, members }: Organisation): Access | null {
  const userId = claim.userId ?? null;
  const member = userId === null ? undefined : members?.find((one) => one.userId === userId);
  if (userId !== null && !member) return null;
  const role = claim.role ?? (member?.role as Role | undefined);
  if (role === undefined && claim.permissions === undefined) return null;
  const definition = role === undefined ? undefined : findRole(roles, role);
  if (role !== undefined && !definition) return null;
  const held = definition?.permissions ?? PERMISSIONS;
  const asked = claim.permissions && new Set(claim.permissions);
  return {
    userId,
    role: definition?.id ?? null,
    permissions: new Set(asked ? held.filter((permission) => asked.has(permission)) : held),
    sight: sightOf(definition?.visibility.customers ?? "all", userId, { teams, members: members ?? [] }),
    fields: definition?.fields ?? {},
    modulesOff: modulesOffFor(teams, member?.teamId ?? null),
  };
}
