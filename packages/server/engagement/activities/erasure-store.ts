import type { Activity } from "#core/engagement/activities/index.ts";
import { withoutUndefined } from "#server/platform/entity.ts";
import type { Item } from "#server/platform/table.ts";
import type { ErasureRules } from "#server/workspace/erasure/index.ts";

/** A plan keeps whose it was and when; what it was about goes. */
function wordless(item: Item, ids: ReadonlySet<string>) {
  const { notes: _n, outcome: _o, ...kept } = item.data as Activity;
  if (!kept.customerId || !ids.has(kept.customerId)) return null;
  return { set: { data: withoutUndefined({ ...kept, subject: "…" }) } };
}

export const ACTIVITY_ERASURE: ErasureRules = { activity: wordless, work: wordless, planned: wordless };
