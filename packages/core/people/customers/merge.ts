import { foldText } from "../../platform/fold.ts";
import { LIMITS, type Profile } from "./schema.ts";

/** Fields of which a customer has one: what is there stays, what is missing is filled. */
const SINGLE = [
  "code",
  "givenName",
  "familyName",
  "nationalId",
  "iban",
  "birthOn",
  "source",
  "preferredChannel",
  "language",
  "timeZone",
  "ownerId",
] as const;

/**
 * The profile with what another description of the same customer adds: nothing that is there is overwritten,
 * lists are joined without repeats, notes are appended when they say something new.
 */
export function mergeProfiles(into: Profile, from: Profile, now: string): Profile {
  const merged: Profile = {
    ...into,
    phones: joined(into.phones, from.phones, ({ number, extension }) => `${number};${extension ?? ""}`, LIMITS.phones),
    emails: joined(into.emails, from.emails, ({ address }) => address, LIMITS.emails),
    addresses: joined(into.addresses, from.addresses, (address) => foldText(JSON.stringify(address)), LIMITS.addresses),
    occasions: joined(into.occasions, from.occasions, ({ name, on }) => `${foldText(name)} ${on}`, LIMITS.occasions),
    tags: joined(into.tags, from.tags, foldText, LIMITS.tags),
  };
  for (const field of SINGLE) {
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

function joined<T>(into: readonly T[], from: readonly T[], keyOf: (element: T) => string, max: number): T[] {
  const present = new Set(into.map(keyOf));
  return [...into, ...from.filter((element) => !present.has(keyOf(element)))].slice(0, Math.max(max, into.length));
}

function joinedNotes(into: string | undefined, from: string | undefined): string | undefined {
  if (!from || (into && foldText(into).includes(foldText(from)))) return into;
  // By letters, not by their halves: an emoji at the edge stays whole or goes.
  return [...(into ? `${into}\n${from}` : from)].slice(0, LIMITS.notes).join("");
}
