import type { Segment } from "#core/marketing/segments/index.ts";
import type { Table } from "#server/platform/table.ts";
import { readCatalogueVersion, readStoredSegments } from "./store.ts";

export type Definitions = { version: number; segments: readonly Segment[] };

const NONE: readonly Segment[] = [];
// What a version was is never anything else, so it may be kept as long as the table is there.
const known = new WeakMap<Table, Definitions>();
const MAX_TRIES = 5;

/** Every segment as it is now: one read of one small item while nobody changes any. */
export async function readDefinitions(table: Table): Promise<Definitions> {
  let version = await readCatalogueVersion(table);
  if (version === 0) return { version, segments: NONE };
  for (let tries = 1; ; tries++) {
    const kept = known.get(table);
    if (kept?.version === version) return kept;
    const segments = await readStoredSegments(table);
    const after = await readCatalogueVersion(table);
    if (after === version || tries >= MAX_TRIES) {
      const read = { version: after, segments };
      if (after === version) known.set(table, read);
      return read;
    }
    version = after;
  }
}
