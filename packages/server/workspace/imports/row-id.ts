import type { Id, IdPrefix } from "#core/platform/ids.ts";
import { sha256 } from "#server/platform/secrets.ts";

const BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const RANDOM_LETTERS = 16;

/**
 * The id of what a row of an import becomes: the import's own ULID with the row's line added to its random part. So it is
 * the same at every try, differs from row to row, and sorts as the file does.
 */
export function rowId<P extends IdPrefix>(prefix: P, importId: Id, line: number): Id<P> {
  const ulid = importId.slice(importId.indexOf("_") + 1);
  const digits = [...ulid.slice(-RANDOM_LETTERS)].map((letter) => BASE32.indexOf(letter));
  let carry = line;
  for (let at = digits.length - 1; at >= 0 && carry > 0; at--) {
    const sum = (digits[at] as number) + carry;
    digits[at] = sum % BASE32.length;
    carry = Math.floor(sum / BASE32.length);
  }
  return `${prefix}_${ulid.slice(0, -RANDOM_LETTERS)}${digits.map((digit) => BASE32[digit]).join("")}`;
}

const ULID_LETTERS = 26;

/** An id that the same value always gets: what is imported twice is one. */
export async function hashedId<P extends IdPrefix>(prefix: P, value: unknown): Promise<Id<P>> {
  const hash = await sha256(JSON.stringify(value));
  let bits = BigInt(`0x${hash.slice(0, 32)}`);
  let ulid = "";
  for (let at = 0; at < ULID_LETTERS; at++) {
    ulid = BASE32[Number(bits & 31n)] + ulid;
    bits >>= 5n;
  }
  return `${prefix}_${ulid}`;
}
