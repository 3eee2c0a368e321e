import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cleanText, foldText, foldWords } from "./fold.ts";

const anyText = fc.string({ unit: fc.nat({ max: 0x10ffff }).map((code) => String.fromCodePoint(code)) });
const persianText = fc.string({
  unit: fc.constantFrom(..."اآأإٱبپکكيیىئؤةهۀءـ \u200c\u200d\u200f\u064e\u0651\u0654۰٣9aÉİßΣ\u0301-'’\u0000\n"),
});

describe("foldText", () => {
  test.each([
    ["ميرزايي", "میرزایی"],
    ["كاظمي", "کاظمی"],
    ["موسى", "موسی"],
    ["فاطمة", "فاطمه"],
    ["خانهٔ", "خانه"],
    ["خانۀ", "خانه"],
    ["أحمد إبراهیم آرش ٱلله", "احمد ابراهیم ارش الله"],
    ["مؤمن رئیسی", "مومن رییسی"],
    ["ﻋﻠﻲ", "علی"],
  ])("letter forms: %s is %s", (written, folded) => {
    expect(foldText(written)).toBe(folded);
  });

  test("a half-space, a no-break space and a written space are the same", () => {
    expect(foldText("نیک‌نام")).toBe("نیک نام");
    expect(foldText("نیک\u00a0نام")).toBe("نیک نام");
    expect(foldText("  نیک \u200c \t نام\n")).toBe("نیک نام");
  });

  test("tatweel, diacritics and bidi marks vanish", () => {
    expect(foldText("مـــریم")).toBe("مریم");
    expect(foldText("مُحَمَّد")).toBe("محمد");
    expect(foldText("\u202bعلی\u202c\u200f\ufeff")).toBe("علی");
  });

  test("digits, case and accents are levelled", () => {
    expect(foldText("پلاک ۱۲ و ٣٤")).toBe("پلاک 12 و 34");
    expect(foldText("José MÜLLER Łukasz Bjørn Weiß")).toBe("jose muller lukasz bjorn weiss");
    expect(foldText("O’Brien")).toBe("o'brien");
    expect(foldText("İstanbul IŞIK ışık")).toBe("istanbul isik isik");
  });

  test("marks that are letters in their script stay", () => {
    expect(foldText("हिन्दी")).toBe("हिन्दी");
    expect(foldText("한글")).toBe("한글");
  });

  test("folding twice changes nothing", () => {
    fc.assert(fc.property(fc.oneof(anyText, persianText), (text) => foldText(foldText(text)) === foldText(text)));
  });

  test("a folded text has no space at its ends, no double space and no capital Latin letter", () => {
    fc.assert(fc.property(fc.oneof(anyText, persianText), (text) => !/^ | $| {2}|[A-Z]/.test(foldText(text))));
  });
});

describe("foldWords", () => {
  test("words once each, in order, without punctuation", () => {
    expect(foldWords("شرکت «نیک‌نام» (نیک) O'Brien & Co. ۱۲")).toEqual(["شرکت", "نیک", "نام", "o", "brien", "co", "12"]);
    expect(foldWords(" ،. ")).toEqual([]);
  });
});

describe("cleanText", () => {
  test("Arabic yeh and kaf become Persian, and the half-space stays", () => {
    expect(cleanText("  كاظمي‌پور ")).toBe("کاظمی‌پور");
  });

  test("hamza, diacritics, digits and case stay as typed", () => {
    expect(cleanText("مؤمن مُحمّد ۱۲ José")).toBe("مؤمن مُحمّد ۱۲ José");
  });

  test("controls, NUL, half of a surrogate pair and bidi overrides go", () => {
    expect(cleanText("a\u0000b\u0007c\ud800d\u202ee")).toBe("abcde");
  });

  test("line breaks become spaces, unless many lines are wanted", () => {
    expect(cleanText("یک \r\n دو\u2028سه")).toBe("یک دو سه");
    expect(cleanText("\nیک  \r\n دو\r\n\r\nسه\n", { multiline: true })).toBe("یک\n دو\n\nسه");
  });

  test("blanks that are not seen go from both ends, however many", () => {
    expect(cleanText("\u200f\u200c نام\u200c\u200e ")).toBe("نام");
    expect(cleanText(`a${"\n".repeat(200_000)}b`, { multiline: true })).toHaveLength(200_002);
  });

  test("an emoji joined by U+200D stays whole", () => {
    expect(cleanText("👩‍💻 ok")).toBe("👩‍💻 ok");
  });

  test("cleaning twice changes nothing, and never changes the fold", () => {
    fc.assert(
      fc.property(fc.oneof(anyText, persianText), fc.boolean(), (text, multiline) => {
        const clean = cleanText(text, { multiline });
        expect(cleanText(clean, { multiline })).toBe(clean);
        expect(foldText(clean)).toBe(foldText(text));
      }),
    );
  });
});
