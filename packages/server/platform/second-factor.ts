import { roleId } from "#core/platform/access/role.ts";
import type { Member } from "#core/platform/access/sight.ts";
import type { Role } from "#core/platform/permissions.ts";
import type { Workspace } from "./context.ts";
import type { Organisation } from "./organisation.ts";

/** Whether the workspace asks a second factor of everybody, or of this role. */
export function asksFactorOf({ secondFactorFor = [] }: Pick<Workspace, "secondFactorFor">, role: string): boolean {
  return secondFactorFor === "everybody" || secondFactorFor.includes(roleId(role as Role));
}

/** Whether somebody must turn on a second factor before anything else; a key that belongs to nobody has none to turn on. */
export function lacksFactor(workspace: Workspace, { members }: Organisation, userId: string | null): boolean {
  const member: Member | undefined = members?.find((one) => one.userId === userId);
  return member !== undefined && !member.hasFactor && asksFactorOf(workspace, member.role);
}
