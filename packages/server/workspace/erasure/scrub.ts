import type { Value } from "#server/platform/table.ts";
import type { Identifier } from "./exact.ts";

/**
 * Whose values go: the ids of a person's records, and texts that are theirs. `mixed`: of other customers, who were one with
 * them for a time, which of these texts are not their own as well.
 */
export type Person = {
  ids: ReadonlySet<string>;
  texts: readonly string[];
  mixed?: ReadonlyMap<string, readonly string[]>;
  /** What is taken out of what was written with other customers, and the names that are only looked for there. */
  identifiers?: readonly Identifier[];
  names?: readonly string[];
};

/** What stands where a value was. */
const GONE = "…";
/** Shorter texts are somebody else's as well: they go only where they are all there is. */
const LEAST_INSIDE = 6;

/** Every text in a value, keys of maps left out. */
export function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

/** The value without the person's texts, and without the names that stand beside their ids. The same object when there is none. */
export function scrubbed<T extends Value>(value: T, person: Person): T {
  return scrubIn(value, person, false) as T;
}

function scrubIn(value: Value, person: Person, isTheirs: boolean): Value {
  if (typeof value === "string") return scrubText(value, person, isTheirs);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    const next = value.map((one) => scrubIn(one as Value, person, isTheirs));
    return next.some((one, at) => one !== value[at]) ? next : value;
  }
  const theirs = isTheirs || Object.values(value).some((one) => typeof one === "string" && person.ids.has(one));
  const entries = Object.entries(value).map(([name, one]) => [name, scrubIn(one as Value, person, theirs)] as const);
  return entries.some(([name, one]) => one !== value[name]) ? (Object.fromEntries(entries) as Value) : value;
}

const NAMES_A_THING = /^[a-zA-Z]{2,5}_[0-9A-HJKMNP-TV-Z]{26}$/;

function scrubText(text: string, { ids, texts }: Person, isTheirs: boolean): string {
  if (ids.has(text) || NAMES_A_THING.test(text)) return text;
  let left = text;
  for (const one of texts) {
    if (left === one) return GONE;
    if ((one.length >= LEAST_INSIDE || isTheirs) && one.length > 2 && left.includes(one))
      left = left.split(one).join(GONE);
  }
  return left;
}

/** A record of changes keeps which fields were touched, not what was in them. */
export function withoutValues(
  fields: { [name: string]: Value },
  kept: readonly string[] = [],
): { [name: string]: Value } {
  return Object.fromEntries(Object.entries(fields).map(([name, change]) => [name, kept.includes(name) ? change : {}]));
}
