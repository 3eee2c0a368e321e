import { foldText } from "../../platform/fold.ts";
import { LIMITS } from "./limits.ts";
import type { Profile } from "./schema.ts";

/** Fields of which a customer has one. */
export const MERGE_SINGLE = [
  "kind",
  "name",
  "givenName",
  "familyName",
  "relation",
  "lifecycleStage",
  "ownerId",
  "teamId",
  "code",
  "nationalId",
  "iban",
  "birthOn",
  "source",
  "preferredChannel",
  "language",
  "timeZone",
  "notes",
] as const;

export const MERGE_LISTS = ["phones", "emails", "addresses", "occasions", "tags"] as const;

/** Whose value a field gets. `both` joins lists and notes, and fills what the survivor lacks. */
export const MERGE_CHOICES = ["survivor", "absorbed", "both"] as const;

export type MergeSingle = (typeof MERGE_SINGLE)[number];
export type MergeList = (typeof MERGE_LISTS)[number];
export type MergeChoice = (typeof MERGE_CHOICES)[number];
/** By field name; `consents` and `custom` are fields, and `custom.<key>` is one of the custom ones. Unsaid means `both`. */
export type MergeChoices = { readonly [field: string]: MergeChoice };

/** The part of a profile that merging touches. */
export type Mergeable = Pick<Profile, MergeSingle | MergeList | "consents" | "custom">;

/** What makes two elements of a list the same one. */
export const KEY_OF: { [L in MergeList]: (element: Profile[L][number]) => string } = {
  phones: ({ number, extension }) => `${number};${extension ?? ""}`,
  emails: ({ address }) => address,
  addresses: (address) => foldText(JSON.stringify(Object.entries(address).sort())),
  occasions: ({ name, on }) => `${foldText(name)} ${on}`,
  tags: foldText,
};

/** Whether merging knows a field of this name. */
export function isMergeField(name: string): boolean {
  const known: readonly string[] = [...MERGE_SINGLE, ...MERGE_LISTS, "consents", "custom"];
  return known.includes(name) || /^custom\.[\w-]{1,60}$/.test(name);
}

/** `into` with what of `from` was chosen, field by field. */
export function mergeFields(into: Mergeable, from: Mergeable, choices: MergeChoices): Mergeable {
  const merged = mergeableOf(into);
  for (const field of MERGE_SINGLE) setOrDrop(merged, field, single(field, into, from, choices[field] ?? "both"));
  for (const list of MERGE_LISTS) Object.assign(merged, { [list]: listOf(list, into, from, choices[list] ?? "both") });
  merged.consents = consentsOf(into.consents, from.consents, choices.consents ?? "both");
  merged.custom = customOf(into.custom, from.custom, choices);
  return merged;
}

/** Only what merging touches of a profile. */
export function mergeableOf(profile: Mergeable): Mergeable {
  const fields = [...MERGE_SINGLE, ...MERGE_LISTS, "consents", "custom"] as const;
  return Object.fromEntries(
    fields.flatMap((field) => (profile[field] === undefined ? [] : [[field, profile[field]]])),
  ) as Mergeable;
}

function single(field: MergeSingle, into: Mergeable, from: Mergeable, choice: MergeChoice): unknown {
  if (choice === "survivor") return into[field];
  if (choice === "absorbed") return from[field];
  return field === "notes" ? joinedNotes(into.notes, from.notes) : (into[field] ?? from[field]);
}

function setOrDrop(merged: Mergeable, field: MergeSingle, value: unknown): void {
  if (value === undefined) delete merged[field as "notes"];
  else Object.assign(merged, { [field]: value });
}

function listOf<L extends MergeList>(list: L, into: Mergeable, from: Mergeable, choice: MergeChoice): Profile[L] {
  if (choice === "both") return joined(list, into, from);
  return (choice === "absorbed" ? from : into)[list] as Profile[L];
}

/** The elements of `into`, then those of `from` that say something new, as many as a customer may have. */
export function joined<L extends MergeList>(list: L, into: Pick<Mergeable, L>, from: Pick<Mergeable, L>): Profile[L] {
  type Element = Profile[L][number];
  const keyOf = KEY_OF[list] as (element: Element) => string;
  const present = new Set((into[list] as readonly Element[]).map(keyOf));
  const added = (from[list] as readonly Element[]).filter((element) => !present.has(keyOf(element)));
  return [...into[list], ...added].slice(0, Math.max(LIMITS[list], into[list].length)) as Profile[L];
}

export function joinedNotes(into: string | undefined, from: string | undefined): string | undefined {
  if (!from || (into && foldText(into).includes(foldText(from)))) return into;
  // By letters, not by their halves: an emoji at the edge stays whole or goes.
  return [...(into ? `${into}\n${from}` : from)].slice(0, LIMITS.notes).join("");
}

/** A refusal of either record stays a refusal: nobody is written to because two records became one. */
function consentsOf(into: Profile["consents"], from: Profile["consents"], choice: MergeChoice): Profile["consents"] {
  if (choice !== "both") return choice === "absorbed" ? from : into;
  const strictest = (channel: keyof Profile["consents"]) => {
    const both = [into[channel], from[channel]];
    return (
      both.find(({ state }) => state === "denied") ?? both.find(({ state }) => state === "granted") ?? into[channel]
    );
  };
  return { email: strictest("email"), sms: strictest("sms"), call: strictest("call") };
}

function customOf(into: Profile["custom"], from: Profile["custom"], choices: MergeChoices): Profile["custom"] {
  const merged: Profile["custom"] = {};
  for (const key of new Set([...Object.keys(into), ...Object.keys(from)])) {
    const choice = choices[`custom.${key}`] ?? choices.custom ?? "both";
    const value = choice === "survivor" ? into[key] : choice === "absorbed" ? from[key] : (into[key] ?? from[key]);
    if (value !== undefined) merged[key] = value;
  }
  return merged;
}
