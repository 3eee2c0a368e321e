/** Every permission there is. An endpoint names one; a role is a set of them. */
export const PERMISSIONS = [
  "customers.read",
  "customers.write",
  "interactions.read",
  "interactions.write",
  "changes.read",
  "audit.read",
  "views.share",
  "imports.run",
  "fields.manage",
  "exports.run",
  "keys.manage",
  "users.manage",
  "workspace.read",
  "workspace.operate",
  "workspace.backup",
] as const;

export type Permission = (typeof PERMISSIONS)[number];

export const ROLES = ["administrator", "member", "viewer"] as const;
export type Role = (typeof ROLES)[number];

const VIEWER: Permission[] = ["customers.read", "interactions.read", "changes.read", "workspace.read"];

const ROLE_PERMISSIONS: Record<Role, readonly Permission[]> = {
  administrator: PERMISSIONS,
  member: [...VIEWER, "customers.write", "interactions.write", "views.share"],
  viewer: VIEWER,
};

export function permissionsOf(role: Role): ReadonlySet<Permission> {
  return new Set(ROLE_PERMISSIONS[role]);
}
