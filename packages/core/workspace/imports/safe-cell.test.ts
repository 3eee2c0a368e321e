import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { csvReader } from "./csv-records.ts";
import { csvLine, neutraliseCell, restoreCell } from "./safe-cell.ts";

describe("neutraliseCell", () => {
  test.each([
    "=1+1",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1+1",
    "＋1+1",
    "－1-1",
    "＠x",
    " =1",
    "\u200e=1",
    "'=1",
    "=cmd|' /C calc'!A0",
  ])("%j gets an apostrophe", (text) => {
    expect(neutraliseCell(text)).toBe(`'${text}`);
  });

  test.each([
    "",
    "مریم",
    "a=b",
    "+989121000050",
    "-5",
    "-1,000.50",
    "+12.5%",
    "-۵",
    "O'Hara",
    "'quoted'",
    "2024-01-01",
  ])("%j stays as it is", (text) => {
    expect(neutraliseCell(text)).toBe(text);
  });
});

describe("restoreCell", () => {
  test("takes off what spreadsheets and people put around a number", () => {
    expect(restoreCell('="09121000050"')).toBe("09121000050");
    expect(restoreCell("'09121000050")).toBe("09121000050");
    expect(restoreCell("'+98 912 100 0050")).toBe("+98 912 100 0050");
    expect(restoreCell("'quoted'")).toBe("'quoted'");
  });

  test("undoes neutralising, whatever the text", () => {
    const unit = fc.constantFrom("'", "=", "+", "-", "@", "\t", "\r", " ", '"', "1", "۲", "a", "ب", "＝", "\u200e");
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 8 }), (text) => {
        expect(restoreCell(neutraliseCell(text))).toBe(text);
      }),
      { numRuns: 5000 },
    );
  });
});

describe("csvLine", () => {
  test("quotes what would end the cell, and neutralises formulas", () => {
    expect(csvLine(["مریم", 'گفت: "سلام"', "a,b", "x\ny", "=1+1", ""])).toBe(
      `مریم,"گفت: ""سلام""","a,b","x\ny",'=1+1,\r\n`,
    );
  });

  test("what was written is read back", () => {
    const unit = fc.constantFrom('"', ",", ";", "\n", "\r", " ", "=", "'", "-", "a", "ب", "\t", "؛", "|");
    const rows = fc.array(fc.array(fc.string({ unit, maxLength: 6 }), { minLength: 1, maxLength: 4 }), {
      maxLength: 5,
    });
    fc.assert(
      fc.property(rows, (written) => {
        const reader = csvReader(",");
        const records = [...reader.read(written.map((cells) => csvLine(cells)).join("")), ...reader.end()];
        const hasText = (cells: string[]) => cells.some((cell) => neutraliseCell(cell).trim() !== "");
        expect(records.map(({ cells }) => cells.map(restoreCell))).toEqual(written.filter(hasText));
      }),
      { numRuns: 2000 },
    );
  });
});
