import { type FieldsOf, hasNoRules, isHidden } from "#core/platform/access/fields.ts";
import type { CustomField } from "#core/platform/custom-fields/definition.ts";
import type { ColumnDates } from "#core/workspace/imports/date-columns.ts";
import type { OnDuplicate } from "#core/workspace/imports/index.ts";
import type { Ctx } from "#server/platform/context.ts";
import { mayWrite } from "#server/platform/field-access.ts";

export type RowReason = { code: string; message: string; path?: string };
/** `ids`: the records it became or was merged into. `of`: whether what a row repeats stands earlier in the file, or was there before it. */
export type RowOutcome = {
  outcome: "add" | "merge" | "skip" | "refuse";
  reasons: RowReason[];
  of?: "file" | "base";
  ids?: string[];
};

/** `said`: what people said of the dates of a column; `dates`: how they are read, once all of them were seen. */
export type SettledColumn = {
  heading: string;
  field: string | null;
  said?: Partial<ColumnDates>;
  dates?: ColumnDates;
};

export type ImportSettings = {
  columns: readonly SettledColumn[];
  /** The product whose export the headings show. */
  product?: string;
  region: string;
  /** The sheet of a workbook. */
  sheet?: string;
  onDuplicate: OnDuplicate;
  /** Whether somebody who is named and unknown is added. */
  createCustomers?: boolean;
};

/** Waits for those rows that may be found by one of these keys; without any, for all of them. */
export async function writtenOf(before: readonly UnderWay[], keys?: ReadonlySet<string>): Promise<void> {
  const mayMeet = (theirs: ReadonlySet<string> | null) => !keys || !theirs || [...keys].some((key) => theirs.has(key));
  const concerned = before.filter((one) => mayMeet(one.keys()));
  await Promise.all(concerned.map(({ written }) => written));
}

/** A row to import. Its id is the row's alone and the same at every try, so that a row is never added twice. */
export type RowInput = { id: string; cells: readonly string[] };

/** Rows that may be on their way to the table. `keys`: by what they will be found there, once that is known. */
export type UnderWay = { written: Promise<unknown>; keys(): ReadonlySet<string> | null };

export type RowsOptions = {
  /** Only say what would happen; what is remembered of a file's earlier rows is the importer's own. */
  rehearse?: { memory: Map<string, unknown> };
  /** These rows may have been written before, by a run that died. */
  again?: boolean;
  /** Rows before these: the table is not asked for whoever may be one of them until they are written. */
  before?: readonly UnderWay[];
  /** Called as soon as it is known by what these rows will be found. */
  onKeys?(keys: ReadonlySet<string>): void;
};

/** What became of a record when its import was taken back; `label` and `reasons` say of one left alone what and why. */
export type Reverted = {
  outcome: "removed" | "restored" | "left" | "untouched";
  label?: string;
  reasons?: RowReason[];
};

/** How one kind of record is imported. The engine reads files and keeps count; this knows the noun. */
export type Importer = {
  /** Whose fields its own are, for those that a role may not write. */
  fieldsOf: FieldsOf;
  /** The same for a workspace that has added fields of its own. */
  withCustom?(fields: readonly CustomField[]): Importer;
  fields: readonly string[];
  guessFields(headings: readonly string[]): (string | null)[];
  /** The ready mapping for what a known product exports. */
  recognise?(headings: readonly string[]): { product: string; fields: (string | null)[] } | null;
  /** Whether the cells of this field are dates, in either calendar. */
  isDate(field: string): boolean;
  /** Whether the cells of this field are phone numbers, from which the country is guessed. */
  isPhone(field: string): boolean;
  /** Decides and writes some rows, in order; one outcome for each. */
  importRows(
    ctx: Ctx,
    rows: readonly RowInput[],
    settings: ImportSettings,
    options?: RowsOptions,
  ): Promise<RowOutcome[]>;
  /** Takes back what an import did to these records, unless people changed them since; harmless when done again. */
  revert(ctx: Ctx, ids: readonly string[], importId: string): Promise<Reverted[]>;
};

/** The importer of a kind of record, with the fields that this workspace has added. */
export function importerFor({ fields, access }: Pick<Ctx, "fields" | "access">, importer: Importer): Importer {
  const whole = importer.withCustom?.(fields) ?? importer;
  if (hasNoRules(access.fields)) return whole;
  // What somebody may not write is guessed for no column; named by them it is refused.
  const open = (field: string | null) => (field !== null && isOpen({ access }, whole, field) ? field : null);
  const { recognise } = whole;
  return {
    ...whole,
    guessFields: (headings) => whole.guessFields(headings).map(open),
    ...(recognise && {
      recognise: (headings) => {
        const ready = recognise(headings);
        return ready && { ...ready, fields: ready.fields.map(open) };
      },
    }),
  };
}

/** Whether somebody may fill in this field from a file; what says whose an interaction is belongs to the customer. */
export function isOpen({ access }: Pick<Ctx, "access">, { fieldsOf }: Importer, field: string): boolean {
  const isOfCustomer = fieldsOf === "customer" || field.startsWith("customer");
  return isOfCustomer && fieldsOf !== "customer"
    ? !isHidden(access.fields, "customer", field)
    : mayWrite(access, fieldsOf, field);
}
