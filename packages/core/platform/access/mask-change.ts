import type { Change } from "../change.ts";
import { type FieldRules, type FieldsOf, hasNoRules, isHidden } from "./fields.ts";

/** A change as somebody with these rules is told of it: nothing of what a hidden field was and became. */
export function maskChange(rules: FieldRules, { held: _, ...change }: Change): Change {
  if (hasNoRules(rules) || (change.entity !== "customer" && change.entity !== "interaction")) return change;
  const kind: FieldsOf = change.entity;
  const fields = Object.entries(change.fields).filter(([name]) => !isHidden(rules, kind, name));
  return { ...change, fields: Object.fromEntries(fields) };
}
