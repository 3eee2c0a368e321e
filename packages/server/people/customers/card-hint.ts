import type { CustomerCard } from "#core/people/customers/index.ts";
import { foldText } from "#core/platform/fold.ts";
import type { Fact } from "#core/platform/rules/facts.ts";
import type { Narrow } from "#core/platform/rules/narrow.ts";
import type { Query } from "#server/platform/table.ts";

/** What a hint begins with; no id does. */
export const HINT_MARK = "~~";
/** The longest text that is looked for: any card holds so much of each of its texts. */
const MOST_LETTERS = 20;

/** What the texts of a card are folded to, where that is not how they are written: what rules find in the card then stands in it. */
export function hintOf({ name, city, tags }: Pick<CustomerCard, "name" | "city" | "tags">): string {
  const texts = [name, ...(city ? [city] : []), ...tags];
  const folded = texts.map((text) => [text, foldText(text)] as const).filter(([text, fold]) => text !== fold);
  return HINT_MARK + folded.map(([, fold]) => fold).join("|");
}

/** A text that stands in every stored card within what `narrow` says; undefined when there is none. Cards without a hint may be anything. */
export function holdingOf(narrowed: Narrow): Query["holding"] {
  if ("nothing" in narrowed) return undefined;
  const texts = Object.entries(narrowed.facts).flatMap(([name, fact]) =>
    PLACED.has(name) ? (textOf(fact) ?? []) : [],
  );
  const [text] = texts.sort((one, other) => other.length - one.length);
  if (!text) return undefined;
  return { text: escaped([...text].slice(0, MOST_LETTERS).join("")), mark: `\\"${HINT_MARK}` };
}

const PLACED = new Set(["name", "city", "tags", "kind", "relation", "lifecycleStage", "ownerId", "teamId"]);

function textOf(fact: Fact): string | undefined {
  if ("prefix" in fact) return fact.prefix;
  const [only, ...others] = "folded" in fact ? fact.folded : "in" in fact ? fact.in : [];
  return typeof only === "string" && only !== "" && others.length === 0 ? only : undefined;
}

/** As it stands in an attribute that is JSON itself. */
function escaped(text: string): string {
  const once = (one: string) => JSON.stringify(one).slice(1, -1);
  return once(once(text));
}
