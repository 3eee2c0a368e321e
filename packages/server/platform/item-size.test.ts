import fc from "fast-check";
import { expect, test } from "vitest";
import { checkAttributes } from "./check-values.ts";
import { itemSize, valueSize } from "./item-size.ts";
import type { Value } from "./table.ts";

const VALUES: [Value, number][] = [
  ["", 0],
  ["abc", 3],
  ["é", 2],
  ["سلام", 8],
  ["中", 3],
  ["😀", 4],
  ["\0", 1],
  [true, 1],
  [false, 1],
  [null, 1],
  [0, 1],
  [-0, 1],
  [5, 2],
  [-5, 3],
  [42, 2],
  [123, 3],
  [1000, 2],
  [1234567890, 6],
  [0.5, 2],
  [-0.000125, 4],
  [12.34, 3],
  [1e-100, 2],
  [Number.MAX_SAFE_INTEGER, 9],
  [[], 3],
  [{}, 3],
  [["ab", 1], 3 + 2 + 2 + 2],
  [{ a: "bc" }, 3 + 1 + 1 + 2],
  [{ list: [[]] }, 3 + 1 + 4 + (3 + 1 + 3)],
];

test.each(VALUES)("%j has %i bytes", (value, bytes) => {
  expect(valueSize(value)).toBe(bytes);
});

test("an item's bytes are those of its names and its values", () => {
  // pk 2 + 5, sk 2 + 7, version 7 + 2, نام 6 + 8
  expect(itemSize({ pk: "cus_1", sk: "profile", version: 12, نام: "مینا" })).toBe(7 + 9 + 9 + 14);
});

// `__proto__` is no name for an attribute.
const name = fc.string({ minLength: 1 }).filter((text) => text !== "__proto__");

test("no item has more bytes than the check says it has at most", () => {
  const number = fc
    .double({ min: -(2 ** 53) + 1, max: 2 ** 53 - 1, noNaN: true })
    .filter((n) => n === 0 || Math.abs(n) >= 1e-130);
  const leaf = fc.oneof(fc.string({ unit: "binary" }), number, fc.boolean(), fc.constant(null));
  const { value } = fc.letrec<{ value: Value }>((tie) => ({
    value: fc.oneof({ depthSize: "small" }, leaf, fc.array(tie("value")), fc.dictionary(name, tie("value"))),
  }));
  fc.assert(
    fc.property(fc.dictionary(name, value), (attributes) => {
      expect(checkAttributes(attributes, "item")).toBeGreaterThanOrEqual(itemSize(attributes));
    }),
  );
});
