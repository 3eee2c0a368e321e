import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ImportRow } from "./import-file.ts";
import { readRows } from "./read-rows.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);

function utf16(text: string, littleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(text.length * 2));
  for (let at = 0; at < text.length; at++) view.setUint16(at * 2, text.charCodeAt(at), littleEndian);
  return new Uint8Array(view.buffer);
}

function windows(text: string, encoding: "windows-1256" | "windows-1252"): Uint8Array {
  const letters = new TextDecoder(encoding).decode(Uint8Array.from({ length: 256 }, (_, byte) => byte));
  // Node decodes these signs of Windows-1252 wrongly.
  const signs: Record<string, number> = { "€": 0x80, "“": 0x93, "”": 0x94, "–": 0x96 };
  return Uint8Array.from(text, (letter) => signs[letter] ?? letters.indexOf(letter));
}

async function* stream(bytes: Uint8Array, size = 7): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function readAll(bytes: Uint8Array, size?: number, options?: Parameters<typeof readRows>[1]) {
  const { rows, ...file } = await readRows(stream(bytes, size), options);
  const read: ImportRow[] = [];
  for await (const row of rows) read.push(row);
  return { ...file, rows: read };
}

const refusal = (code: string) => expect.objectContaining({ kind: "invalid", code });

describe("readRows", () => {
  test("gives the headings, then each row with the line it starts on", async () => {
    expect(await readAll(utf8('\ufeffنام;یادداشت\r\nمریم;"سلام;\r\nخوبی؟"\r\n\r\nعلی;\r\n'))).toEqual({
      encoding: "utf-8",
      delimiter: ";",
      headings: ["نام", "یادداشت"],
      rows: [
        { line: 2, cells: ["مریم", "سلام;\r\nخوبی؟"] },
        { line: 5, cells: ["علی", ""] },
      ],
    });
  });

  const text = "نام,موبايل\r\nعلي,09121000050\r\nپريسا گنجي,09351000050\r\n";
  const rows = [
    { line: 2, cells: ["علي", "09121000050"] },
    { line: 3, cells: ["پريسا گنجي", "09351000050"] },
  ];
  test.each([
    ["utf-8", utf8(text)],
    ["utf-8", utf8(`\ufeff${text}`)],
    ["utf-16le", utf16(`\ufeff${text}`, true)],
    ["utf-16be", utf16(`\ufeff${text}`, false)],
    ["utf-16le", utf16(text, true)],
    ["utf-16be", utf16(text, false)],
    ["windows-1256", windows(text, "windows-1256")],
  ])("%s is decoded", async (encoding, bytes) => {
    expect(await readAll(bytes)).toEqual({ encoding, delimiter: ",", headings: ["نام", "موبايل"], rows });
  });

  test("Windows-1252 keeps its quotes and its euro", async () => {
    const { encoding, rows } = await readAll(windows("name,note\nJosé,“5 €”\n", "windows-1252"));
    expect({ encoding, rows }).toEqual({ encoding: "windows-1252", rows: [{ line: 2, cells: ["José", "“5 €”"] }] });
  });

  test("the encoding is found where the first letter beyond ASCII comes, however far down", async () => {
    const plain = `name,city\n${"Ali,Yazd\n".repeat(20_000)}`;
    const last = async (bytes: Uint8Array) => (await readAll(bytes, 10_007)).rows.at(-1);
    expect(await last(windows(`${plain}José,Zürich\n`, "windows-1252"))).toEqual({
      line: 20_002,
      cells: ["José", "Zürich"],
    });
    expect(await last(windows(`${plain}علي,يزد\n`, "windows-1256"))).toEqual({ line: 20_002, cells: ["علي", "يزد"] });
    expect(await last(utf8(`${plain}علی,یزد\n`))).toEqual({ line: 20_002, cells: ["علی", "یزد"] });
  });

  test("what the caller knows is not guessed", async () => {
    const bytes = windows("a;b|é\n1;2|3\n", "windows-1252");
    expect(await readAll(bytes, 7, { encoding: "windows-1252", delimiter: "|" })).toEqual({
      encoding: "windows-1252",
      delimiter: "|",
      headings: ["a;b", "é"],
      rows: [{ line: 2, cells: ["1;2", "3"] }],
    });
  });

  test("Excel's line about the delimiter is no heading", async () => {
    const { headings, rows } = await readAll(utf8("sep=;\r\nname;phone\r\nAli;0912\r\n"));
    expect({ headings, rows }).toEqual({ headings: ["name", "phone"], rows: [{ line: 3, cells: ["Ali", "0912"] }] });
  });

  test("cells are what was meant before they were made safe or kept from Excel", async () => {
    const { rows } = await readAll(utf8('name,phone\n\'=Ali,="09121000050"\n'));
    expect(rows).toEqual([{ line: 2, cells: ["=Ali", "09121000050"] }]);
  });

  test("short rows are filled up, empty cells too many are cut, full ones refuse the row", async () => {
    expect((await readAll(utf8("a,b,a\n1\n1,2,3,,\n1,2,3,4\n"))).rows).toEqual([
      { line: 2, cells: ["1", "", ""] },
      { line: 3, cells: ["1", "2", "3"] },
      { line: 4, cells: ["1", "2", "3", "4"], problem: expect.objectContaining({ code: "import.ragged_row" }) },
    ]);
  });

  test("an open quote, a zero byte and an endless cell refuse their own row only", async () => {
    const { rows } = await readAll(utf8(`a,b\n1,"2\n3,\0\n4,${"x".repeat(1_100_000)}\n5,6\n`), 65_536);
    expect(rows.map(({ line, problem }) => [line, problem?.code])).toEqual([
      [2, "import.quote_unclosed"],
      [3, "import.nul"],
      [4, "import.cell_too_long"],
      [5, undefined],
    ]);
  });

  test("headings alone are a file without rows", async () => {
    expect((await readAll(utf8("نام,موبایل"))).rows).toEqual([]);
  });

  test.each(["", "\ufeff", "\n \r\n,,\n"])("%j is an empty file", async (empty) => {
    await expect(readAll(utf8(empty))).rejects.toEqual(refusal("import.empty"));
  });

  test("headings that cannot be read refuse the file", async () => {
    await expect(readAll(utf8('name,"phone\nAli,0912\n'))).rejects.toEqual(refusal("import.headings_unreadable"));
  });

  test("500 columns are read, 501 are too many", async () => {
    const columns = (count: number) => utf8(Array.from({ length: count }, (_, at) => `c${at}`).join(","));
    expect((await readAll(columns(500))).headings).toHaveLength(500);
    await expect(readAll(columns(501))).rejects.toEqual(refusal("import.too_many_columns"));
  });

  test.each([
    ["a workbook", Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0, 6, 0)],
    ["an old workbook", Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)],
    ["a PDF", utf8("%PDF-1.7\n")],
    ["a web page called .xls", utf8("\ufeff\r\n<html><table><tr><td>نام</td></tr></table></html>")],
    ["any bytes", Uint8Array.from({ length: 4096 }, (_, at) => (at * at * 31 + at * 7) % 251)],
  ])("%s is not text", async (_, bytes) => {
    await expect(readAll(bytes)).rejects.toEqual(refusal("import.not_text"));
  });

  test("leaving early and failing both close the stream", async () => {
    let closed = 0;
    async function* source(text: string) {
      try {
        yield utf8(text);
        yield utf8("Ali,2\n".repeat(20_000));
      } finally {
        closed++;
      }
    }
    const { rows } = await readRows(source(`name,phone\n${"Ali,1\n".repeat(20_000)}`));
    for await (const _ of rows) break;
    expect(closed).toBe(1);
    await expect(readRows(source("%PDF"))).rejects.toEqual(refusal("import.not_text"));
    await expect(readRows(source('"name\n'))).rejects.toEqual(refusal("import.headings_unreadable"));
    expect(closed).toBe(3);
  });

  test("chunks cut anywhere give the same rows", async () => {
    const cell = fc.oneof(
      fc.constantFrom("نام", "۰۹۱۲", "é", "😀", '"a,b\r\n"', '"', "\0", ""),
      fc.string({ maxLength: 4 }),
    );
    const file = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 8 });
    const encode = fc.constantFrom(
      utf8,
      (text: string) => utf16(text, true),
      (text: string) => utf16(`\ufeff${text}`, false),
    );
    await fc.assert(
      fc.asyncProperty(file, encode, fc.integer({ min: 1, max: 9 }), async (cells, toBytes, size) => {
        const bytes = toBytes(`a,b,c\r\n${cells.map((row) => row.join(",")).join("\r\n")}`);
        const outcome = (read: ReturnType<typeof readAll>) => read.catch((error) => error.code);
        expect(await outcome(readAll(bytes, size))).toEqual(await outcome(readAll(bytes, bytes.length)));
      }),
      { numRuns: 300 },
    );
  });
});
