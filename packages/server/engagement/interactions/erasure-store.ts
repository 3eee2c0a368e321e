import type { Interaction } from "#core/engagement/interactions/index.ts";
import { withoutUndefined } from "#server/platform/entity.ts";
import type { Item } from "#server/platform/table.ts";
import type { ErasureRules } from "#server/workspace/erasure/index.ts";

/** What is counted stays: that somebody was spoken with, when, through which channel; nothing of what was said. */
function wordless(item: Item, ids: ReadonlySet<string>) {
  const { subject: _s, body: _b, outcome: _o, withdrawnReason: _w, sender: _f, ...kept } = item.data as Interaction;
  if (!ids.has(kept.customerId)) return null;
  return { set: { data: withoutUndefined({ ...kept, attachments: [] }) } };
}

export const INTERACTION_ERASURE: ErasureRules = { interaction: wordless, interactionVersion: wordless };
