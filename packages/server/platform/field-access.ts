import type { Access } from "#core/platform/access/can.ts";
import { accessTo, type FieldsOf, hasNoRules } from "#core/platform/access/fields.ts";
import { CrmError } from "#core/platform/errors.ts";

type Rules = Pick<Access, "fields">;

/** Refuses a question (a rule, columns, what is looked for) that names a hidden field: its answer would tell of it. */
export function refuseHidden({ fields }: Rules, kind: FieldsOf, names: Iterable<string>): void {
  if (hasNoRules(fields)) return;
  for (const name of names) if (accessTo(fields, kind, name) === "hidden") throw hidden(name);
}

/** The same of what would be written: there fields that are only read are refused as well. */
export function refuseUnwritable({ fields }: Rules, kind: FieldsOf, names: Iterable<string>): void {
  if (hasNoRules(fields)) return;
  for (const name of names) {
    const access = accessTo(fields, kind, name);
    if (access === "hidden") throw hidden(name);
    if (access === "readOnly") throw readOnly(name);
  }
}

export function mayWrite({ fields }: Rules, kind: FieldsOf, name: string): boolean {
  return accessTo(fields, kind, name) === undefined;
}

/** The names in a body, each custom field by itself. */
export function namesIn(given: object): string[] {
  const { custom, ...body } = given as { custom?: object | null };
  const named = Object.entries(body).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  return [...named, ...Object.keys(custom ?? {}).map((key) => `custom.${key}`)];
}

/** The same whether the field has a value, has none, or does not exist. */
function hidden(path: string): CrmError {
  const message = "A field named here is not open to you.";
  return new CrmError("forbidden", "field.hidden", message, [{ path, code: "field.hidden", message }]);
}

function readOnly(path: string): CrmError {
  const message = "You may read this field, not change it.";
  return new CrmError("forbidden", "field.read_only", message, [{ path, code: "field.read_only", message }]);
}
