import type { IndexDefinition } from "./table.ts";

/**
 * Every index of the table, named by the question it answers. What each costs and serves is in
 * `docs/decisions/0003-indexes.md`.
 */
export const INDEXES = [
  /** All customers, sharded by id, with the card: lists newest first, filters, segments, exports. */
  { name: "directory", project: ["card", "stats", "standing"] },
  /** All customers in the order of their names, sharded by id. */
  { name: "byName", project: "keys" },
  /** All customers by when we last spoke with them; those we never did stand at its beginning. */
  { name: "byContact", project: "keys" },
  /** All customers by when their record was last changed. */
  { name: "byChange", project: "keys" },
  /** The customers of each owner, and those of each team: lists of those who do not see all. */
  { name: "byOwner", project: "keys" },
  { name: "byTeam", project: "keys" },
  /** Change rows: those without a sequence number, and those with one in its order. */
  { name: "feed", project: "all" },
  /** Messages by what became of them, sharded. */
  { name: "ledger", project: "keys" },
  /** What waits for a time, sharded; and what was parked. */
  { name: "due", project: "keys" },
] as const satisfies readonly IndexDefinition[];

export type IndexName = (typeof INDEXES)[number]["name"];
