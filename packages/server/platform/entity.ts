import { indexKeyNames } from "./index-keys.ts";
import type { IndexName } from "./indexes.ts";
import type { Condition, Item, Key, Value, Write } from "./table.ts";

/** Where an item stands in an index, or null when it is not in it. */
export type IndexEntry = { pk: string; sk: string } | null;

/**
 * How one kind of record lies in the table: its keys are built here and nowhere else.
 * `pack` turns the record into attributes; by default all of it goes into `data`.
 */
export type Entity<T> = {
  type: string;
  key(state: T): Key;
  indexes?: { [name in IndexName]?: (state: T) => IndexEntry };
  pack?: (state: T) => { [attribute: string]: Value };
  unpack?: (item: Item) => T;
};

export function defineEntity<T>(definition: Entity<T>): Entity<T> {
  return definition;
}

/** Item attributes that are not part of the record itself. */
export type Envelope = { version?: number; ttl?: number };

export function itemOf<T>(entity: Entity<T>, state: T, envelope: Envelope = {}): Item {
  const item: Item = { ...entity.key(state), type: entity.type };
  if (envelope.version !== undefined) item.version = envelope.version;
  if (envelope.ttl !== undefined) item.ttl = envelope.ttl;
  for (const name in entity.indexes) {
    const entry = entity.indexes[name as IndexName]?.(state);
    if (!entry) continue;
    const names = indexKeyNames({ name });
    item[names.pk] = entry.pk;
    item[names.sk] = entry.sk;
  }
  return Object.assign(item, entity.pack ? entity.pack(state) : { data: withoutUndefined(state) });
}

export function stateOf<T>(entity: Entity<T>, item: Item): T {
  if (item.type !== entity.type)
    throw new Error(`Expected an item of type ${entity.type}, found ${String(item.type)}.`);
  return entity.unpack ? entity.unpack(item) : (item.data as T);
}

export function putNew<T>(entity: Entity<T>, state: T, envelope?: Envelope): Write {
  return { put: itemOf(entity, state, envelope), if: { absent: true } };
}

export function putAlways<T>(entity: Entity<T>, state: T, envelope?: Envelope, condition?: Condition): Write {
  return { put: itemOf(entity, state, envelope), ...(condition && { if: condition }) };
}

/** Writes the next version of what was read as `readVersion`; refused when somebody else wrote first. */
export function putVersion<T>(entity: Entity<T>, state: T, readVersion: number): Write {
  return { put: itemOf(entity, state, { version: readVersion + 1 }), if: { equals: { version: readVersion } } };
}

/** The table holds no `undefined`; a record may. */
export function withoutUndefined(value: unknown): Value {
  if (Array.isArray(value)) return value.map((element) => (element === undefined ? null : withoutUndefined(element)));
  // Half a letter, as a careless cut leaves it, is refused by the table: it is shown as «�» instead.
  if (typeof value === "string") return value.isWellFormed() ? value : value.toWellFormed();
  if (typeof value !== "object" || value === null) return value as Value;
  const cleaned: { [name: string]: Value } = {};
  for (const name in value) {
    const element = (value as Record<string, unknown>)[name];
    if (element !== undefined) cleaned[name] = withoutUndefined(element);
  }
  return cleaned;
}
