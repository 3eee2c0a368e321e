import { foldText } from "../../platform/fold.ts";
import { joined, joinedNotes, MERGE_SINGLE } from "./merge-fields.ts";
import type { Profile } from "./schema.ts";

/**
 * The profile with what another description of the same customer adds: nothing that is there is overwritten,
 * lists are joined without repeats, notes are appended when they say something new.
 */
export function mergeProfiles(into: Profile, from: Profile, now: string): Profile {
  const merged: Profile = {
    ...into,
    phones: joined("phones", into, from),
    emails: joined("emails", into, from),
    addresses: joined("addresses", into, from),
    occasions: joined("occasions", into, from),
    tags: joined("tags", into, from),
  };
  for (const field of MERGE_SINGLE) {
    if (merged[field] === undefined && from[field] !== undefined) Object.assign(merged, { [field]: from[field] });
  }
  merged.custom = { ...from.custom, ...into.custom };
  const notes = joinedNotes(into.notes, from.notes);
  if (notes !== undefined) merged.notes = notes;
  return JSON.stringify(merged) === JSON.stringify(into) ? into : { ...merged, updatedAt: now };
}

/** Whether two profiles describe one customer: the same name however spelled, or the same national id. */
export function isSameCustomer(one: Profile, other: Profile): boolean {
  if (one.nationalId && one.nationalId === other.nationalId) return true;
  return foldText(one.name) === foldText(other.name);
}
