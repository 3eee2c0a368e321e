import { type BuiltInRole, PERMISSIONS, type Permission, permissionsOf, ROLES, type Role } from "../permissions.ts";
import type { FieldRules } from "./fields.ts";

/** `own`: whose owner one is. `team`: those of one's team and of the teams below it as well. */
export const VISIBILITIES = ["own", "team", "all"] as const;
export type Visibility = (typeof VISIBILITIES)[number];

/** What somebody may do, which records they see and which fields of them they do not. */
export type RoleDefinition = {
  id: Role;
  /** Of the company's own roles; the built-in ones are called in the reader's language. */
  name?: string | undefined;
  permissions: readonly Permission[];
  /** Customers and all that hangs on them. */
  visibility: { customers: Visibility };
  fields: FieldRules;
};

const NARROW: Partial<Record<BuiltInRole, Visibility>> = { salesperson: "own", manager: "team" };

/** A built-in role as it is until the company changes it. */
export function builtInRole(id: BuiltInRole): RoleDefinition {
  return {
    id,
    permissions: PERMISSIONS.filter((permission) => permissionsOf(id).has(permission)),
    visibility: { customers: NARROW[id] ?? "all" },
    fields: {},
  };
}

export function isBuiltIn(id: string): id is BuiltInRole {
  return (ROLES as readonly string[]).includes(id);
}

/** The name under which a role is kept now. */
export function roleId(id: Role): Exclude<Role, "member"> {
  return id === "member" ? "agent" : id;
}

/** Every role of a workspace: the built-in ones, as the company has changed them, and its own. */
export function allRoles(stored: readonly RoleDefinition[]): RoleDefinition[] {
  const changed = new Map(stored.map((role) => [role.id, role]));
  const builtIn = ROLES.map((id) => (id === "administrator" ? undefined : changed.get(id)) ?? builtInRole(id));
  return [...builtIn, ...stored.filter(({ id }) => !isBuiltIn(id))];
}

export function findRole(stored: readonly RoleDefinition[], id: Role): RoleDefinition | undefined {
  const wanted = roleId(id);
  return allRoles(stored).find((role) => role.id === wanted);
}
