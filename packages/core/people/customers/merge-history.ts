import type { Actor } from "../../platform/change.ts";
import type { Id } from "../../platform/ids.ts";
import { addEdits, applyEdits, type Edits } from "./merge-edits.ts";
import { type Mergeable, type MergeChoices, mergeableOf, mergeFields } from "./merge-fields.ts";
import type { Profile } from "./schema.ts";

/**
 * What a survivor remembers of its merges: itself before the first, and then layer upon layer whom it absorbed, what was
 * chosen, and what people edited until the next. What it is now is these done one after another on what it was, so a
 * merge is undone by leaving its layer out.
 */
export type MergeHistory = { before: Mergeable; layers: MergeLayer[] };

export type MergeLayer = {
  id: Id<"cus">;
  name: string;
  at: string;
  by: Actor;
  choices: MergeChoices;
  /** Whom that record had absorbed itself: their pages are read with it. */
  with: Id<"cus">[];
  code?: string;
  edits?: Edits;
};

/** The state that the history makes. `absorbed` are the records of its layers, which do not change while they are merged. */
export function replayMerges(history: MergeHistory, absorbed: ReadonlyMap<string, Mergeable>): Mergeable {
  return history.layers.reduce<Mergeable>((state, { id, choices, edits }) => {
    const from = absorbed.get(id);
    if (!from) throw new Error(`The merged record ${id} is needed and is not there.`);
    return applyEdits(mergeFields(state, from, choices), edits);
  }, history.before);
}

/** `after` with what was edited noted in its history, so that undoing a merge leaves it alone. */
export function noteEdits(before: Profile, after: Profile): Profile {
  if (!after.merges) return after;
  const last = after.merges.layers.at(-1) as MergeLayer;
  const edits = addEdits(last.edits, mergeableOf(before), mergeableOf(after));
  const layer = edits ? { ...last, edits } : last;
  return { ...after, merges: { ...after.merges, layers: [...after.merges.layers.slice(0, -1), layer] } };
}

/** Every record that is part of this customer, however deep: their timelines and relations are shown with its own. */
export function absorbedIds(profile: Pick<Profile, "merges">): Id<"cus">[] {
  return profile.merges?.layers.flatMap(({ id, with: more }) => [id, ...more]) ?? [];
}
