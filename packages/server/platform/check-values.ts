import { isWellFormed, utf8Length } from "./byte-order.ts";
import { itemSize } from "./item-size.ts";
import { type IndexDefinition, type Key, MAX_ITEM_BYTES, TableError, type Value } from "./table.ts";

const MAX_PK_BYTES = 2048;
const MAX_SK_BYTES = 1024;
// DynamoDB allows 32 levels and counts the item itself as one.
const MAX_DEPTH = 31;
const SMALLEST_NUMBER = 1e-130;

type Attributes = { readonly [name: string]: Value | undefined };

/** What every check throws: a caller's mistake, found before anything is written. */
export function invalid(message: string): TableError {
  return new TableError("invalid", message);
}

/** A key is two texts, not empty, at most 2048 and 1024 bytes. `where` names the culprit without its personal data. */
export function checkKey(key: Key, where: string): void {
  checkPk(key.pk, `${where}: pk`);
  checkSk(key.sk, `${where}: sk`);
}

export function checkPk(pk: unknown, where: string): void {
  checkKeyText(pk, MAX_PK_BYTES, where);
}

export function checkSk(sk: unknown, where: string): void {
  checkKeyText(sk, MAX_SK_BYTES, where);
}

/** Both keys of an index are texts that fit, or both are missing. */
export function checkIndexKeys(attributes: Attributes, indexes: readonly IndexDefinition[], where: string): void {
  for (const { name } of indexes) {
    const pk = attributes[`${name}Pk`];
    const sk = attributes[`${name}Sk`];
    if (pk === undefined && sk === undefined) continue;
    if (pk === undefined || sk === undefined) throw invalid(`${where}: ${name} has one of its two keys`);
    checkPk(pk, `${where}: ${name}Pk`);
    checkSk(sk, `${where}: ${name}Sk`);
  }
}

/** Every value can be stored and read back as it is, on every adapter. */
export function checkAttributes(attributes: Attributes, where: string): void {
  for (const name of Object.keys(attributes)) {
    checkName(name, where);
    checkValue(attributes[name], `${where}: ${name}`, 0);
  }
}

/** Returns the item's bytes; throws `tooLarge` with the figure when they pass 400 KB. */
export function checkItemSize(item: { readonly [name: string]: Value }, where: string): number {
  const bytes = itemSize(item);
  if (bytes > MAX_ITEM_BYTES)
    throw new TableError("tooLarge", `${where}: the item is ${bytes} bytes, the limit is ${MAX_ITEM_BYTES}`);
  return bytes;
}

function checkKeyText(value: unknown, limit: number, where: string): void {
  if (typeof value !== "string" || value === "") throw invalid(`${where} must be text and not empty`);
  if (!isWellFormed(value)) throw invalid(`${where} holds half a surrogate pair`);
  const bytes = utf8Length(value);
  if (bytes > limit) throw invalid(`${where} is ${bytes} bytes, the limit is ${limit}`);
}

function checkName(name: string, where: string): void {
  // `__proto__` as a name is lost, or worse, wherever a reader builds the object by assignment.
  if (name === "" || name === "__proto__") throw invalid(`${where}: an attribute may not be named "${name}"`);
  if (!isWellFormed(name)) throw invalid(`${where}: an attribute's name holds half a surrogate pair`);
}

function checkValue(value: unknown, where: string, depth: number): void {
  if (value === null || typeof value === "boolean") return;
  if (typeof value === "string") {
    if (!isWellFormed(value)) throw invalid(`${where} holds half a surrogate pair`);
    return;
  }
  if (typeof value === "number") {
    checkNumber(value, where);
    return;
  }
  if (depth >= MAX_DEPTH) throw invalid(`${where} is nested deeper than ${MAX_DEPTH} levels`);
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) checkValue(value[i], `${where}[${i}]`, depth + 1);
  } else if (isPlainObject(value)) {
    for (const name of Object.keys(value)) {
      checkName(name, where);
      checkValue(value[name], `${where}.${name}`, depth + 1);
    }
  } else throw invalid(`${where} is ${typeof value === "object" ? "an object with a class" : typeof value}`);
}

// Beyond 2^53 - 1 the AWS client refuses to write a number and reads it back as a bigint; DynamoDB ends at 1e-130.
function checkNumber(value: number, where: string): void {
  const size = Math.abs(value);
  if (!(size <= Number.MAX_SAFE_INTEGER) || (size !== 0 && size < SMALLEST_NUMBER))
    throw invalid(`${where} is ${value}, a number the table cannot hold`);
}

function isPlainObject(value: unknown): value is { [name: string]: unknown } {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
