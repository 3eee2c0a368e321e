import type { Item } from "#server/platform/table.ts";
import type { ErasureRules } from "#server/workspace/erasure/index.ts";

type Ids = ReadonlySet<string>;

/** What finds a person, and what joins them to others, goes; the profile itself is the erasure's last write. */
export const CUSTOMER_ERASURE: ErasureRules = {
  lookUp: ({ sk }, ids) => (ids.has(sk) ? "delete" : null),
  code: ({ data }, ids) => (ids.has((data as { customerId: string }).customerId) ? "delete" : null),
  search: ({ sk }, ids) => (ids.has(lastPart(sk)) ? "delete" : null),
  sound: ({ sk }, ids) => (ids.has(lastPart(sk)) ? "delete" : null),
  pair: (item, ids) => (ids.has(item.pk) || item.sk.split("#").some((part) => ids.has(part)) ? "delete" : null),
  relation: (item, ids) => (ids.has(item.pk) || ids.has(otherOf(item)) ? "delete" : null),
};

const lastPart = (sk: string) => sk.slice(sk.lastIndexOf("#") + 1);
const otherOf = ({ data }: Item) => (data as { otherId: string }).otherId;

export function isTheirs(data: unknown, ids: Ids): boolean {
  return ids.has(String((data as { customerId?: string } | undefined)?.customerId));
}
