import type { Permission, Role } from "../permissions.ts";
import type { FieldRules } from "./fields.ts";
import { moduleOfPermission } from "./modules.ts";
import { type Held, type Sight, sees } from "./sight.ts";

/** What one actor may do and see, as it was when their request came. */
export type Access = {
  /** The person, or the person that a key belongs to. */
  userId: string | null;
  role: Role | null;
  permissions: ReadonlySet<Permission>;
  sight: Sight;
  fields: FieldRules;
  modulesOff: ReadonlySet<string>;
};

/** What an endpoint, a menu or a verb asks for; the part of the program, where the permission does not say it. */
export type Action = { permission: Permission | "signedIn" | "public"; module?: string | undefined };

/** Whether somebody may do this, and to this record when one is named. The one answer for menus, routes and stores. */
export function can(
  access: Pick<Access, "permissions" | "modulesOff" | "sight">,
  { permission, module }: Action,
  record?: Held,
): boolean {
  if (permission !== "signedIn" && permission !== "public" && !access.permissions.has(permission)) return false;
  const part = module ?? moduleOfPermission(permission);
  if (part !== undefined && access.modulesOff.has(part)) return false;
  return record === undefined || sees(access.sight, record);
}
