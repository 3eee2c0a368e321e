import { type Customer, MERGE_LISTS, MERGE_SINGLE } from "#core/people/customers/index.ts";

export type Side = "a" | "b";
export type Choice = Side | "both";
export type Choices = { [field: string]: Choice };

/** A field in which two records are not the same, and what may be chosen of it. */
export type Difference = { field: string; a: unknown; b: unknown; choices: Choice[]; recommended: Choice };

const JOINED: readonly string[] = [...MERGE_LISTS, "notes", "consents"];

/** Every field in which the two differ, in the order of the form; `survivor` is whose value stands unless it has none. */
export function differencesOf(a: Customer, b: Customer, survivor: Side): Difference[] {
  const names = [
    ...MERGE_SINGLE.filter((name) => name !== "notes"),
    ...MERGE_LISTS,
    "consents",
    "notes",
    ...customKeysOf(a, b),
  ];
  return names.flatMap((field) => {
    const [mine, theirs] = [fieldOf(a, field), fieldOf(b, field)];
    if (sameText(mine) === sameText(theirs)) return [];
    const choices: Choice[] =
      JOINED.includes(field) && !isBlank(mine) && !isBlank(theirs) ? ["a", "b", "both"] : ["a", "b"];
    return [{ field, a: mine, b: theirs, choices, recommended: recommend(choices, mine, theirs, survivor) }];
  });
}

function recommend(choices: readonly Choice[], a: unknown, b: unknown, survivor: Side): Choice {
  if (choices.includes("both")) return "both";
  if (isBlank(a)) return "b";
  return isBlank(b) ? "a" : survivor;
}

/** In the server's words: whose value, the survivor's or the other's. */
export function choicesToSend(choices: Choices, survivor: Side): Record<string, "survivor" | "absorbed" | "both"> {
  return Object.fromEntries(
    Object.entries(choices).map(([field, choice]) => [
      field,
      choice === "both" ? "both" : choice === survivor ? "survivor" : "absorbed",
    ]),
  );
}

function customKeysOf(a: Customer, b: Customer): string[] {
  return [...new Set([...Object.keys(a.custom), ...Object.keys(b.custom)])].map((key) => `custom.${key}`);
}

function fieldOf(customer: Customer, field: string): unknown {
  if (field.startsWith("custom.")) return customer.custom[field.slice("custom.".length)];
  return customer[field as keyof Customer];
}

export function isBlank(value: unknown): boolean {
  return value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

/** How a number was typed and when a consent was given tell nobody apart. */
function sameText(value: unknown): string {
  return isBlank(value)
    ? ""
    : JSON.stringify(value, (name, part) => (name === "raw" || name === "at" ? undefined : part));
}
