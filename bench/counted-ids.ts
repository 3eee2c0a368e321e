import type { Id, IdPrefix } from "#core/platform/ids.ts";

const BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * Ids that look like ULIDs and differ by a count: the same ones in every run, and spread evenly over shards, which go
 * by an id's last character. So the same work on another base costs exactly the same, or it grows.
 */
export function countedIds(now: () => string): <P extends IdPrefix>(prefix: P) => Id<P> {
  const counts = new Map<string, number>();
  return (prefix) => {
    const count = (counts.get(prefix) ?? 0) + 1;
    counts.set(prefix, count);
    return `${prefix}_${inBase32(Date.parse(now()), 10)}${inBase32(count, 16)}` as never;
  };
}

function inBase32(value: number, length: number): string {
  let text = "";
  for (let left = value; text.length < length; left = Math.floor(left / 32)) text = BASE32[left % 32] + text;
  return text;
}
