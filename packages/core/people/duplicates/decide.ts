import type { Actor, FieldChange } from "../../platform/change.ts";
import { CrmError, invalid } from "../../platform/errors.ts";
import {
  absorbedIds,
  addEdits,
  applyEdits,
  changedFields,
  isErased,
  isMergeField,
  type Mergeable,
  type MergeChoices,
  type MergeHistory,
  mergeableOf,
  mergedAway,
  mergeFields,
  type Profile,
  replayMerges,
} from "../customers/index.ts";

/** As many records may become one; a page reads each of them. */
export const MAX_ABSORBED = 50;

export type MergePlan = { survivor: Profile; absorbed: Profile; fields: Record<string, FieldChange> };

/**
 * One customer of two records. The survivor gets what was chosen of both, the absorbed one only a pointer to it.
 * `fields` is what changes of the survivor.
 */
export function decideMerge(
  survivor: Profile,
  absorbed: Profile,
  choices: MergeChoices,
  { now, by }: { now: string; by: Actor },
): MergePlan {
  refuseMerge(survivor, absorbed, choices);
  const layer = {
    id: absorbed.id,
    name: absorbed.name,
    at: now,
    by,
    choices,
    with: absorbedIds(absorbed),
    ...(absorbed.code && { code: absorbed.code }),
  };
  const { before, layers } = survivor.merges ?? { before: mergeableOf(survivor), layers: [] };
  const merged = withMergeable(survivor, mergeFields(survivor, absorbed, choices), now);
  return {
    survivor: { ...merged, merges: { before, layers: [...layers, layer] } },
    absorbed: { ...absorbed, mergedInto: survivor.id },
    fields: changedFields(survivor, merged),
  };
}

function refuseMerge(survivor: Profile, absorbed: Profile, choices: MergeChoices): void {
  if (survivor.id === absorbed.id) {
    throw invalid("merge.with_itself", "A customer cannot be merged with itself.", [{ path: "absorbedId" }]);
  }
  for (const profile of [survivor, absorbed]) if (profile.mergedInto) throw mergedAway(profile);
  for (const profile of [survivor, absorbed]) if (profile.erasedAt) throw isErased(profile);
  if (survivor.archivedAt) {
    throw new CrmError("conflict", "merge.survivor_archived", "Restore the customer that shall stay before merging.");
  }
  if (absorbedIds(survivor).length + absorbedIds(absorbed).length >= MAX_ABSORBED) {
    throw new CrmError("limit", "merge.too_many", `At most ${MAX_ABSORBED} records can become one customer.`);
  }
  const unknown = Object.keys(choices).filter((field) => !isMergeField(field));
  if (unknown.length > 0) {
    const details = unknown.map((field) => ({ path: `choices.${field}`, code: "unknown_field" }));
    throw invalid("merge.unknown_field", "There is no such field to choose; each is named in the details.", details);
  }
}

/**
 * Takes a merge back: the survivor is what it would be had it never been made, with all that people edited since; the
 * absorbed record is what it was. `records` are all records that the survivor's layers name.
 */
export function decideUnmerge(
  survivor: Profile,
  absorbed: Profile,
  records: ReadonlyMap<string, Mergeable>,
  { now }: { now: string },
): MergePlan {
  const { merges, ...plain } = survivor;
  const at = merges?.layers.findIndex(({ id }) => id === absorbed.id) ?? -1;
  if (!merges || at < 0 || absorbed.mergedInto !== survivor.id) {
    throw new CrmError("notFound", "merge.not_found", "These two are not merged, or were separated meanwhile.");
  }
  if (survivor.mergedInto) {
    throw new CrmError(
      "conflict",
      "merge.merged_since",
      "The customer was itself merged into another one since. Undo that merge first.",
      [{ path: "survivorId", mergedInto: survivor.mergedInto }],
    );
  }
  const left = withoutLayer(merges, at, records);
  const separated = withMergeable(plain, replayMerges(left, records), now);
  const { mergedInto: _, ...free } = absorbed;
  return {
    survivor: left.layers.length > 0 ? { ...separated, merges: left } : separated,
    absorbed: free,
    fields: changedFields(survivor, separated),
  };
}

/** The history without one layer; what people edited after it is kept with the layer before. */
function withoutLayer(
  { before, layers }: MergeHistory,
  at: number,
  records: ReadonlyMap<string, Mergeable>,
): MergeHistory {
  const { edits } = layers[at]!;
  const rest = layers.filter((_, index) => index !== at);
  if (at === 0) return { before: mergeableOf(applyEdits(before, edits)), layers: rest };
  const previous = layers[at - 1]!;
  const state = replayMerges({ before, layers: layers.slice(0, at) }, records);
  const joined = addEdits(previous.edits, state, applyEdits(state, edits));
  return { before, layers: rest.with(at - 1, { ...previous, ...(joined && { edits: joined }) }) };
}

/** The profile with these values in the fields that merging touches, and no others in them. */
function withMergeable(profile: Profile, values: Mergeable, now: string): Profile {
  const bare: Partial<Profile> = { ...profile };
  for (const field of Object.keys(mergeableOf(profile)) as (keyof Mergeable)[]) delete bare[field];
  return { ...bare, ...values, updatedAt: now } as Profile;
}

/** Which of two should stay: the one with more contacts, else the older one. */
export function recommendSurvivor<T extends { id: string; interactions: number; createdAt: string }>(
  one: T,
  other: T,
): T {
  if (one.interactions !== other.interactions) return one.interactions > other.interactions ? one : other;
  if (one.createdAt !== other.createdAt) return one.createdAt < other.createdAt ? one : other;
  return one.id < other.id ? one : other;
}
