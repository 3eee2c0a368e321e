import * as z from "zod";
import { rulesFor } from "../../platform/access/field-list.ts";
import { FIELD_ACCESS } from "../../platform/access/fields.ts";
import { roleId, VISIBILITIES } from "../../platform/access/role.ts";
import { PERMISSIONS, ROLES, type Role } from "../../platform/permissions.ts";
import { line } from "../../platform/text-shape.ts";

export const MAX_ROLES = 40;
const MAX_RULES = 150;

/** A built-in role or one of the company's own; `member`, the older name of `agent`, is understood. */
export const roleIdShape = z
  .string()
  .regex(new RegExp(`^(${ROLES.join("|")}|member|rol_[0-7][0-9A-HJKMNP-TV-Z]{25})$`), "There is no such role.")
  .transform((id) => roleId(id as Role))
  .meta({ type: "string", example: "salesperson" });

/** Fields by the kind of record and their name: `customer.phones`, `customer.custom.vip`, `interaction.body`. */
export const fieldRulesShape = z
  .record(z.string().max(80), z.enum(FIELD_ACCESS))
  .refine((rules) => Object.keys(rules).length <= MAX_RULES, "More rules than there are fields.")
  .superRefine((rules, problems) => {
    for (const [field, access] of Object.entries(rules)) {
      if (rulesFor(field)?.includes(access)) continue;
      problems.addIssue({ code: "custom", path: [field], message: `${field} cannot be ${access}.` });
    }
  });

const whatItMay = {
  permissions: z.array(z.enum(PERMISSIONS)).max(PERMISSIONS.length),
  /** Customers, and all that hangs on them. */
  visibility: z.strictObject({ customers: z.enum(VISIBILITIES) }),
  fields: fieldRulesShape,
};

export const roleShape = z
  .strictObject({
    id: roleIdShape,
    /** Of the company's own roles; built-in ones have none. */
    name: z.string().optional(),
    ...whatItMay,
    builtIn: z.boolean(),
    /** A built-in role that the company has changed. */
    changed: z.boolean(),
    /** How many people have it. */
    people: z.number().int(),
  })
  .meta({ id: "Role" });

export type RoleShown = z.output<typeof roleShape>;

export const newRoleShape = z.strictObject({ name: line(60), ...whatItMay }).meta({ id: "NewRole" });
export type NewRole = z.output<typeof newRoleShape>;

/** What is named is replaced; `name` only of the company's own roles. */
export const rolePatchShape = newRoleShape.partial().meta({ id: "RolePatch" });
export type RolePatch = z.output<typeof rolePatchShape>;
