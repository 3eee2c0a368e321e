import type { OnDuplicate } from "#core/workspace/imports/index.ts";
import type { Ctx } from "#server/platform/context.ts";

export type RowReason = { code: string; message: string; path?: string };
export type RowOutcome = { outcome: "add" | "merge" | "skip" | "refuse"; reasons: RowReason[] };

export type ImportSettings = {
  columns: readonly { heading: string; field: string | null }[];
  region: string;
  onDuplicate: OnDuplicate;
  /** Only say what would happen. */
  rehearse: boolean;
};

/** How one kind of record is imported. The engine reads files and keeps count; this knows the noun. */
export type Importer = {
  fields: readonly string[];
  guessFields(headings: readonly string[]): (string | null)[];
  /** Whether the cells of this field are phone numbers, from which the country is guessed. */
  isPhone(field: string): boolean;
  /** Decides and writes some rows, in order; one outcome for each. */
  importRows(ctx: Ctx, rows: readonly (readonly string[])[], settings: ImportSettings): Promise<RowOutcome[]>;
};
