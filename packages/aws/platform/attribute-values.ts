import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import type { Item, Value } from "#server/platform/table.ts";

export type Attributes = { [name: string]: AttributeValue };

// Not the document client's conversion: it asks an object's `constructor` for its kind, which a map that people fill may hold as a name.

/** Plain attributes as DynamoDB takes them. */
export function attributesOf(values: { readonly [name: string]: Value }): Attributes {
  return mapValues(values, attributeOf);
}

/** An item as DynamoDB gives it, in answers, in errors and in the stream, as a plain one. */
export function itemFrom(attributes: Attributes): Item {
  return mapValues(attributes, valueFrom) as Item;
}

export function attributeOf(value: Value): AttributeValue {
  if (typeof value === "string") return { S: value };
  if (typeof value === "number") return { N: String(value) };
  if (typeof value === "boolean") return { BOOL: value };
  if (value === null) return { NULL: true };
  return Array.isArray(value) ? { L: value.map(attributeOf) } : { M: attributesOf(value) };
}

function valueFrom(attribute: AttributeValue): Value {
  if (attribute.S !== undefined) return attribute.S;
  if (attribute.N !== undefined) return Number(attribute.N);
  if (attribute.BOOL !== undefined) return attribute.BOOL;
  if (attribute.L) return attribute.L.map(valueFrom);
  return attribute.M ? mapValues(attribute.M, valueFrom) : null;
}

function mapValues<From, To>(from: { readonly [name: string]: From }, convert: (value: From) => To) {
  const entries = Object.entries(from).map(([name, value]): [string, To] => [name, convert(value)]);
  return Object.fromEntries(entries);
}
