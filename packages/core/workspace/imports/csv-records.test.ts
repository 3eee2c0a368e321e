import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CrmError } from "../../platform/errors.ts";
import { type CsvRecord, csvReader, MAX_RECORD } from "./csv-records.ts";

function readAll(text: string, delimiter = ","): CsvRecord[] {
  const reader = csvReader(delimiter);
  return [...reader.read(text), ...reader.end()];
}

describe("csvReader", () => {
  test("a quoted cell holds delimiters, quotes and line breaks", () => {
    expect(readAll('نام,یادداشت\nمریم,"گفت: ""فردا، ساعت ۹""\nتماس بگیرید"\nعلی,\n')).toEqual([
      { line: 1, cells: ["نام", "یادداشت"] },
      { line: 2, cells: ["مریم", 'گفت: "فردا، ساعت ۹"\nتماس بگیرید'] },
      { line: 4, cells: ["علی", ""] },
    ]);
  });

  test.each(["\n", "\r\n", "\r"])("lines end in %j, the last one need not", (end) => {
    expect(readAll(["a,b", "1,2", "3,4"].join(end))).toEqual([
      { line: 1, cells: ["a", "b"] },
      { line: 2, cells: ["1", "2"] },
      { line: 3, cells: ["3", "4"] },
    ]);
  });

  test("blank lines, lines of delimiters and the Ctrl-Z of DOS are no records, but are counted as lines", () => {
    expect(readAll("a,b\n\n , \n,,,\n1,2\n\u001a")).toEqual([
      { line: 1, cells: ["a", "b"] },
      { line: 5, cells: ["1", "2"] },
    ]);
  });

  test("spaces around a quoted cell are no part of it; a quote within a word is a letter", () => {
    expect(readAll('a, "b, c" ,5" pipe, d ')).toEqual([{ line: 1, cells: ["a", "b, c", '5" pipe', " d "] }]);
  });

  test("a quote that is never closed gives up its own line only", () => {
    expect(readAll('a,b\n1,"two\n3,4\n5,6\n')).toEqual([
      { line: 1, cells: ["a", "b"] },
      { line: 2, cells: ["1", '"two'], problem: "quote" },
      { line: 3, cells: ["3", "4"] },
      { line: 4, cells: ["5", "6"] },
    ]);
  });

  test("a quote closed in the middle of a cell gives up its own line only", () => {
    expect(readAll('a,b\n"Robert "Bob" Smith",2\n3,"four\n5,"six"\n')).toEqual([
      { line: 1, cells: ["a", "b"] },
      { line: 2, cells: ['"Robert "Bob" Smith"', "2"], problem: "quote" },
      { line: 3, cells: ["3", '"four'], problem: "quote" },
      { line: 4, cells: ["5", "six"] },
    ]);
  });

  test("a record of more than a million characters is given up, shown by its start", () => {
    const long = "x".repeat(MAX_RECORD + 1);
    expect(readAll(`a\n${long}\nb\n`)).toEqual([
      { line: 1, cells: ["a"] },
      { line: 2, cells: ["x".repeat(10_000)], problem: "tooLong" },
      { line: 3, cells: ["b"] },
    ]);
    expect(readAll(`a\n"${long}"\nb\n`).map(({ line, problem }) => [line, problem])).toEqual([
      [1, undefined],
      [2, "tooLong"],
      [3, undefined],
    ]);
  });

  test("an open quote far from the next one costs its own line only", () => {
    const rows = `1,${"x".repeat(500)}\n`.repeat(4000);
    const records = readAll(`a,b\n1,"two\n${rows}3,4`);
    expect(records[1]).toEqual({ line: 2, cells: ["1", '"two'], problem: "quote" });
    expect(records).toHaveLength(4003);
    expect(records.at(-1)).toEqual({ line: 4003, cells: ["3", "4"] });
  });

  test("a file made to be read over and over again is refused", () => {
    expect(() => readAll('z",a,"b\n'.repeat(300_000))).toThrow(
      expect.objectContaining({ constructor: CrmError, code: "import.quotes_unclosed" }),
    );
  });

  const cut = (text: string, cuts: number[]) => {
    const at = [...new Set(cuts.map((one) => one % (text.length + 1)))].sort((a, b) => a - b);
    return [0, ...at].map((from, index) => text.slice(from, at[index]));
  };

  test("pieces cut anywhere give the same records", () => {
    const text = fc
      .array(fc.constantFrom('"', '""', ",", ";", "\n", "\r", "\r\n", " ", "a", "ب", "\0"), { maxLength: 60 })
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(text, fc.array(fc.nat(), { maxLength: 8 }), (whole, cuts) => {
        const reader = csvReader(",");
        const records = [...cut(whole, cuts).flatMap((piece) => reader.read(piece)), ...reader.end()];
        expect(records).toEqual(readAll(whole));
      }),
      { numRuns: 2000 },
    );
  });

  test("what is given up is the same however the pieces are cut", () => {
    const text = `a,b\r\n"${"x".repeat(MAX_RECORD)}\r\n1,2\r\n3,"${"y".repeat(20_000)}"z\r\n${"w".repeat(MAX_RECORD + 5)}\r\n5,6`;
    const whole = readAll(text);
    expect(whole.map(({ line, problem }) => [line, problem])).toEqual([
      [1, undefined],
      [2, "tooLong"],
      [3, undefined],
      [4, "quote"],
      [5, "tooLong"],
      [6, undefined],
    ]);
    for (const size of [997, 65_536, 1_000_001]) {
      const reader = csvReader(",");
      const records: CsvRecord[] = [];
      for (let at = 0; at < text.length; at += size) records.push(...reader.read(text.slice(at, at + size)));
      expect([...records, ...reader.end()]).toEqual(whole);
    }
  });

  test("well-formed text reads as csv-parse reads it", () => {
    const plain = fc.stringMatching(/^[a-zآ-ی0-9@.]{1,6}$/);
    const quoted = fc.string().map((text) => `"${text.replaceAll('"', '""')}"`);
    const record = fc.array(fc.oneof(plain, quoted), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(
        fc.array(record, { minLength: 1 }),
        fc.constantFrom(",", ";", "\t", "|", "؛"),
        (records, delimiter) => {
          const text = records.map((cells) => cells.join(delimiter)).join("\r\n");
          const expected = parse(text, { delimiter, relax_column_count: true, record_delimiter: "\r\n" });
          const isBlank = (cells: string[]) => cells.every((cell) => cell.trim() === "" || cell === "\u001a");
          expect(readAll(text, delimiter).map(({ cells }) => cells)).toEqual(
            expected.filter((cells) => !isBlank(cells)),
          );
        },
      ),
    );
  });
});
