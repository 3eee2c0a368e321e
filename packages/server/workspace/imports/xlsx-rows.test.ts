import { describe, expect, test } from "vitest";
import { letters, rowOf, xlsxOf, zipOf } from "#test/xlsx-file.ts";
import { type ImportRow, openFile } from "./import-file.ts";

const refusal = (code: string) => expect.objectContaining({ kind: "invalid", code });

function fileOf(bytes: Uint8Array) {
  return {
    bytes: bytes.length,
    async *read(from: number, to: number) {
      for (let at = from; at < to; at += 1009) yield bytes.subarray(at, Math.min(to, at + 1009));
    },
  };
}

async function readAll(bytes: Uint8Array, sheet?: string) {
  const { rows, part, ...file } = await openFile(fileOf(bytes), { sheet });
  const read: ImportRow[] = [];
  for await (const row of rows) read.push(row);
  expect(part()).toBe(1);
  return { ...file, rows: read };
}

const cellsOf = async (bytes: Uint8Array) => (await readAll(bytes)).rows.map(({ cells }) => cells);
const headings = (...names: string[]) => rowOf(1, names);

describe("a workbook", () => {
  test("gives the headings and each row that says something, with its line; its name does not matter", async () => {
    const xml = `${headings("نام", "موبایل")}${rowOf(2, ["مریم", "09121000050"])}<row r="3"/><row r="4"><c r="A4" s="1"/></row>${rowOf(7, ["", "02188776655"])}`;
    expect(await readAll(xlsxOf([{ name: "مشتریان", xml }]))).toEqual({
      format: "xlsx",
      encoding: null,
      delimiter: null,
      sheet: "مشتریان",
      sheets: ["مشتریان"],
      headings: ["نام", "موبایل"],
      rows: [
        { line: 2, cells: ["مریم", "09121000050"] },
        { line: 7, cells: ["", "02188776655"] },
      ],
    });
  });

  test("cells are read as they are shown: texts, numbers, dates, formulas, truths, errors", async () => {
    const xml = `${headings("a", "b", "c", "d", "e", "f", "g")}<row r="2">
      <c r="A2" t="s"><v>0</v></c><c r="B2"><v>9.12100005E9</v></c><c r="C2" s="1"><v>45371</v></c>
      <c r="D2" s="2"><v>45371.604166666664</v></c><c r="E2" t="str"><f>A2&amp;"x"</f><v>came to</v></c>
      <c r="F2" t="b"><v>1</v></c><c r="G2" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>
      <row><c t="s"><v>1</v></c><c s="3"><v>9121000050</v></c><c s="4"><v>45371</v></c><c><v>0.1</v></c><c r="G3"><v>12</v></c></row>`;
    const bytes = xlsxOf([{ name: "S", xml }], {
      strings: ["09121000050", '<r><t>علی </t></r><r><rPr><b/></rPr><t>رضایی</t></r><rPh sb="0"><t>no</t></rPh>'],
      formats: ["00000000000", "[$-fa-IR,16]yyyy/mm/dd;@"],
    });
    expect(await cellsOf(bytes)).toEqual([
      ["09121000050", "9121000050", "2024-03-20", "2024-03-20 14:30:00", "came to", "TRUE", ""],
      ["علی رضایی", "09121000050", "2024-03-20", "0.1", "", "", "12"],
    ]);
  });

  test("a workbook that counts days from 1904 means four years later", async () => {
    const xml = `${headings("on", "x")}<row r="2"><c r="A2" s="1"><v>43909</v></c></row>`;
    expect(await cellsOf(xlsxOf([{ name: "S", xml }], { date1904: true }))).toEqual([["2024-03-20", ""]]);
  });

  test("a title over merged cells is no heading, and merged cells are their first", async () => {
    const xml = `${rowOf(1, ["فهرست مشتریان"])}${rowOf(3, ["نام", "شهر"])}${rowOf(4, ["مریم", "یزد"])}${rowOf(5, ["علی"])}`;
    const read = await readAll(xlsxOf([{ name: "S", xml }]));
    expect(read.headings).toEqual(["نام", "شهر"]);
    expect(read.rows).toEqual([
      { line: 4, cells: ["مریم", "یزد"] },
      { line: 5, cells: ["علی", ""] },
    ]);
  });

  test("the first sheet that holds anything is read unless another is asked for; hidden ones are not", async () => {
    const bytes = xlsxOf([
      { name: "Hidden", xml: headings("secret", "x"), state: "veryHidden" },
      { name: "Empty", xml: '<row r="1"/>' },
      { name: "People", xml: headings("name", "phone") },
      { name: "Firms", xml: headings("firm", "phone") },
    ]);
    expect(await readAll(bytes)).toMatchObject({ sheet: "People", sheets: ["Empty", "People", "Firms"] });
    expect((await readAll(bytes, "Firms")).headings).toEqual(["firm", "phone"]);
    await expect(readAll(bytes, "Hidden")).rejects.toEqual(refusal("import.sheet_unknown"));
    await expect(readAll(bytes, "Empty")).rejects.toEqual(refusal("import.empty"));
  });

  test("500 columns are read, 501 and 10 000 are too many; a cell behind the headings refuses its row", async () => {
    const columns = (count: number) => headings(...Array.from({ length: count }, (_, at) => `c${at}`));
    expect((await readAll(xlsxOf([{ name: "S", xml: columns(500) }]))).headings).toHaveLength(500);
    for (const count of [501, 10_000])
      await expect(readAll(xlsxOf([{ name: "S", xml: columns(count) }]))).rejects.toEqual(
        refusal("import.too_many_columns"),
      );
    const xml = `${headings("a", "b")}${rowOf(2, ["1", "2", "3"])}<row r="3"><c r="ZZZ3" t="str"><v>far</v></c></row><row r="4"><c r="ZZZ4" s="1"/><c r="A4"><v>5</v></c></row>`;
    expect((await readAll(xlsxOf([{ name: "S", xml }]))).rows).toEqual([
      { line: 2, cells: ["1", "2", "3"], problem: expect.objectContaining({ code: "import.ragged_row" }) },
      { line: 3, cells: [], problem: expect.objectContaining({ code: "import.ragged_row" }) },
      { line: 4, cells: ["5", ""] },
    ]);
  });

  test("a million empty rows are passed over", async () => {
    const empty = Array.from({ length: 1_000_000 }, (_, at) => `<row r="${at + 2}" spans="1:2"/>`).join("");
    const xml = `${headings("name", "phone")}${empty}${rowOf(1_000_002, ["Ali", "0912"])}`;
    expect((await readAll(xlsxOf([{ name: "S", xml }]))).rows).toEqual([{ line: 1_000_002, cells: ["Ali", "0912"] }]);
  });

  test("a cell beyond a million characters refuses its row only", async () => {
    const xml = `${headings("a", "b")}${rowOf(2, ["x".repeat(1_000_001), "1"])}${rowOf(3, ["y", "2"])}`;
    const { rows } = await readAll(xlsxOf([{ name: "S", xml }]));
    expect(rows.map(({ line, problem }) => [line, problem?.code])).toEqual([
      [2, "import.cell_too_long"],
      [3, undefined],
    ]);
  });
});

describe("a bad workbook is refused with what is wrong", () => {
  const good = () => xlsxOf([{ name: "S", xml: headings("a", "b") }]);

  test("a bomb: a sheet or texts that inflate a thousandfold", async () => {
    const spaces = `${headings("a", "b")}${" ".repeat(60_000_000)}`;
    await expect(readAll(xlsxOf([{ name: "S", xml: spaces }]))).rejects.toEqual(refusal("import.xlsx_bomb"));
    const long = xlsxOf([{ name: "S", xml: headings("a", "b") }], { strings: ["z".repeat(60_000_000)] });
    await expect(readAll(long)).rejects.toEqual(refusal("import.xlsx_bomb"));
    const many = `${headings("a", "b")}${'<row r="2"><c r="A2"><v>1</v></c></row>'.repeat(2_000_000)}`;
    await expect(readAll(xlsxOf([{ name: "S", xml: many }]))).rejects.toEqual(refusal("import.xlsx_bomb"));
  });

  test("entities that multiply are not expanded", async () => {
    const bytes = zipOf([
      {
        name: "xl/workbook.xml",
        bytes:
          '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><workbook><sheets><sheet name="&b;"/></sheets></workbook>',
      },
    ]);
    await expect(readAll(bytes)).rejects.toEqual(refusal("import.xlsx_broken"));
  });

  test("cut short, scrambled, protected, or another kind of archive", async () => {
    const bytes = good();
    for (const cut of [8, 100, bytes.length - 30])
      await expect(readAll(bytes.slice(0, cut))).rejects.toEqual(refusal("import.xlsx_broken"));
    await expect(readAll(zipOf([{ name: "a.txt", bytes: "hello" }]))).rejects.toEqual(refusal("import.not_text"));
    await expect(readAll(zipOf([{ name: "a.txt", bytes: "hello", flags: 1 }]))).rejects.toEqual(
      refusal("import.encrypted"),
    );
    await expect(readAll(xlsxOf([{ name: "S", xml: "<row r='1'><c>" }]))).rejects.toEqual(
      refusal("import.xlsx_broken"),
    );
  });

  test("whatever byte is damaged, it is refused or read, never worse", async () => {
    const bytes = xlsxOf([{ name: "S", xml: headings("a", "b") + rowOf(2, ["1", "2"]) }], { strings: ["x"] });
    for (let at = 4; at < bytes.length; at += 3) {
      const damaged = bytes.slice();
      damaged[at] = (damaged[at] as number) ^ 0xff;
      const outcome = await readAll(damaged).then(
        () => "read",
        (error) => error.code ?? String(error),
      );
      expect(outcome).toMatch(/^(read|import\.)/);
    }
  });
});

test("columns are named as in a spreadsheet", () => {
  expect([0, 25, 26, 701, 702].map(letters)).toEqual(["A", "Z", "AA", "ZZ", "AAA"]);
});
