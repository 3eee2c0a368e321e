const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Pauses after the first, second, … failure in a row, as Standard Webhooks recommends; three days in all. */
const PAUSES = [MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR];

/** When a call is tried again after `failures` in a row; null when it no longer is. */
export function retryAt(failures: number, now: string): string | null {
  const pause = PAUSES[failures - 1];
  return pause === undefined ? null : new Date(Date.parse(now) + pause).toISOString();
}
