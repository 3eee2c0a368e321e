import { type BrokenPart, checkRule } from "../../platform/rules/check-rule.ts";
import type { RuleField } from "../../platform/rules/fields.ts";
import type { View } from "./schema.ts";

/** What a list can be asked and shown by now. */
export type ListCatalogue = { fields: readonly RuleField[]; columns: readonly string[]; sorts: readonly string[] };

/** What a view asks for that its list no longer has. */
export type ViewProblems = { filter: BrokenPart[]; columns: string[]; sort: string | null };

/** A view outlives the fields it names: what is broken of it is said, never passed over. Null when it is whole. */
export function viewProblems(
  view: Pick<View, "filter" | "columns" | "sort">,
  { fields, columns, sorts }: ListCatalogue,
): ViewProblems | null {
  const problems: ViewProblems = {
    filter: view.filter ? checkRule(view.filter, fields).broken : [],
    columns: (view.columns ?? []).map(({ id }) => id).filter((id) => !columns.includes(id)),
    sort: view.sort !== null && !sorts.includes(view.sort) ? view.sort : null,
  };
  const isWhole = problems.filter.length === 0 && problems.columns.length === 0 && problems.sort === null;
  return isWhole ? null : problems;
}
