import type { Permission } from "#core/platform/permissions.ts";
import { findWord } from "#web/platform/i18n.ts";

/** What a permission lets somebody do, in words. */
export function permissionWord(permission: Permission): string {
  return findWord(`permissions.${permission}`) ?? permission;
}
