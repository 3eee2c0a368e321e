import type { Change } from "../change.ts";
import { type FieldRules, type FieldsOf, hasNoRules, isHidden } from "./fields.ts";

/** A change as somebody with these rules is told of it: nothing of what a hidden field was and became. */
export function maskChange(rules: FieldRules, { held: _, ...change }: Change): Change {
  if (hasNoRules(rules)) return change;
  const { entity } = change;
  const isClosed = (name: string) => {
    if (entity === "customer" || entity === "interaction") return isHidden(rules, entity as FieldsOf, name);
    return (SAYS[entity]?.[name] ?? []).some((field) => isHidden(rules, "customer", field));
  };
  const fields = Object.entries(change.fields).filter(([name]) => !isClosed(name));
  return { ...change, fields: Object.fromEntries(fields) };
}

/** Which fields of a customer the changes of other kinds of record tell of. */
const SAYS: { readonly [entity: string]: { readonly [name: string]: readonly string[] } } = {
  message: { to: ["emails", "phones"] },
  sending: { to: ["emails", "phones"] },
  occasion: { occasions: ["birthOn", "occasions"] },
};
