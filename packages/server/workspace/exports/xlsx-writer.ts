import { localTime } from "#core/platform/calendar.ts";
import type { CellType, CellValue, ExportColumn } from "./exporter.ts";
import { type ZipPart, zip } from "./zip-writer.ts";

/** Of one sheet, its heading row left out; further rows go into further sheets. */
export const MAX_SHEET_ROWS = 1_048_575;
const MAX_CELL = 32_767;
const DAY_MS = 86_400_000;

export type SheetOptions = {
  name: string;
  rightToLeft: boolean;
  /** Dates are shown in the Solar Hijri calendar; they are dates to the spreadsheet all the same. */
  persianDates: boolean;
  timeZone: string;
};

/** A workbook while its rows are made: memory does not grow with them. `rowCount` is how many will come. */
export function writeXlsx<Row>(
  columns: readonly ExportColumn<Row>[],
  rows: AsyncIterable<Row>,
  rowCount: number,
  options: SheetOptions,
): AsyncGenerator<Uint8Array> {
  const sheets = Math.max(1, Math.ceil(rowCount / MAX_SHEET_ROWS));
  const names = Array.from({ length: sheets }, (_, at) => (at === 0 ? options.name : `${options.name} ${at + 1}`));
  const source = rows[Symbol.asyncIterator]();
  function* parts(): Generator<ZipPart> {
    yield { name: "[Content_Types].xml", text: [contentTypes(sheets)] };
    yield { name: "_rels/.rels", text: [relations([["officeDocument", "xl/workbook.xml"]])] };
    yield { name: "xl/workbook.xml", text: [workbook(names)] };
    yield {
      name: "xl/_rels/workbook.xml.rels",
      text: [
        relations([
          ...names.map((_, at) => ["worksheet", `worksheets/sheet${at + 1}.xml`] as const),
          ["styles", "styles.xml"],
        ]),
      ],
    };
    yield { name: "xl/styles.xml", text: [styles(options)] };
    for (const [at] of names.entries()) {
      yield { name: `xl/worksheets/sheet${at + 1}.xml`, text: sheet(columns, source, options) };
    }
  }
  return zip(parts());
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";

function contentTypes(sheets: number): string {
  const overrides = Array.from(
    { length: sheets },
    (_, at) => `<Override PartName="/xl/worksheets/sheet${at + 1}.xml" ContentType="${TYPE}.worksheet+xml"/>`,
  );
  return `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/>${overrides.join("")}</Types>`;
}

function relations(all: readonly (readonly [string, string])[]): string {
  const each = all.map(
    ([type, target], at) => `<Relationship Id="rId${at + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  );
  return `${XML}<Relationships xmlns="${PACKAGE}/relationships">${each.join("")}</Relationships>`;
}

function workbook(names: readonly string[]): string {
  const sheets = names.map((name, at) => `<sheet name="${xmlText(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`);
  return `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheets.join("")}</sheets></workbook>`;
}

const STYLE_OF: Record<CellType, number> = { text: 1, number: 0, date: 2, instant: 3 };
const HEADING = 4;

/** Cell formats 0 to 4: plain, text, date, date and time, heading. */
function styles({ persianDates }: SheetOptions): string {
  // 16 is the Solar Hijri calendar in the words of Excel's formats.
  const calendar = persianDates ? "[$-fa-IR,16]" : "";
  const separator = persianDates ? "/" : "\\-";
  const date = `${calendar}yyyy${separator}mm${separator}dd`;
  const xf = (format: number, more = "") =>
    `<xf numFmtId="${format}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"${more}/>`;
  return `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="${date}"/><numFmt numFmtId="165" formatCode="${date}\\ hh:mm"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFEEF1F4"/></patternFill></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="5">${xf(0)}${xf(49)}${xf(164)}${xf(165)}<xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1"/></cellXfs></styleSheet>`;
}

async function* sheet<Row>(
  columns: readonly ExportColumn<Row>[],
  rows: AsyncIterator<Row>,
  { rightToLeft, timeZone }: SheetOptions,
): AsyncGenerator<string> {
  const letters = columns.map((_, at) => columnLetters(at));
  const widths = columns.map(
    ({ width }, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`,
  );
  const view = `<sheetView${rightToLeft ? ' rightToLeft="1"' : ""} workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView>`;
  yield `${XML}<worksheet xmlns="${MAIN}"><sheetViews>${view}</sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>${widths.join("")}</cols><sheetData>`;
  yield `<row r="1">${columns.map(({ heading }, at) => textCell(`${letters[at]}1`, heading, HEADING)).join("")}</row>`;
  for (let number = 2; number <= MAX_SHEET_ROWS + 1; number++) {
    const { done, value: row } = await rows.next();
    if (done) break;
    const cells = columns.map((column, at) =>
      cell(`${letters[at]}${number}`, column.type, column.value(row), timeZone),
    );
    yield `<row r="${number}">${cells.join("")}</row>`;
  }
  yield "</sheetData></worksheet>";
}

function cell(place: string, type: CellType, value: CellValue, timeZone: string): string {
  if (value === null || value === undefined || value === "") return "";
  if (type === "number" && typeof value === "number") return `<c r="${place}"><v>${value}</v></c>`;
  const text = String(value);
  if (type === "date" || type === "instant") {
    const days = type === "date" ? dayOf(text) : serialOf(text, timeZone);
    // A spreadsheet counts from 1900; what lies before is text.
    if (days > 60) return `<c r="${place}" s="${STYLE_OF[type]}"><v>${days}</v></c>`;
  }
  return textCell(place, text, STYLE_OF.text);
}

function textCell(place: string, text: string, style: number): string {
  return `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(text.slice(0, MAX_CELL))}</t></is></c>`;
}

/** Days since the spreadsheet's own beginning, 30 December 1899. */
function dayOf(on: string): number {
  return (Date.parse(`${on}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / DAY_MS;
}

/** To the minute, as the clocks of the workspace show it. */
function serialOf(at: string, timeZone: string): number {
  const { on, time } = localTime(at, timeZone);
  const [hours, minutes] = time.split(":").map(Number) as [number, number];
  return Number((dayOf(on) + (hours * 60 + minutes) / 1440).toFixed(6));
}

function columnLetters(at: number): string {
  return (at >= 26 ? columnLetters(Math.floor(at / 26) - 1) : "") + String.fromCharCode(65 + (at % 26));
}

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** XML has no control characters: spreadsheets write them as `_x0007_`, and so what looks like that itself. */
function xmlText(text: string): string {
  return text
    .toWellFormed()
    .replace(/_(?=x[0-9a-fA-F]{4}_)/g, "_x005F_")
    .replace(
      /(?![\t\n])\p{Cc}|[\ufffe\uffff]/gu,
      (control) => `_x${control.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`,
    )
    .replace(/[&<>"]/g, (sign) => ENTITIES[sign] as string);
}
