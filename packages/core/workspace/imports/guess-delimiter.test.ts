import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DELIMITERS, guessDelimiter } from "./guess-delimiter.ts";

describe("guessDelimiter", () => {
  test.each([
    ["نام,موبایل\nمریم,09121000050\n", ","],
    ["نام;موبایل\nمریم;09121000050\n", ";"],
    ["نام\tموبایل\nمریم\t09121000050\n", "\t"],
    ["نام|موبایل\nمریم|09121000050\n", "|"],
    ["نام؛موبایل\nمریم؛09121000050\n", "؛"],
  ])("%j is cut by %j", (text, delimiter) => {
    expect(guessDelimiter(text)).toBe(delimiter);
  });

  test("delimiters inside quotes do not count", () => {
    expect(guessDelimiter('name;note\nAli;"a,b,c,d"\nMaryam;"e,f,g,h"\n')).toBe(";");
    expect(guessDelimiter('"last, first, middle";phone\n"a, b, c";1\n')).toBe(";");
  });

  test("decimal commas do not make commas the delimiter", () => {
    expect(guessDelimiter("name;price\nAli;1,5\nMaryam;2,5\n")).toBe(";");
  });

  test("a delimiter that one heading holds by chance loses to the one that fits all rows", () => {
    expect(guessDelimiter("name,phone|mobile,city\nAli,0912,Yazd\nMaryam,0935,Rasht\n")).toBe(",");
  });

  test("a line that is cut off at the end does not count", () => {
    expect(guessDelimiter("a;b;c\n1;2;3\n1,2;2,")).toBe(";");
  });

  test("headings alone are enough, and one column has commas", () => {
    expect(guessDelimiter("نام؛موبایل؛شهر")).toBe("؛");
    expect(guessDelimiter("name\nAli\n")).toBe(",");
    expect(guessDelimiter("")).toBe(",");
  });

  test("Excel's own line says it", () => {
    expect(guessDelimiter("sep=;\r\na,b;c,d\r\n")).toBe(";");
    expect(guessDelimiter("sep=|\na;b\n")).toBe("|");
  });

  test("a regular table is recognised whichever delimiter it has", () => {
    const cell = fc.stringMatching(/^[a-zآ-ی0-9]{0,6}$/);
    const table = fc
      .integer({ min: 2, max: 6 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 9 }),
      );
    fc.assert(
      fc.property(table, fc.constantFrom(...DELIMITERS), (rows, delimiter) => {
        const headings = rows[0]?.map((_, at) => `h${at}`) ?? [];
        expect(guessDelimiter([headings, ...rows].map((row) => row.join(delimiter)).join("\n"))).toBe(delimiter);
      }),
    );
  });
});
