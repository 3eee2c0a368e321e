import {
  EXPORT_HEADINGS,
  EXPORT_WORDS,
  type ExportField,
  type ExportPart,
  partHeading,
} from "#core/people/customers/export-words.ts";
import { writeAddress, writeConsent, writeOccasion } from "#core/people/customers/import-more.ts";
import type { Customer } from "#core/people/customers/index.ts";
import { type CustomField, type CustomValue, fieldsInUse, labelOf } from "#core/platform/custom-fields/definition.ts";
import { fromMinorUnits } from "#core/platform/money.ts";
import { writeWords } from "#core/platform/word-list.ts";
import type { CellType, ExportColumn, ExportQuestion } from "#server/workspace/exports/index.ts";

/** A customer with names of what they refer to, which may be others by the time they are written. */
export type CustomerRow = Customer & {
  ownerName?: string;
  daysSinceContact?: number;
  segmentNames?: readonly string[];
};
type Column = ExportColumn<CustomerRow>;

const WIDTHS: Partial<Record<ExportField, number>> = { id: 32, name: 26, tags: 24, notes: 50 };
const ADDRESS_PARTS = ["country", "region", "city", "street", "postalCode"] as const;

/** The lists whose entries stand in columns of their own, and so how many of each are needed. */
export function widthsOf(rows: readonly CustomerRow[]): { [list: string]: number } {
  const most = (count: (row: CustomerRow) => number) => rows.reduce((sum, row) => Math.max(sum, count(row)), 0);
  return {
    phones: most(({ phones }) => phones.length),
    emails: most(({ emails }) => emails.length),
  };
}

/** The columns of a list of customers, in their order, with at least one of each kind. */
export function customerColumns(
  { language }: Pick<ExportQuestion, "language">,
  custom: readonly CustomField[],
  widths: { [list: string]: number },
): Column[] {
  const words = EXPORT_WORDS[language];
  const one = (field: ExportField, value: Column["value"], type: CellType = "text"): Column => ({
    name: field,
    heading: EXPORT_HEADINGS[field][language],
    type,
    width: WIDTHS[field] ?? 18,
    value,
  });
  const part = (
    field: ExportField,
    number: number | null,
    name: ExportPart | null,
    value: Column["value"],
  ): Column => ({
    name: [field, number, name].filter((piece) => piece !== null).join("."),
    heading: partHeading(field, number, name, language),
    type: "text",
    width: name === "label" ? 12 : 20,
    value,
  });
  const entries = (list: string) => Array.from({ length: Math.max(1, widths[list] ?? 0) }, (_, at) => at);
  return [
    one("id", ({ id }) => id),
    one("code", ({ code }) => code),
    one("kind", ({ kind }) => words.kinds[kind]),
    one("relation", ({ relation }) => words.relations[relation]),
    one("lifecycleStage", ({ lifecycleStage }) => words.stages[lifecycleStage]),
    one("name", ({ name }) => name),
    one("givenName", ({ givenName }) => givenName),
    one("familyName", ({ familyName }) => familyName),
    ...entries("phones").flatMap((at) => [
      part("phones", at + 1, "label", ({ phones }) => phones[at]?.label),
      part("phones", at + 1, null, ({ phones }) => phoneText(phones[at])),
    ]),
    ...entries("emails").flatMap((at) => [
      part("emails", at + 1, "label", ({ emails }) => emails[at]?.label),
      part("emails", at + 1, null, ({ emails }) => emails[at]?.address),
    ]),
    part("addresses", 1, "label", ({ addresses }) => addresses[0]?.label),
    ...ADDRESS_PARTS.map((name) => part("addresses", 1, name, ({ addresses }) => addresses[0]?.[name])),
    part("addresses", null, "more", ({ addresses }) => addresses.slice(1).map(writeAddress).join("\n")),
    one("nationalId", ({ nationalId }) => nationalId),
    one("iban", ({ iban }) => iban),
    one("birthOn", ({ birthOn }) => birthOn, "date"),
    one("occasions", ({ occasions }) => occasions.map(writeOccasion).join("\n")),
    one("tags", ({ tags }) => writeWords(tags, language === "fa" ? "، " : ", ")),
    one("source", ({ source }) => source),
    one("owner", ({ ownerName, ownerId }) => ownerName ?? ownerId),
    one("preferredChannel", ({ preferredChannel }) => preferredChannel && words.channels[preferredChannel]),
    one("language", (row) => row.language && words.languages[row.language]),
    one("timeZone", ({ timeZone }) => timeZone),
    ...(["email", "sms", "call"] as const).map((channel) =>
      part("consents", null, channel, ({ consents }) => writeConsent(consents[channel], language)),
    ),
    ...fieldsInUse(custom, "customer").map((field) => customColumn(field, language)),
    one("notes", ({ notes }) => notes),
    one("interactions", ({ stats }) => stats.interactions, "number"),
    one("firstContactAt", ({ stats }) => stats.firstContactAt, "instant"),
    one("lastContactAt", ({ stats }) => stats.lastContactAt, "instant"),
    one("silence", ({ daysSinceContact }) => daysSinceContact, "number"),
    one("inbound", ({ stats }) => sumOf(stats.inbound), "number"),
    one("outbound", ({ stats }) => sumOf(stats.outbound), "number"),
    one("openActivities", ({ stats }) => stats.openActivities, "number"),
    one("nextActivityAt", ({ stats }) => stats.nextActivityAt, "instant"),
    one("rfmGroup", ({ stats }) => stats.rfm && words.rfmGroups[stats.rfm.group]),
    one("segments", ({ segmentNames = [] }) => writeWords(segmentNames, language === "fa" ? "، " : ", ")),
    one("createdAt", ({ createdAt }) => createdAt, "instant"),
    one("updatedAt", ({ updatedAt }) => updatedAt, "instant"),
    one("archivedAt", ({ archivedAt }) => archivedAt, "instant"),
  ];
}

const sumOf = (counts: Customer["stats"]["inbound"]) => Object.values(counts).reduce((all, one) => all + one, 0);

function phoneText(phone: Customer["phones"][number] | undefined): string | undefined {
  return phone?.extension ? `${phone.number} ext. ${phone.extension}` : phone?.number;
}

const CUSTOM_TYPES: Partial<Record<CustomField["type"], CellType>> = {
  number: "number",
  money: "number",
  date: "date",
};

function customColumn(field: CustomField, language: "fa" | "en"): Column {
  const { key, type, label } = field;
  return {
    name: `custom.${key}`,
    heading: labelOf(label, language),
    type: CUSTOM_TYPES[type] ?? "text",
    width: type === "longText" ? 40 : 18,
    value: ({ custom }) => customText(field, custom[key] as CustomValue | undefined, language),
  };
}

function customText(
  { type, choices = [], currency }: CustomField,
  value: CustomValue | undefined,
  language: "fa" | "en",
): string | number | undefined {
  const { yes, no } = EXPORT_WORDS[language].yesNo;
  const choice = (one: string) => {
    const found = choices.find((other) => other.value === one);
    return found ? labelOf(found.label, language) : one;
  };
  if (value === undefined) return undefined;
  if (typeof value === "boolean") return value ? yes : no;
  if (Array.isArray(value)) return writeWords(value.map(choice), language === "fa" ? "، " : ", ");
  if (type === "choice") return choice(String(value));
  if (type === "money" && typeof value === "number") return fromMinorUnits(value, currency ?? "IRR");
  return value;
}
