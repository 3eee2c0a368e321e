import fc from "fast-check";
import { expect, test } from "vitest";
import { readSearch, searchTerms } from "./index.ts";

test("a record is found by its folded words and by its numbers from the end", () => {
  expect(searchTerms(["علي كريمي‌پور", "ali.karimi@example.ir"], ["+989121000050"])).toEqual({
    words: ["علی", "کریمی", "پور", "ali", "karimi", "example", "ir"],
    digits: ["050000121989"],
  });
});

test("a number is asked for in any spelling, by its last four digits or more", () => {
  const stored = "050000121989";
  for (const typed of [
    "0912 100 0050",
    "۰۹۱۲۱۰۰۰۰۵۰",
    "+98 912 100 0050",
    "00989121000050",
    "0050 ".trim(),
    "10000 50",
  ]) {
    const { digits, words } = readSearch(typed);
    expect(words).toEqual([]);
    if (digits.length > 0) expect(stored.startsWith(digits[0] as string)).toBe(true);
  }
  expect(readSearch("1000050").digits).toEqual(["0500001"]);
  expect(readSearch("123").digits).toEqual([]);
});

test("whatever a record is called, the start of any of its words finds it", () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[a-zآ-ی]{2,12}$/), { minLength: 1, maxLength: 5 }),
      fc.nat(),
      fc.nat(),
      (names, pick, cut) => {
        const { words } = searchTerms(names, []);
        const typed = names[pick % names.length] as string;
        const asked = readSearch(typed.slice(0, 2 + (cut % typed.length))).words;
        for (const word of asked) expect(words.some((one) => one.startsWith(word))).toBe(true);
      },
    ),
  );
});
