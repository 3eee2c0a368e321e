import { FIELDS_WITH_RULES } from "#core/platform/access/field-list.ts";
import type { Permission } from "#core/platform/permissions.ts";
import { findWord, t } from "#web/platform/i18n.ts";
import { fieldLabel, findField } from "#web/workspace/fields/index.ts";
import type { Role } from "./queries.ts";

/** What a role is called: built-in ones in the reader's language. */
export function roleWord(id: string, roles: readonly Role[] | undefined): string {
  return findWord(`roles.names.${id}`) ?? roles?.find((role) => role.id === id)?.name ?? t("roles.gone");
}

export function permissionWord(permission: Permission): string {
  return findWord(`permissions.${permission}`) ?? permission;
}

/** A field that a role is kept from, in words. */
export function ruledFieldWord(field: string): string {
  const [kind = "", ...rest] = field.split(".");
  const name = rest.join(".");
  const custom = name.startsWith("custom.") ? findField(name.slice("custom.".length)) : undefined;
  if (custom) return fieldLabel(custom);
  if (kind === "interaction") return findWord(`roles.interactionFields.${name}`) ?? name;
  return findWord(`customers.fields.${name}`) ?? name;
}

/** The fields that can be ruled on, by the kind of record. */
export function ruledFields(customKeys: readonly string[]): { kind: "customer" | "interaction"; fields: string[] }[] {
  const own = (kind: "customer" | "interaction") =>
    Object.keys(FIELDS_WITH_RULES[kind]).map((name) => `${kind}.${name}`);
  return [
    { kind: "customer", fields: [...own("customer"), ...customKeys.map((key) => `customer.custom.${key}`)] },
    { kind: "interaction", fields: own("interaction") },
  ];
}
