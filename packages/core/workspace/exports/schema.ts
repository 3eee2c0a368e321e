import * as z from "zod";
import { idShape } from "../../platform/ids.ts";
import { auditQuestionShape } from "../audit/schema.ts";

/** What can be exported as a list. Rooms register themselves with the engine under these names. */
export const EXPORT_KINDS = ["customers", "interactions", "audit"] as const;
export const EXPORT_FORMATS = ["xlsx", "csv"] as const;
/** `own`: the calendar of the language it is written in. `iso`: 2026-03-21, for programs. */
export const EXPORT_DATES = ["own", "iso"] as const;
export const EXPORT_STATES = ["running", "done", "failed", "cancelled"] as const;

export type ExportKind = (typeof EXPORT_KINDS)[number];
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** So many can be named one by one; more than these are a filter's. */
export const MAX_EXPORT_IDS = 2_000;
export const EXPORT_KEPT_DAYS = 7;

const question = {
  of: z.enum(EXPORT_KINDS),
  format: z.enum(EXPORT_FORMATS).default("xlsx"),
  /** Of headings, words and dates. */
  language: z.enum(["fa", "en"]).optional(),
  dates: z.enum(EXPORT_DATES).default("own"),
};

export const newExportShape = z
  .strictObject({
    ...question,
    /** As in the list of customers: whose list it is, and in which order. */
    filter: z.string().max(10_000).optional(),
    sort: z.enum(["newest", "name", "lastContact", "changed"]).default("newest"),
    reverse: z.boolean().default(false),
    archived: z.boolean().default(false),
    /** Only these, in this order; filter and sort are then not asked. */
    ids: z.array(idShape("cus")).min(1).max(MAX_EXPORT_IDS).optional(),
    /** Of the audit: what is looked for. */
    audit: auditQuestionShape.optional(),
    /** Only these columns; all when absent. */
    columns: z.array(z.string().min(1).max(60)).min(1).max(200).optional(),
  })
  .meta({ id: "NewExport" });

export type NewExport = z.output<typeof newExportShape>;

/** An export of a list: what it was asked, how far it is, and where its file is. */
export const exportShape = z
  .strictObject({
    id: idShape("exp"),
    /** The job that does it. */
    jobId: idShape("job"),
    of: z.enum(EXPORT_KINDS),
    format: z.enum(EXPORT_FORMATS),
    state: z.enum(EXPORT_STATES),
    rows: z.number().int(),
    bytes: z.number().int().nullable(),
    fileName: z.string(),
    /** Where the file can be fetched from; null until it is there. */
    file: z.string().nullable(),
    error: z.strictObject({ code: z.string(), message: z.string() }).optional(),
    startedAt: z.string(),
    finishedAt: z.string().optional(),
    /** When it is deleted, with its file. */
    expiresAt: z.string(),
    by: z.string(),
  })
  .meta({ id: "Export" });

export type Export = z.output<typeof exportShape>;

export const exportColumnShape = z.strictObject({ name: z.string(), heading: z.string() });
export type ExportColumnName = z.output<typeof exportColumnShape>;
