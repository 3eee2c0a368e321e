/** A function answers six megabytes of JSON at most; so much is left for headers. */
export const MOST_BYTES = 5_500_000;
/** No character of a body becomes more bytes of JSON than this (`\u0000`). */
const MOST_A_CHARACTER = 6;

/** Whether an answer's body, as it stands in the JSON that a function answers with, is more than it may be. */
export function isTooLarge(body: string | undefined): boolean {
  if (body === undefined || body.length * MOST_A_CHARACTER <= MOST_BYTES) return false;
  return body.length > MOST_BYTES || Buffer.byteLength(JSON.stringify(body)) > MOST_BYTES;
}
