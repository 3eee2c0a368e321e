import fc from "fast-check";
import { expect, test } from "vitest";
import { foldText } from "./fold.ts";
import { NAME_RANK_VERSION, sortKeyOfName } from "./name-rank.ts";

const LETTERS = "اءبپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی";
const name = fc.string({
  unit: fc.constantFrom(...LETTERS, ...LETTERS, ..." 0123456789abcdefghijklmnopqrstuvwxyz"),
  maxLength: 12,
});
const anyName = fc.string({
  unit: fc.constantFrom(...LETTERS, ..." _-–—,،;؛:!?؟.'\"«»()[]{}@*/\\&#%٪`^+<=>|~$09azڕڤڵۆ"),
  maxLength: 8,
});

const anyText = fc.string({ unit: fc.nat({ max: 0x10ffff }).map((code) => String.fromCodePoint(code)) });

function inKeyOrder(names: string[]): string[] {
  const keys = names.map((one) => ({ one, key: sortKeyOfName(one) }));
  return keys.sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key))).map(({ one }) => one);
}

test("Persian letters sort as in a Persian dictionary", () => {
  const letters = [...LETTERS];
  expect(inKeyOrder(letters.toReversed())).toEqual(letters);
  expect(inKeyOrder(["گیتی", "کیوان", "ژاله", "زهرا", "چنگیز", "جواد", "پری", "بهار", "تارا"])).toEqual([
    "بهار",
    "پری",
    "تارا",
    "جواد",
    "چنگیز",
    "زهرا",
    "ژاله",
    "کیوان",
    "گیتی",
  ]);
});

test("digits come first, then Persian, then Latin, then what the table does not know", () => {
  expect(inKeyOrder(["яна", "zara", "یاس", "9", "آرش", "adam"])).toEqual(["9", "آرش", "یاس", "adam", "zara", "яна"]);
});

test("a space sorts before any letter, so a family stays together", () => {
  expect(inKeyOrder(["نیکنام", "نیک‌نام", "نیک زاد"])).toEqual(["نیک زاد", "نیک‌نام", "نیکنام"]);
});

test("it agrees with Intl.Collator on folded names", () => {
  const collator = new Intl.Collator("fa", { sensitivity: "base" });
  fc.assert(
    fc.property(fc.oneof(fc.tuple(name, name), fc.tuple(anyName, anyName)), ([a, b]) => {
      const [keyA, keyB] = [sortKeyOfName(a), sortKeyOfName(b)];
      const byKey = keyA < keyB ? -1 : Number(keyA > keyB);
      expect(byKey).toBe(Math.sign(collator.compare(foldText(a), foldText(b))));
    }),
    { numRuns: 2000 },
  );
});

test("the key is ASCII, bounded, and the same for every spelling", () => {
  fc.assert(fc.property(anyText, (text) => /^[0-9a-z]{0,200}$/.test(sortKeyOfName(text))));
  expect(sortKeyOfName("ب".repeat(60))).toHaveLength(80);
  expect(sortKeyOfName("ميرزايي")).toBe(sortKeyOfName(" میرزایی "));
  expect(sortKeyOfName("")).toBe("");
});

test("stored keys do not change under this version", () => {
  expect(NAME_RANK_VERSION).toBe(1);
  expect(sortKeyOfName("پری 1 z")).toBe("1i1r2f00160035");
});
