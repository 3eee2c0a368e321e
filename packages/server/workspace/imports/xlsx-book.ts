import { SaxesParser, type SaxesTagPlain } from "saxes";
import { invalid } from "#core/platform/errors.ts";
import { lookOf, type NumberLook, unescapeCell } from "#core/workspace/imports/sheet-values.ts";
import { brokenBook, openEntry, type RandomBytes, readDirectory, type ZipEntry } from "./zip-entries.ts";

/** What must be known of a workbook before its sheets are read. */
export type Book = {
  file: RandomBytes;
  sheets: { name: string; entry: ZipEntry }[];
  since: 1900 | 1904;
  looks: NumberLook[];
  strings: string[];
};

const MAX_PART_BYTES = 16 * 1024 * 1024;
const MAX_STRINGS_BYTES = 256 * 1024 * 1024;
const MAX_STRINGS = 3_000_000;
/** Characters without a tag among them: no cell is as long. */
const MAX_SILENCE = 4_000_000;

export type Handlers = {
  open?(name: string, attributes: Record<string, string>): void;
  text?(text: string): void;
  close?(name: string): void;
};

/** Opens a workbook: its sheets that are shown, its styles and its texts. Throws `import.xlsx_…`. */
export async function openBook(file: RandomBytes): Promise<Book> {
  const entries = await readDirectory(file);
  const roots = await readRelations(file, entries, "_rels/.rels", "");
  const path = roots.find(({ type }) => type.endsWith("/officeDocument"))?.target ?? "xl/workbook.xml";
  const main = entries.get(path);
  if (!main || !path.endsWith(".xml")) {
    throw invalid("import.not_text", "This file is neither CSV nor an XLSX workbook. Save it as one of these.");
  }
  const cut = path.lastIndexOf("/") + 1;
  const folder = path.slice(0, cut);
  const relations = await readRelations(file, entries, `${folder}_rels/${path.slice(cut)}.rels`, folder);
  const { since, listed } = await readWorkbook(file, main);
  const sheets = listed.flatMap(({ name, id }) => {
    const relation = relations.find((one) => one.id === id);
    const entry = relation?.type.endsWith("/worksheet") && entries.get(relation.target);
    return entry ? [{ name, entry }] : [];
  });
  if (sheets.length === 0) throw invalid("import.empty", "This workbook has no sheet with rows.");
  const partOf = (type: string) => {
    const target = relations.find((one) => one.type.endsWith(type))?.target;
    return target === undefined ? undefined : entries.get(target);
  };
  const [styles, texts] = [partOf("/styles"), partOf("/sharedStrings")];
  const looks = styles ? await readLooks(file, styles) : [];
  return { file, sheets, since, looks, strings: texts ? await readStrings(file, texts) : [] };
}

type Relation = { id: string; type: string; target: string };

async function readRelations(file: RandomBytes, entries: Map<string, ZipEntry>, path: string, folder: string) {
  const relations: Relation[] = [];
  const entry = entries.get(path);
  if (!entry) return relations;
  await drain(
    readXml(openEntry(file, entry, MAX_PART_BYTES), {
      open(name, { Id = "", Type = "", Target = "" }) {
        if (name === "Relationship") relations.push({ id: Id, type: Type, target: resolvePath(folder, Target) });
      },
    }),
  );
  return relations;
}

function resolvePath(folder: string, target: string): string {
  if (target.startsWith("/")) return target.slice(1);
  const parts = folder.split("/").filter(Boolean);
  for (const part of target.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}

async function readWorkbook(file: RandomBytes, entry: ZipEntry) {
  const listed: { name: string; id: string }[] = [];
  let since: 1900 | 1904 = 1900;
  await drain(
    readXml(openEntry(file, entry, MAX_PART_BYTES), {
      open(name, attributes) {
        if (name === "workbookPr" && /^(1|true)$/.test(attributes.date1904 ?? "")) since = 1904;
        if (name !== "sheet" || /hidden/i.test(attributes.state ?? "")) return;
        const id = Object.entries(attributes).find(([key]) => key.endsWith(":id"))?.[1] ?? "";
        listed.push({ name: attributes.name ?? "", id });
      },
    }),
  );
  return { since, listed };
}

async function readLooks(file: RandomBytes, entry: ZipEntry): Promise<NumberLook[]> {
  const codes = new Map<number, string>();
  const looks: NumberLook[] = [];
  let isInCells = false;
  await drain(
    readXml(openEntry(file, entry, MAX_PART_BYTES), {
      open(name, attributes) {
        if (name === "numFmt") codes.set(Number(attributes.numFmtId), attributes.formatCode ?? "");
        if (name === "cellXfs") isInCells = true;
        if (name !== "xf" || !isInCells) return;
        const id = Number(attributes.numFmtId ?? 0);
        looks.push(lookOf(id, codes.get(id)));
      },
      close(name) {
        if (name === "cellXfs") isInCells = false;
      },
    }),
  );
  return looks;
}

async function readStrings(file: RandomBytes, entry: ZipEntry): Promise<string[]> {
  const strings: string[] = [];
  let text = "";
  let reading = false;
  let aside = 0;
  await drain(
    readXml(openEntry(file, entry, MAX_STRINGS_BYTES), {
      open(name) {
        if (name === "si") text = "";
        // How Japanese words are pronounced stands beside them.
        if (name === "rPh") aside++;
        reading = name === "t" && aside === 0;
      },
      text(more) {
        if (reading) text += more;
      },
      close(name) {
        if (name === "rPh") aside--;
        if (name === "t") reading = false;
        if (name !== "si") return;
        if (strings.length >= MAX_STRINGS) throw tooMuchInside();
        strings.push(unescapeCell(text));
      },
    }),
  );
  return strings;
}

export function tooMuchInside(): Error {
  return invalid("import.xlsx_bomb", "This workbook grows beyond all bounds when it is opened; it was not read.");
}

async function drain(steps: AsyncGenerator<void>): Promise<void> {
  for await (const _ of steps);
}

/** Tells of the tags of an XML stream, without their prefixes; a step for each part that came. */
export async function* readXml(bytes: AsyncGenerator<Uint8Array>, handlers: Handlers): AsyncGenerator<void> {
  const parser = new SaxesParser();
  const decoder = new TextDecoder();
  let silence = 0;
  parser.on("opentag", ({ name, attributes }: SaxesTagPlain) => {
    silence = 0;
    handlers.open?.(localOf(name), attributes);
  });
  if (handlers.text) parser.on("text", handlers.text);
  if (handlers.text) parser.on("cdata", handlers.text);
  parser.on("closetag", ({ name }) => {
    silence = 0;
    handlers.close?.(localOf(name));
  });
  let failed = false;
  parser.on("error", () => {
    failed = true;
  });
  const take = (text: string) => {
    silence += text.length;
    parser.write(text);
    if (failed) throw brokenBook();
    if (silence > MAX_SILENCE) throw tooMuchInside();
  };
  for await (const part of bytes) {
    take(decoder.decode(part, { stream: true }));
    yield;
  }
  take(decoder.decode());
  parser.close();
  if (failed) throw brokenBook();
}

function localOf(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}
