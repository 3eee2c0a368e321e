import type { Calendar } from "../text-shape.ts";

/**
 * `text` and `texts` are compared folded. `choice` is one of a set, `many` several of one; without `choices` the set is
 * open (colleagues, tags). `date` is `YYYY-MM-DD`, `instant` UTC with milliseconds. Of `texts` and `dates` a
 * rule asks whether any of them is so.
 */
export const FIELD_TYPES = ["text", "texts", "number", "yesNo", "choice", "many", "date", "dates", "instant"] as const;

export type FieldType = (typeof FIELD_TYPES)[number];

/** Which view a field is found in: the card (lists, filters, counts) or only the full view (one record). */
export type Depth = "card" | "full";

/** One entry of a catalogue: what rules may ask about. `name` is a key of the view. */
export type RuleField = {
  name: string;
  type: FieldType;
  depth: Depth;
  choices?: readonly string[];
  /** Taken out of use: a rule that asks about it is broken until it is brought back. */
  retired?: boolean;
};

/** A date that recurs in a calendar of its own, whatever calendar a rule speaks of. */
export type DateInCalendar = { on: string; calendar: Calendar };

export type ViewValue = string | number | boolean | null | DateInCalendar | readonly (string | DateInCalendar)[];

/** A record as rules see it: flat, by field name. `null` is empty; a name that is not there was not read. */
export type View = Readonly<Record<string, ViewValue | undefined>>;

/** What a rule is read with: the catalogue, and when and where «today» is. `timeZone` is an IANA name. */
export type RuleContext = { now: string; timeZone: string; fields: readonly RuleField[] };

/** Whether a field of this type holds several values. */
export function hasSeveral(type: FieldType): boolean {
  return type === "texts" || type === "dates" || type === "many";
}
