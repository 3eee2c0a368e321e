import { utf8Length } from "./byte-order.ts";
import type { Value } from "./table.ts";

/**
 * Bytes of an item, a key, or any set of attributes as DynamoDB counts them for its limits and prices: names and values.
 * Source: «DynamoDB item sizes and formats» in the DynamoDB developer guide.
 */
export function itemSize(attributes: { readonly [name: string]: Value }): number {
  let bytes = 0;
  for (const name of Object.keys(attributes)) bytes += utf8Length(name) + valueSize(attributes[name]!);
  return bytes;
}

/** Bytes of one value: text in UTF-8, 1 for a boolean or null, 3 for a list or map and 1 more for each element in it. */
export function valueSize(value: Value): number {
  if (typeof value === "string") return utf8Length(value);
  if (typeof value === "number") return numberSize(value);
  if (typeof value === "boolean" || value === null) return 1;
  if (!Array.isArray(value)) return 3 + Object.keys(value).length + itemSize(value);
  let bytes = 3 + value.length;
  for (const element of value) bytes += valueSize(element);
  return bytes;
}

/** One byte, one for each two significant digits, one for a minus: DynamoDB's guide calls this rule approximate. */
function numberSize(value: number): number {
  if (value === 0) return 1;
  const digits = Math.abs(value).toExponential().replace(/e.*/, "").replace(".", "").length;
  return 1 + Math.ceil(digits / 2) + (value < 0 ? 1 : 0);
}
