import { reasonText } from "#core/workspace/imports/reason-text.ts";
import type { Ctx } from "#server/platform/context.ts";
import type { RowReason } from "./importer.ts";

/** Why a row was refused or a record left alone, in the words of the workspace's language. */
export function reasonsText({ workspace: { locale } }: Ctx, reasons: readonly RowReason[]): string {
  return reasons.map((reason) => reasonText(reason, locale)).join(locale === "fa" ? "؛ " : "; ");
}
