const LAST_MS = 9_999_999_999_999;

/** A sort-key part under which later instants come first. */
export function newestFirst(at: string): string {
  return String(LAST_MS - Date.parse(at)).padStart(13, "0");
}

/** The instant that `newestFirst` made a key part of. */
export function instantOf(part: string): string {
  return new Date(LAST_MS - Number(part)).toISOString();
}

const BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** One of `shards` numbers, by the random end of an id: the same id always has the same one. */
export function shardOf(id: string, shards: number): number {
  return Math.max(0, BASE32.indexOf(id.slice(-1))) % shards;
}

export function paddedNumber(value: number, digits = 12): string {
  return String(value).padStart(digits, "0");
}
