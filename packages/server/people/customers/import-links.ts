import { customImportField } from "#core/people/customers/import-custom.ts";
import { traitsOfProduct } from "#core/people/customers/import-products.ts";
import { fieldsInUse } from "#core/platform/custom-fields/definition.ts";
import { toLatinDigits } from "#core/platform/digits.ts";
import { cleanText } from "#core/platform/fold.ts";
import type { Ctx } from "#server/platform/context.ts";
import type { ImportSettings, RowInput } from "#server/workspace/imports/index.ts";
import { seenIds } from "./sight.ts";
import { findCards, findIdsByCode } from "./store.ts";

type Settled = Pick<Ctx, "fields">;

/** The columns whose cells name customers. */
export function linkPlaces(ctx: Settled, { columns }: ImportSettings): number[] {
  const keys = fieldsInUse(ctx.fields, "customer").flatMap(({ type, key }) => (type === "customer" ? [key] : []));
  const names = new Set(keys.map(customImportField));
  return columns.flatMap(({ field }, at) => (field !== null && names.has(field) ? [at] : []));
}

/**
 * The rows in the order in which they can be linked: who is named by a code of another of these rows is written before the row
 * that names them. Rows that name each other in a circle come last, together.
 */
export function wavesOf(ctx: Settled, rows: readonly RowInput[], settings: ImportSettings): (readonly RowInput[])[] {
  const places = linkPlaces(ctx, settings);
  if (places.length === 0) return [rows];
  const named = rowsByCode(rows, settings);
  const waits = (row: RowInput, left: ReadonlySet<RowInput>) =>
    places.some((at) => {
      const other = named.get(codeIn(row.cells[at]));
      return other !== undefined && other !== row && left.has(other);
    });
  const waves: RowInput[][] = [];
  const left = new Set(rows);
  while (left.size > 0) {
    const free = [...left].filter((row) => !waits(row, left));
    const wave = free.length > 0 ? free : [...left];
    waves.push(wave);
    for (const row of wave) left.delete(row);
  }
  return waves.length > 0 ? waves : [rows];
}

/**
 * The ids of customers that cells of links name by id or code. Where nothing is written, `memory` holds the codes of the file's rows so
 * far, so that a rehearsal finds whom the import will find.
 */
export async function findLinks(
  ctx: Ctx,
  rows: readonly RowInput[],
  settings: ImportSettings,
  memory?: Map<string, unknown>,
): Promise<Map<string, string>> {
  const places = linkPlaces(ctx, settings);
  const links = new Map<string, string>();
  if (places.length === 0) return links;
  const texts = new Set(rows.flatMap(({ cells }) => places.map((at) => cells[at]?.trim() ?? "")));
  const ids = [...texts].filter((text) => /^cus_[0-9A-Z]{26}$/.test(text));
  const codes = [...texts].filter((text) => text !== "" && text.length <= 40 && !ids.includes(text));
  const [there] = await Promise.all([
    findCards(ctx.table, ids),
    ...codes.map(async (text) => {
      const [id] = await findIdsByCode(ctx.table, codeIn(text));
      if (id) links.set(text, id);
    }),
  ]);
  for (const { id } of there) links.set(id, id);
  const seen = await seenIds(ctx, [...links.values()]);
  const found = new Map([...links].filter(([, id]) => seen.has(id)));
  if (!memory) return found;
  const inFile = codesIn(memory);
  for (const [code, { id }] of rowsByCode(rows, settings)) inFile.set(code, id);
  for (const text of codes) {
    const id = inFile.get(codeIn(text));
    if (!found.has(text) && id) found.set(text, id);
  }
  return found;
}

function codesIn(memory: Map<string, unknown>): Map<string, string> {
  const codes = (memory.get("codes") as Map<string, string> | undefined) ?? new Map<string, string>();
  memory.set("codes", codes);
  return codes;
}

/** The first row with each code, as it will be stored. */
function rowsByCode(rows: readonly RowInput[], { columns, product }: ImportSettings): Map<string, RowInput> {
  const at = columns.findIndex(({ field }) => field === "code");
  const { codePrefix = "" } = traitsOfProduct(product);
  const named = new Map<string, RowInput>();
  for (const row of rows) {
    const code = codeIn(row.cells[at]);
    if (code !== "" && !named.has(codePrefix + code)) named.set(codePrefix + code, row);
  }
  return named;
}

function codeIn(cell = ""): string {
  return toLatinDigits(cleanText(cell));
}
