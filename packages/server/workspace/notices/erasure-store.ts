import type { Item } from "#server/platform/table.ts";
import type { ErasureRules } from "#server/workspace/erasure/index.ts";
import type { StoredNotice } from "./store.ts";

/** A notice of an erased person says that there was one; of whom and about what goes. */
function wordless(item: Item, ids: ReadonlySet<string>) {
  const notice = item.data as StoredNotice;
  if (!ids.has(String(notice.about.customerId))) return null;
  return { set: { data: { ...notice, about: { customerId: String(notice.about.customerId) } } } };
}

export const NOTICE_ERASURE: ErasureRules = { notice: wordless };
