import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readWords, writeWords } from "./word-list.ts";

describe("several words in one cell", () => {
  test("what other products write between them", () => {
    expect(readWords("vip, نمایشگاه، همکار؛ a;b|c ::: d")).toEqual([
      "vip",
      " نمایشگاه",
      " همکار",
      " a",
      "b",
      "c ",
      " d",
    ]);
  });

  test("one that holds a comma stands in quotes", () => {
    expect(writeWords(["تهران، شمال", 'the "old"', "vip"], "، ")).toBe('"تهران، شمال"، the "old"، vip');
    expect(readWords('"تهران، شمال"، the "old"، vip').map((word) => word.trim())).toEqual([
      "تهران، شمال",
      'the "old"',
      "vip",
    ]);
  });

  test("quotes that are not closed are letters", () => {
    expect(readWords('"a, b')).toEqual(['"a', " b"]);
  });

  test("whatever is written is read back", () => {
    const word = fc.string({ unit: fc.constantFrom(...'ab ",،;|:«\n'), minLength: 1 }).map((text) => text.trim());
    fc.assert(
      fc.property(fc.array(word.filter((text) => text !== "")), fc.constantFrom("، ", ", "), (words, between) => {
        expect(readWords(writeWords(words, between)).map((text) => text.trim())).toEqual(words);
      }),
    );
  });
});
