import type { Ctx } from "#server/platform/context.ts";
import {
  type Item,
  type Key,
  keyOf,
  type Table,
  type Value,
  type WholeTable,
  type Write,
} from "#server/platform/table.ts";
import { customerOf, isWritten, withoutIdentifiers } from "./exact.ts";
import type { ErasureRules, Fate } from "./rules.ts";
import { type Person, scrubbed, textsIn, withoutValues } from "./scrub.ts";

const PAGE = 500;
const MOST_WRITES = 50;

/** Items of these types hold nothing of customers, or are made by the room that erases. */
const LEFT_ALONE = new Set([
  ...[
    "profile",
    "card",
    "user",
    "userEmail",
    "credential",
    "apiKey",
    "auth",
    "authSecret",
    "authSecrets",
    "counter",
    "once",
  ],
  ...["roles", "teams", "members", "guesses", "usedCode", "rate", "settings", "fields", "auditFloor", "importJournal"],
]);
/** A reaction of merging: it tells of both records at once. */
const OF_MERGES = /^customer\.(absorbed|unmerged|merged|mergedInto|separated)$/;

type Change = {
  entityId?: string;
  customerId?: string;
  entity?: string;
  verb?: string;
  fields?: { [name: string]: Value };
};

/** What becomes of an item when these persons' values go. `whole`: `own` for what is theirs, `others` for all the rest. */
export function fateOf(item: Item, person: Person, rules: ErasureRules, part: "own" | "others"): Fate {
  const { type } = item;
  if (typeof type !== "string" || LEFT_ALONE.has(type)) return null;
  if (type === "change") return fateOfChange(item, person, part);
  const rule = rules[type];
  if (rule && part === "others" && isWritten(item) && !isOwn(item, person))
    return withoutIdentifiers(item, person.identifiers ?? []);
  if (rule) return part === "own" ? rule(item, person.ids) : null;
  if (type === "idempotency") return part === "others" && mentions(item, person) ? "delete" : null;
  if (type === "suppressed") return part === "others" && person.texts.includes(item.sk) ? "delete" : null;
  const isTheirs = person.ids.has(item.pk);
  return (part === "own") === isTheirs ? scrubItem(item, person) : null;
}

const isOwn = (item: Item, { ids }: Person) => ids.has(item.pk) || ids.has(customerOf(item) ?? "");

function fateOfChange(item: Item, { ids, texts, mixed }: Person, part: "own" | "others"): Fate {
  const data = item.data as Change;
  const isTheirs = ids.has(String(data.entityId)) || ids.has(String(data.customerId));
  if ((part === "own") !== isTheirs) return null;
  // Where an interaction lies is found by when it happened.
  if (isTheirs) {
    const fields = withoutValues(data.fields ?? {}, data.entity === "interaction" ? ["occurredAt"] : []);
    return same(fields, data.fields) ? null : { set: { data: { ...data, fields } as Value } };
  }
  if (OF_MERGES.test(String(data.verb)) && mentionsId(data.fields, ids))
    return { set: { data: { ...data, fields: withoutValues(data.fields ?? {}) } as Value } };
  // Another customer may have the same phone: of theirs only what came by a merge that was taken apart again.
  const isOfOther = data.entity === "customer" || data.customerId !== undefined;
  const known = isOfOther ? (mixed?.get(String(data.customerId ?? data.entityId)) ?? []) : texts;
  const fields = scrubbed((data.fields ?? {}) as Value, { ids, texts: mentionsId(data.fields, ids) ? texts : known });
  return fields === data.fields ? null : { set: { data: { ...data, fields } as Value } };
}

function scrubItem(item: Item, person: Person): Fate {
  const set: { [attribute: string]: Value } = {};
  for (const [name, value] of Object.entries(item)) {
    if (name === "pk" || name === "sk" || name === "type" || /(Pk|Sk)$/.test(name) || value === undefined) continue;
    const next = scrubbed(value, person);
    if (next !== value) set[name] = next;
  }
  return Object.keys(set).length > 0 ? { set } : null;
}

function mentions(item: Item, { ids, texts }: Person): boolean {
  const text = JSON.stringify(item);
  return [...ids, ...texts].some((one) => one.length > 5 && text.includes(JSON.stringify(one).slice(1, -1)));
}

const mentionsId = (value: unknown, ids: ReadonlySet<string>) => {
  const text = JSON.stringify(value ?? null);
  return [...ids].some((id) => text.includes(id));
};

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

function writeOf(item: Item, fate: Exclude<Fate, null>): Write {
  const key = keyOf({ put: item });
  // Who writes by version shall see that this was written; and what they wrote meanwhile is looked at again.
  if (fate === "delete") return { delete: key };
  const { version } = item;
  if (typeof version !== "number") return { update: key, set: fate.set, if: { present: true } };
  const data = (fate.set.data ?? item.data) as { version?: unknown } | undefined;
  const set: { [attribute: string]: Value } = { ...fate.set, version: version + 1 };
  if (data?.version === version) set.data = { ...data, version: version + 1 } as Value;
  return { update: key, set, if: { equals: { version } } };
}

/** The table as a whole: this room and the backup alone ask for it. */
const wholeOf = (table: Table) => table as Table & WholeTable;

/** Something written with another customer that still says the person's name: which it is, and with whom. */
export type Named = { key: Key; id: string; customerId: string | null };

/**
 * Goes through every item after a place. `next` is null at the end; `mended`: how many texts with other customers said an
 * identifier of the person; `named`: those that say their name, which may be somebody else's, and are left.
 */
export async function eraseFrom(
  ctx: Ctx,
  person: Person,
  rules: ErasureRules,
  part: "own" | "others",
  after: Key | null,
): Promise<{ next: Key | null; mended: number; named: Named[] }> {
  const page = await wholeOf(ctx.table).scan({ limit: PAGE, ...(after && { after }) });
  await erase(ctx, page.items, person, rules, part);
  if (part === "own") return { next: page.next, mended: 0, named: [] };
  const others = page.items.filter((item) => FIRST_COPIES.has(String(item.type)) && !isOwn(item, person));
  const mended = others.filter((item) => withoutIdentifiers(item, person.identifiers ?? []) !== null).length;
  const saying = others.filter((item) => saysName(item, person.names ?? []));
  const named = saying.map((item): Named => {
    const { id } = item.data as { id?: unknown };
    return { key: keyOf({ put: item }), id: String(id ?? item.pk), customerId: customerOf(item) };
  });
  return { next: page.next, mended, named };
}

/** Of what is kept in several rows, the one that counts. */
const FIRST_COPIES = new Set(["interaction", "message", "activity"]);

function saysName({ data }: Item, names: readonly string[]): boolean {
  const text = textsIn(data).join("\n");
  return names.some((name) => text.includes(name));
}

async function erase(
  ctx: Ctx,
  items: readonly Item[],
  person: Person,
  rules: ErasureRules,
  part: "own" | "others",
): Promise<void> {
  const writes = items.flatMap((item) => {
    const fate = fateOf(item, person, rules, part);
    return fate ? [writeOf(item, fate)] : [];
  });
  for (let at = 0; at < writes.length; at += MOST_WRITES) {
    const some = writes.slice(at, at + MOST_WRITES);
    try {
      await ctx.table.transact(some);
    } catch {
      // One of them was written meanwhile: each on its own, as it is now.
      for (const write of some) await eraseOne(ctx, keyOf(write), person, rules, part);
    }
  }
}

async function eraseOne(ctx: Ctx, key: Key, person: Person, rules: ErasureRules, part: "own" | "others") {
  const item = await ctx.table.get(key);
  const fate = item && fateOf(item, person, rules, part);
  if (item && fate) await ctx.table.transact([writeOf(item, fate)]);
}

/** Of the partitions of what stands on a timeline: read together. */
const AT_ONCE = 50;

/** All that lies in the partitions of records, and of what stands on their timelines and plans. */
export async function* itemsOf(table: Table, ids: readonly string[]): AsyncGenerator<Item> {
  for (const id of ids) {
    const below = new Set<string>();
    for await (const item of itemsIn(table, id)) {
      yield item;
      const { id: own, customerId } = (item.data ?? {}) as { id?: unknown; customerId?: unknown };
      if (item.type !== "change" && typeof own === "string" && customerId === id && own !== id) below.add(own);
    }
    const all = [...below];
    for (let at = 0; at < all.length; at += AT_ONCE) {
      const parts = await Promise.all(all.slice(at, at + AT_ONCE).map((one) => allIn(table, one)));
      yield* parts.flat();
    }
  }
}

async function allIn(table: Table, pk: string): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of itemsIn(table, pk)) items.push(item);
  return items;
}

async function* itemsIn(table: Table, pk: string): AsyncGenerator<Item> {
  let after: { sk: string } | undefined;
  do {
    const page = await table.query({ pk, limit: PAGE, ...(after && { after }) });
    yield* page.items;
    after = page.next ?? undefined;
  } while (after);
}
