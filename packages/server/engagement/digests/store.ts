import type { Write } from "#server/platform/table.ts";

const KEPT_DAYS = 60;

/** Where the changes that tell of somebody's digests lie. */
export const digestsOf = (userId: string): string => `digest#${userId}`;

/** That somebody's digest of a day was made; a second one is refused. */
export function writeOfMark(userId: string, on: string, now: string): Write {
  const ttl = Math.floor(Date.parse(now) / 1000) + KEPT_DAYS * 86_400;
  return { put: { pk: digestsOf(userId), sk: `made#${on}`, type: "digest", ttl }, if: { absent: true } };
}
