import type { Customer } from "#core/people/customers/index.ts";
import type { Selection } from "./selection.ts";

/** Whom something is done with: these, or whoever the list's rule finds. */
export type Target = { ids: Customer["id"][] } | { filter?: string; archived: boolean };

export function targetOf(selection: Selection, filter: string | null, archived: boolean): Target {
  const chosen = selection.chosen();
  if (chosen.kind === "ids") return { ids: [...chosen.ids] as Customer["id"][] };
  return { ...(filter !== null && { filter }), archived };
}
