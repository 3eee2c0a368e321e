import type { Item, Value } from "#server/platform/table.ts";

/** What becomes of an item: it goes, gets other attributes, or is none of the person's (null). */
export type Fate = "delete" | { set: { [attribute: string]: Value } } | null;

/** By the type of an item, what erasing a person makes of it. Rooms say it of what they keep; harmless when done twice. */
export type ErasureRules = { readonly [type: string]: (item: Item, ids: ReadonlySet<string>) => Fate };
