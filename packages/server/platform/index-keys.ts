import type { IndexDefinition } from "./table.ts";

const known = new Map<string, { pk: string; sk: string }>();

/** The names of an index's two key attributes. Kept, because every item written asks for those of every index. */
export function indexKeyNames({ name }: IndexDefinition): { readonly pk: string; readonly sk: string } {
  const names = known.get(name) ?? { pk: `${name}Pk`, sk: `${name}Sk` };
  known.set(name, names);
  return names;
}
