/** Every permission there is. An endpoint names one; a role is a set of them. */
export const PERMISSIONS = [
  "customers.read",
  "customers.write",
  "interactions.read",
  "interactions.write",
  "activities.read",
  "activities.write",
  "messages.read",
  "messages.send",
  "mail.receive",
  "mail.sort",
  "templates.manage",
  "settings.sending",
  "changes.read",
  "audit.read",
  "segments.read",
  "segments.write",
  "views.share",
  "imports.run",
  "fields.manage",
  "exports.run",
  "keys.manage",
  "webhooks.manage",
  "users.manage",
  "settings.manage",
  "customers.erase",
  "workspace.read",
  "workspace.operate",
  "workspace.backup",
] as const;

export type Permission = (typeof PERMISSIONS)[number];

/** The roles that every workspace begins with; a company adds its own beside them. */
export const ROLES = ["administrator", "manager", "salesperson", "marketer", "agent", "viewer"] as const;
export type BuiltInRole = (typeof ROLES)[number];
/** `member` is what `agent` was called before there were others. */
export type Role = BuiltInRole | "member" | `rol_${string}`;

const READING: Permission[] = [
  "customers.read",
  "interactions.read",
  "activities.read",
  "messages.read",
  "segments.read",
  "changes.read",
  "workspace.read",
];
const WRITING: Permission[] = [
  ...READING,
  "customers.write",
  "interactions.write",
  "activities.write",
  "messages.send",
];

const ROLE_PERMISSIONS: Record<BuiltInRole, readonly Permission[]> = {
  administrator: PERMISSIONS,
  manager: [
    ...WRITING,
    "mail.sort",
    "templates.manage",
    "segments.write",
    "views.share",
    "imports.run",
    "exports.run",
    "audit.read",
  ],
  salesperson: WRITING,
  marketer: [...WRITING, "templates.manage", "segments.write", "views.share", "imports.run", "exports.run"],
  agent: [...WRITING, "views.share"],
  viewer: READING,
};

/** What a role may do until the company changes it. */
export function permissionsOf(role: BuiltInRole): ReadonlySet<Permission> {
  return new Set(ROLE_PERMISSIONS[role]);
}
