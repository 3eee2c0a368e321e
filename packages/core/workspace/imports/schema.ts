import { isSupportedCountry } from "libphonenumber-js/min";
import * as z from "zod";
import { idShape } from "../../platform/ids.ts";
import { CALENDARS } from "../../platform/text-shape.ts";

/** What an import can make. Rooms register themselves with the engine under these names. */
export const IMPORT_KINDS = ["customers", "interactions"] as const;
export const ON_DUPLICATE = ["merge", "skip", "add"] as const;
export type OnDuplicate = (typeof ON_DUPLICATE)[number];

export const IMPORT_ENCODINGS = ["utf-8", "utf-16le", "utf-16be", "windows-1256", "windows-1252"] as const;

export const MAX_COLUMNS = 500;
export const MAX_ROWS = 100_000;

const columnDatesShape = z.strictObject({
  /** `byYear`: 1200–1500 is Solar Hijri, 1800–2200 Gregorian, each date by itself. */
  calendar: z.enum([...CALENDARS, "byYear"]),
  dayOrder: z.enum(["dayFirst", "monthFirst"]).optional(),
});

/** One column of the file: its heading, which field it goes to (null: left out), and some of its values. */
export const columnShape = z.strictObject({
  heading: z.string(),
  field: z.string().nullable(),
  samples: z.array(z.string()),
  /** Of a column of dates: how they are read, and what has to be said before they can be. */
  dates: columnDatesShape.nullable(),
  asks: z.enum(["calendar", "dayOrder"]).nullable(),
});

export const previewRowShape = z.strictObject({
  line: z.number().int(),
  values: z.array(z.string()),
  /** What will happen to this row, as far as can be told without writing. */
  outcome: z.enum(["add", "merge", "skip", "refuse"]),
  reasons: z.array(z.string()),
});

export const importPreviewShape = z
  .strictObject({
    format: z.enum(["csv", "xlsx"]),
    /** Encoding and delimiter of a CSV; the sheet that is read of a workbook, and all it has. */
    encoding: z.enum(IMPORT_ENCODINGS).nullable(),
    delimiter: z.string().nullable(),
    sheet: z.string().nullable(),
    sheets: z.array(z.string()),
    /** Where the fields come from: as asked for, as last time with these headings, a known product's, or guessed. */
    mapping: z.enum(["given", "remembered", "product", "guessed"]),
    product: z.string().nullable(),
    region: z.string(),
    columns: z.array(columnShape),
    rows: z.array(previewRowShape),
  })
  .meta({ id: "ImportPreview" });

export type ImportPreview = z.output<typeof importPreviewShape>;

const regionShape = z
  .string()
  .length(2)
  .toUpperCase()
  .refine((code) => isSupportedCountry(code), "This is not the code of a country.");

export const newImportShape = z.strictObject({
  uploadId: idShape("upl"),
  as: z.enum(IMPORT_KINDS),
  onDuplicate: z.enum(ON_DUPLICATE).default("merge"),
  /** The field of each column, in the file's order, null to leave it out; guessed from the headings when absent. */
  fields: z.array(z.string().max(80).nullable()).max(MAX_COLUMNS).optional(),
  /** Whether a customer that an interaction names and nobody knows is added. */
  createCustomers: z.boolean().default(false),
  /** What people say of the dates of each column, in the file's order; asked for by `asks` of the preview. */
  dates: z.array(columnDatesShape.partial().nullable()).max(MAX_COLUMNS).optional(),
  /** Country of phone numbers written without one, ISO 3166; guessed when absent. */
  region: regionShape.optional(),
  /** The sheet of a workbook; the first that holds anything when absent. */
  sheet: z.string().max(200).optional(),
});

export type NewImport = z.output<typeof newImportShape>;

const counts = {
  added: z.number().int(),
  merged: z.number().int(),
  skipped: z.number().int(),
  refused: z.number().int(),
};

/** What an import of the whole file would do, as far as it was looked through. Nothing is written. */
export const rehearsalShape = z
  .strictObject({
    /** Its job's. */
    id: idShape("job"),
    state: z.enum(["running", "done", "failed"]),
    rows: z.number().int(),
    /** Null while the rows are being counted. */
    total: z.number().int().nullable(),
    ...counts,
    /** How many of those merged or skipped repeat an earlier row of the file; the others are in the workspace. */
    inFile: z.number().int(),
    /** Why rows are refused, and what of the others is not understood: how often each. */
    reasons: z.record(z.string(), z.number().int()),
    warnings: z.record(z.string(), z.number().int()),
    /** What the whole file leaves open about its dates. */
    asks: z.array(z.strictObject({ column: z.number().int(), asks: z.enum(["calendar", "dayOrder"]) })),
    error: z.strictObject({ code: z.string(), message: z.string() }).nullable(),
  })
  .meta({ id: "Rehearsal" });

export type Rehearsal = z.output<typeof rehearsalShape>;

/** `paused` waits for a person; `done`, `failed` and `cancelled` have ended, and what was done stays until it is reverted. */
export const IMPORT_STATES = ["running", "paused", "done", "failed", "cancelled"] as const;

/** How an import was taken back: records removed, records given back what they were, and records left alone. */
const revertShape = z.strictObject({
  state: z.enum(["running", "done", "failed"]),
  removed: z.number().int(),
  restored: z.number().int(),
  left: z.number().int(),
  /** Where the records that were left alone can be fetched from, with the reasons. */
  leftFile: z.string().nullable(),
  startedAt: z.string(),
  finishedAt: z.string().optional(),
});

/** An import: what it was asked, how far it is and what it did. */
export const importShape = z
  .strictObject({
    id: idShape("imp"),
    /** The job that does it. */
    jobId: idShape("job"),
    as: z.enum(IMPORT_KINDS),
    fileName: z.string(),
    onDuplicate: z.enum(ON_DUPLICATE),
    state: z.enum(IMPORT_STATES),
    /** The rows done so far, and of the whole file once they were counted. */
    rows: z.number().int(),
    total: z.number().int().nullable(),
    ...counts,
    /** Why rows were refused: how often each. */
    reasons: z.record(z.string(), z.number().int()),
    /** Where the refused rows can be fetched from, with the reasons in a column of their own. */
    refusedFile: z.string().nullable(),
    bytes: z.number().int(),
    bytesRead: z.number().int(),
    error: z.strictObject({ code: z.string(), message: z.string() }).optional(),
    startedAt: z.string(),
    finishedAt: z.string().optional(),
    by: z.string(),
    /** Taken back as a whole, or how far that is. */
    revert: revertShape.nullable(),
  })
  .meta({ id: "Import" });

export type Import = z.output<typeof importShape>;

export const newUploadShape = z.strictObject({
  fileName: z.string().trim().min(1).max(200),
  bytes: z
    .number()
    .int()
    .min(0)
    .max(200 * 1024 * 1024),
});
