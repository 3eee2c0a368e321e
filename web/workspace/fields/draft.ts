import { readValue } from "#core/platform/custom-fields/check-value.ts";
import type { CustomValue } from "#core/platform/custom-fields/definition.ts";
import { parseDecimal } from "#core/platform/decimal.ts";
import { toPersianDigits } from "#core/platform/digits.ts";
import { fromMinorUnits, toMinorUnits } from "#core/platform/money.ts";
import type { CustomField } from "#core/workspace/fields/index.ts";
import { findWord, t } from "#web/platform/i18n.ts";
import { locale } from "#web/platform/locale.ts";
import { showDate } from "#web/platform/show.ts";
import { dateProblem, readDate } from "#web/ui/dates.ts";

/** A value while it is typed: `text` of what is written or chosen once, `chosen` of many choices. */
export type CustomDraft = { text: string; chosen: string[] };

export function draftOf(field: CustomField, value: CustomValue | undefined): CustomDraft {
  if (value === undefined) return { text: "", chosen: [] };
  if (Array.isArray(value)) return { text: "", chosen: [...value] };
  const digits = (number: number) =>
    locale() === "fa" ? toPersianDigits(String(number)).replace(".", "٫") : String(number);
  switch (field.type) {
    case "number":
      return { text: digits(Number(value)), chosen: [] };
    case "money":
      return { text: digits(fromMinorUnits(Number(value), field.currency ?? "")), chosen: [] };
    case "date":
      return { text: showDate(String(value), "short"), chosen: [] };
    case "yesNo":
      return { text: value ? "yes" : "no", chosen: [] };
    default:
      return { text: String(value), chosen: [] };
  }
}

/** The value a draft says, null when it is empty; or what is wrong with it, as core decides. */
export function readDraft(
  field: CustomField,
  draft: CustomDraft,
  before?: CustomValue,
): { value: CustomValue | null } | { problem: string } {
  const typed = typedOf(field, draft);
  if (typeof typed === "object" && typed !== null && "problem" in typed) return typed;
  const read = readValue(field, typed, before);
  if ("problem" in read) return { problem: findWord(`errors.codes.${read.problem.code}`) ?? read.problem.message };
  return read.value === null && field.required ? { problem: t("fields.problems.required") } : read;
}

function typedOf(field: CustomField, { text, chosen }: CustomDraft): CustomValue | null | { problem: string } {
  if (field.type === "manyChoice") return chosen.length > 0 ? [...chosen] : null;
  if (text.trim() === "") return null;
  switch (field.type) {
    case "number":
      return parseDecimal(text) ?? { problem: t("fields.problems.number") };
    case "money": {
      const amount = parseDecimal(text);
      const units = amount === null ? null : toMinorUnits(amount, field.currency ?? "");
      return units ?? { problem: t("fields.problems.money") };
    }
    case "date": {
      const wrong = dateProblem(text);
      const read = readDate(text);
      return "on" in read ? read.on : { problem: wrong ?? "" };
    }
    case "yesNo":
      return text === "yes";
    default:
      return text;
  }
}
