import type { CustomerCard, CustomerStats } from "#core/people/customers/index.ts";
import type { Id } from "#core/platform/ids.ts";
import { isWithin, type Narrow } from "#core/platform/rules/narrow.ts";
import type { Item } from "#server/platform/table.ts";
import { HINT_MARK, hintOf } from "./card-hint.ts";
import { statsOf } from "./packed-stats.ts";

/** What stands at which place of the list, from 1. `unpackCard` names it again, for that is several times as fast as going by this. */
const PACKED = [
  ...(["id", "name", "kind", "relation", "lifecycleStage", "ownerId", "teamId"] as const),
  ...(["tags", "phone", "email", "city", "createdAt", "updatedAt"] as const),
];

/** The card as one attribute: a list, since lists of customers carry thousands of them. The hint is first, where a table finds it soonest. */
export function packCard(card: CustomerCard): string {
  const custom = Object.keys(card.custom).length > 0 ? card.custom : 0;
  return JSON.stringify([hintOf(card), ...PACKED.map((name) => card[name]), card.archived ? 1 : 0, custom]);
}

/** The list of a card; one from before hints has none, and one from after has it at its end. */
function listOf(packed: string) {
  const list = JSON.parse(packed);
  if (!list[0].startsWith(HINT_MARK)) list.unshift("");
  return list;
}

function unpackCard(packed: string, stats: CustomerStats): CustomerCard {
  const [
    ,
    id,
    name,
    kind,
    relation,
    lifecycleStage,
    ownerId,
    teamId,
    tags,
    phone,
    email,
    city,
    createdAt,
    updatedAt,
    archived,
    custom,
  ] = listOf(packed);
  return {
    id,
    name,
    kind,
    relation,
    lifecycleStage,
    ownerId,
    teamId,
    tags,
    phone,
    email,
    city,
    custom: custom || {},
    ...stats,
    createdAt,
    updatedAt,
    archived: archived === 1,
  };
}

/** Where a packed card holds what rules ask about. */
const PLACES = new Map<string, number>(
  PACKED.map((name, at) => [name, at + 1] as const).filter(([name]) => !["id", "phone", "email"].includes(name)),
);

/** Whether a card may satisfy a rule, seen before it is unpacked; null where that can be said of none. */
export function packedTest(narrowed: Narrow): ((item: Item) => boolean) | null {
  if ("nothing" in narrowed) return () => false;
  const facts = Object.entries(narrowed.facts).flatMap(([name, fact]) => {
    const place = PLACES.get(name);
    return place === undefined ? [] : [{ place, fact }];
  });
  if (facts.length === 0) return null;
  return (item) => {
    if (item.card === undefined) return false;
    const packed = listOf(String(item.card));
    return facts.every(({ place, fact }) => isWithin({ facts: { value: fact } }, { value: packed[place] }));
  };
}

/** From its own item or from its entry in the directory, which has no type. */
export function cardOfItem(item: Item): CustomerCard {
  const card = unpackCard(String(item.card), statsOf(item));
  return typeof item.mergedInto === "string" ? { ...card, mergedInto: item.mergedInto as Id<"cus"> } : card;
}
