import { isWellFormed, utf8Length } from "./byte-order.ts";
import { hasIndexKey, indexKeyNames } from "./index-keys.ts";
import { type IndexDefinition, type Key, MAX_ITEM_BYTES, TableError, type Value } from "./table.ts";

const MAX_PK_BYTES = 2048;
const MAX_SK_BYTES = 1024;
// DynamoDB allows 32 levels and counts the item itself as one.
const MAX_DEPTH = 31;
const SMALLEST_NUMBER = 1e-130;
/** Of a text in UTF-8. */
const MOST_BYTES_A_UNIT = 3;
/** Seventeen digits, the exponent and a minus. */
const MOST_BYTES_A_NUMBER = 11;

type Attributes = { readonly [name: string]: Value | undefined };

/** What every check throws: a caller's mistake, found before anything is written. */
export function invalid(message: string): TableError {
  return new TableError("invalid", message);
}

/** A key is two texts, not empty, at most 2048 and 1024 bytes. `where` names the culprit without its personal data. */
export function checkKey(key: Key, where: string): void {
  checkPk(key.pk, where);
  checkSk(key.sk, where);
}

export function checkPk(pk: unknown, where: string): void {
  checkKeyText(pk, MAX_PK_BYTES, where, "pk");
}

export function checkSk(sk: unknown, where: string): void {
  checkKeyText(sk, MAX_SK_BYTES, where, "sk");
}

/** Both keys of an index are texts that fit, or both are missing. */
export function checkIndexKeys(attributes: Attributes, indexes: readonly IndexDefinition[], where: string): void {
  if (!hasIndexKey(attributes, indexes)) return;
  for (const index of indexes) {
    const names = indexKeyNames(index);
    const pk = attributes[names.pk];
    const sk = attributes[names.sk];
    if (pk === undefined && sk === undefined) continue;
    if (pk === undefined || sk === undefined) throw invalid(`${where}: ${index.name} has one of its two keys`);
    checkKeyText(pk, MAX_PK_BYTES, where, names.pk);
    checkKeyText(sk, MAX_SK_BYTES, where, names.sk);
  }
}

/**
 * Every value can be stored and read back as it is, on every adapter. Returns how many bytes they are at most, names included:
 * to count them all would take most of the time, and hardly an item comes near a limit.
 */
export function checkAttributes(attributes: Attributes, where: string): number {
  let bytes = 0;
  for (const name of Object.keys(attributes)) {
    try {
      bytes += checkName(name) + checkValue(attributes[name], 0);
    } catch (error) {
      throw invalid(`${where}: ${name}: ${(error as Error).message}`);
    }
  }
  return bytes;
}

/** Throws `tooLarge` with the figure when an item's bytes pass 400 KB. */
export function checkItemSize(bytes: number, where: string): void {
  if (bytes > MAX_ITEM_BYTES)
    throw new TableError("tooLarge", `${where}: the item is ${bytes} bytes, the limit is ${MAX_ITEM_BYTES}`);
}

function checkKeyText(value: unknown, limit: number, where: string, what: string): void {
  if (typeof value !== "string" || value === "") throw invalid(`${where}: ${what} must be text and not empty`);
  if (!isWellFormed(value)) throw invalid(`${where}: ${what} holds half a surrogate pair`);
  if (value.length * MOST_BYTES_A_UNIT <= limit) return;
  const bytes = utf8Length(value);
  if (bytes > limit) throw invalid(`${where}: ${what} is ${bytes} bytes, the limit is ${limit}`);
}

function checkName(name: string): number {
  // `__proto__` as a name is lost, or worse, wherever a reader builds the object by assignment.
  if (name === "" || name === "__proto__") throw invalid("not a name for an attribute");
  return checkText(name);
}

function checkText(text: string): number {
  if (!isWellFormed(text)) throw invalid("half a surrogate pair");
  return text.length * MOST_BYTES_A_UNIT;
}

/** Returns how many bytes `valueSize` may find in it at most. Checking and measuring in one pass is what makes imports fast. */
function checkValue(value: unknown, depth: number): number {
  if (typeof value === "string") return checkText(value);
  if (typeof value === "number") return checkNumber(value);
  if (value === null || typeof value === "boolean") return 1;
  if (depth >= MAX_DEPTH) throw invalid(`nested deeper than ${MAX_DEPTH} levels`);
  let bytes = 3;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) bytes += 1 + checkValue(value[i], depth + 1);
    return bytes;
  }
  if (!isPlainObject(value)) throw invalid(typeof value === "object" ? "an object of a class" : typeof value);
  for (const name of Object.keys(value)) bytes += 1 + checkName(name) + checkValue(value[name], depth + 1);
  return bytes;
}

// Beyond 2^53 - 1 the AWS client refuses to write a number and reads it back as a bigint; DynamoDB ends at 1e-130.
function checkNumber(value: number): number {
  const size = Math.abs(value);
  if (!(size <= Number.MAX_SAFE_INTEGER) || (size !== 0 && size < SMALLEST_NUMBER))
    throw invalid(`${value} is a number the table cannot hold`);
  return MOST_BYTES_A_NUMBER;
}

function isPlainObject(value: unknown): value is { [name: string]: unknown } {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
