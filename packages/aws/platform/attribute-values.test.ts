import { expect, test } from "vitest";
import { attributesOf, itemFrom } from "./attribute-values.ts";

test("every kind of value is written in DynamoDB's words and read back", () => {
  const item = {
    pk: "p",
    sk: "",
    n: -1.5,
    big: 2 ** 53 - 1,
    yes: true,
    no: false,
    none: null,
    list: [[], "x"],
    map: {},
  };
  const attributes = attributesOf(item);
  expect(attributes).toEqual({
    pk: { S: "p" },
    sk: { S: "" },
    n: { N: "-1.5" },
    big: { N: "9007199254740991" },
    yes: { BOOL: true },
    no: { BOOL: false },
    none: { NULL: true },
    list: { L: [{ L: [] }, { S: "x" }] },
    map: { M: {} },
  });
  expect(itemFrom(attributes)).toEqual(item);
});

// The document client took each of these for something else, or refused it.
test.for([
  '{ "constructor": "x" }',
  '{ "constructor": { "name": "Set" } }',
  '{ "constructor": { "name": "Boolean" }, "valueOf": true }',
  '{ "toString": null }',
])("a map that looks like an object with a class is a map: %s", (text) => {
  const map = JSON.parse(text);
  const item = { pk: "p", sk: "s", map, list: [map] };
  expect(itemFrom(attributesOf(item))).toEqual(item);
});
