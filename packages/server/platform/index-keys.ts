import type { IndexDefinition } from "./table.ts";

const known = new Map<string, { pk: string; sk: string }>();

/** The names of an index's two key attributes. Kept, because every item written asks for those of every index. */
export function indexKeyNames({ name }: Pick<IndexDefinition, "name">): { readonly pk: string; readonly sk: string } {
  const found = known.get(name);
  if (found) return found;
  const names = { pk: `${name}Pk`, sk: `${name}Sk` };
  known.set(name, names);
  return names;
}

const allNames = new WeakMap<readonly IndexDefinition[], ReadonlySet<string>>();

/** Whether any of the attributes is a key of an index. Most items are in none, and asking each index takes longer. */
export function hasIndexKey(attributes: object, indexes: readonly IndexDefinition[]): boolean {
  let names = allNames.get(indexes);
  if (!names) {
    names = new Set(indexes.map(indexKeyNames).flatMap(({ pk, sk }) => [pk, sk]));
    allNames.set(indexes, names);
  }
  for (const name in attributes) if (names.has(name)) return true;
  return false;
}
