import fc from "fast-check";
import { expect, test } from "vitest";
import { compareBytes, isWellFormed, prefixEnd, utf8Length } from "./byte-order.ts";

const text = fc.string({ unit: "binary" });

test("two texts compare as their UTF-8 bytes do", () => {
  const close = fc.string({ unit: fc.constantFrom("a", "\ud7ff", "\ue000", "\uffff", "\u{10000}", "\u{10ffff}") });
  fc.assert(
    fc.property(fc.oneof(text, close), fc.oneof(text, close), (a, b) => {
      expect(Math.sign(compareBytes(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
    }),
    { numRuns: 2000 },
  );
});

test("the length is that of the UTF-8 bytes, half surrogate pairs included", () => {
  fc.assert(
    fc.property(fc.oneof(text, fc.string({ unit: fc.constantFrom("a", "س", "\ud83d", "\ude00") })), (any) => {
      expect(utf8Length(any)).toBe(Buffer.byteLength(any));
    }),
    { numRuns: 2000 },
  );
});

test("half a surrogate pair is not well formed, a whole one is", () => {
  expect(isWellFormed("a😀b")).toBe(true);
  expect(isWellFormed("a\ud83db")).toBe(false);
  expect(isWellFormed("\ude00\ud83d")).toBe(false);
});

test("a prefix ends where the next text that does not start with it begins", () => {
  expect(prefixEnd("ab")).toBe("ac");
  expect(prefixEnd("a\ud7ff")).toBe("a\ue000");
  expect(prefixEnd("a\uffff")).toBe("a\u{10000}");
  expect(prefixEnd("a\u{10ffff}\u{10ffff}")).toBe("b");
  expect(prefixEnd("\u{10ffff}")).toBeNull();
});
