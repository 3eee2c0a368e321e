import { type CustomField, type CustomValues, fieldsInUse } from "../../platform/custom-fields/definition.ts";
import { readText, type TextReaders } from "../../platform/custom-fields/read-text.ts";
import { foldText } from "../../platform/fold.ts";
import { type Cell, cellsOf, keep, type Row } from "./import-cells.ts";
import { isPlaceholder } from "./import-words.ts";

export const customImportField = (key: string): string => `custom.${key}`;

/** What columns of an import can be besides a customer's own fields. */
export function customImportFields(fields: readonly CustomField[]): string[] {
  return fieldsInUse(fields, "customer").map(({ key }) => customImportField(key));
}

const plain = (text: string) => foldText(text).replace(/[^\p{L}\p{N}]/gu, "");

/**
 * The guesses, with the columns that are called as a field of the workspace: its own name says more than any guess. Each
 * field is given to the first such column.
 */
export function guessCustomFields(
  headings: readonly string[],
  guesses: readonly (string | null)[],
  fields: readonly CustomField[],
): (string | null)[] {
  const named = new Map<string, string>();
  for (const { key, label } of fieldsInUse(fields, "customer")) {
    for (const name of [customImportField(key), key, label.fa, label.en]) {
      if (name && !named.has(plain(name))) named.set(plain(name), customImportField(key));
    }
  }
  const taken = new Set<string>();
  return headings.map((heading, at) => {
    const field = named.get(plain(heading));
    if (!field || taken.has(field)) return guesses[at] ?? null;
    taken.add(field);
    return field;
  });
}

/** The custom values of a row. What cannot be read is kept in the notes, with a warning. */
export function readCustomCells(
  row: Row,
  fields: readonly CustomField[],
  readersOf: (cell: Cell) => TextReaders,
): CustomValues {
  const values: CustomValues = {};
  for (const field of fieldsInUse(fields, "customer")) {
    for (const cell of cellsOf(row, customImportField(field.key))) {
      const isWord = field.type === "yesNo" || field.type === "text" || field.type === "longText";
      if (!isWord && isPlaceholder(cell.text)) continue;
      const read = readText(field, cell.text, readersOf(cell));
      if ("problem" in read) keep(row, cell, read.problem);
      else if (read.value !== null && !(field.key in values)) values[field.key] = read.value;
      else if (read.value !== null && JSON.stringify(values[field.key]) !== JSON.stringify(read.value)) keep(row, cell);
    }
  }
  return values;
}
