import { labelOf } from "#core/platform/custom-fields/definition.ts";
import { fromMinorUnits, minorDigits } from "#core/platform/money.ts";
import type { CustomField } from "#core/workspace/fields/index.ts";
import { findWord, t } from "#web/platform/i18n.ts";
import { locale, numberLocale } from "#web/platform/locale.ts";
import { showDate, showList } from "#web/platform/show.ts";
import type { Choice } from "#web/ui/field.tsx";

/** The name of a field in the language shown, or in the other one. */
export const fieldLabel = (field: Pick<CustomField, "label">): string => labelOf(field.label, locale());
export const fieldHelp = ({ help }: CustomField): string | undefined => (help ? labelOf(help, locale()) : undefined);
export const typeWord = (type: CustomField["type"]): string => t(`fields.types.${type}`);

/** The choices that are offered; a retired one only where it is chosen already. */
export function choicesOffered(field: CustomField, chosen: readonly string[] = []): Choice[] {
  const offered = (field.choices ?? []).filter(({ value, retired }) => !retired || chosen.includes(value));
  return offered.map(({ value, label }) => ({ value, label: labelOf(label, locale()) }));
}

export function choiceWord(field: CustomField, value: string): string {
  const choice = field.choices?.find((one) => one.value === value);
  return choice ? labelOf(choice.label, locale()) : value;
}

export function currencyWord(currency: string): string {
  return findWord(`fields.currencies.${currency}`) ?? currency;
}

/** A number as it is read, with as many decimals as it has. */
export function showDecimal(value: number): string {
  return new Intl.NumberFormat(numberLocale(), { maximumFractionDigits: 9 }).format(value);
}

export function showMoney(units: number, currency: string): string {
  const digits = minorDigits(currency);
  const format = new Intl.NumberFormat(numberLocale(), {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return t("fields.money", format.format(fromMinorUnits(units, currency)), currencyWord(currency));
}

/** A value as a person reads it. `nameOf` says who a link leads to. A card's value that was cut ends with «…». */
export function customText(field: CustomField, value: unknown, nameOf: (id: string) => string): string {
  if (value === undefined || value === null) return "";
  if (value === "…") return value;
  switch (field.type) {
    case "number":
      return showDecimal(Number(value));
    case "money":
      return showMoney(Number(value), field.currency ?? "");
    case "date":
      return showDate(String(value));
    case "yesNo":
      return t(value ? "fields.yes" : "fields.no");
    case "choice":
      return choiceWord(field, String(value));
    case "manyChoice":
      return showList((Array.isArray(value) ? value : []).map((one) => choiceWord(field, String(one))));
    case "customer":
      return nameOf(String(value));
    default:
      return String(value);
  }
}
