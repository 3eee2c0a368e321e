import { expect, test } from "vitest";
import type { CustomField } from "./definition.ts";
import { readText } from "./read-text.ts";

const READERS = {
  date: (text: string) => (text === "1405/01/01" ? "2026-03-21" : null),
  customer: (text: string) => (text === "C-7" ? "cus_01JD8ZC3W5Q1T8M4G2N6V9X0RA" : null),
};
const CHOICES = [
  { value: "gold", label: { fa: "طلایی", en: "Gold" } },
  { value: "both", label: { en: "Tin, bronze" } },
];
function read(type: CustomField["type"], text: string) {
  const at = "2026-03-21T08:00:00.000Z";
  const field: CustomField = {
    id: "fld_01JD8ZC3W5Q1T8M4G2N6V9X001",
    version: 1,
    kind: "customer",
    key: "x",
    type,
    label: { en: "x" },
    required: false,
    inLists: false,
    choices: CHOICES,
    currency: "IRR",
    createdAt: at,
    updatedAt: at,
  };
  const found = readText(field, text, READERS);
  return "value" in found ? found.value : found.problem.code;
}

test.each([
  ["text", "  بنز  ", "بنز"],
  ["number", "۱۲٫۵", 12.5],
  ["number", "many", "custom.not_number"],
  ["money", "1,500,000 ریال", 1_500_000],
  ["money", "۱٬۵۰۰٬۰۰۰", 1_500_000],
  ["money", "IRR 1500000", 1_500_000],
  ["date", "1405/01/01", "2026-03-21"],
  ["date", "soon", "custom.not_date"],
  ["yesNo", "بله", true],
  ["yesNo", "No", false],
  ["yesNo", "perhaps", "custom.not_yes_no"],
  ["choice", "طلايي", "gold"],
  ["choice", "GOLD", "gold"],
  ["choice", "silver", "custom.unknown_choice"],
  ["manyChoice", "gold، gold", ["gold"]],
  ["manyChoice", "Tin, bronze", ["both"]],
  ["manyChoice", "gold, silver", "custom.unknown_choice"],
  ["customer", "C-7", "cus_01JD8ZC3W5Q1T8M4G2N6V9X0RA"],
  ["customer", "nobody", "custom.customer_missing"],
  ["number", "  ", null],
] as const)("as %s, %j is %j", (type, text, value) => {
  expect(read(type, text)).toEqual(value);
});
