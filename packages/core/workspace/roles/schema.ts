import * as z from "zod";
import { roleId } from "../../platform/access/role.ts";
import { ROLES, type Role } from "../../platform/permissions.ts";

/** A built-in role or one of the company's own; `member`, the older name of `agent`, is understood. */
export const roleIdShape = z
  .string()
  .regex(new RegExp(`^(${ROLES.join("|")}|member|rol_[0-7][0-9A-HJKMNP-TV-Z]{25})$`), "There is no such role.")
  .transform((id) => roleId(id as Role))
  .meta({ type: "string", example: "salesperson" });
