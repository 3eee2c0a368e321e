import type { ErrorDetail } from "../errors.ts";
import { cleanText } from "../fold.ts";
import { type CustomField, type CustomValue, FIELD_LIMITS } from "./definition.ts";

export type ValueProblem = { code: string; message: string; limit?: number };
export type ReadValue = { value: CustomValue | null } | { problem: ValueProblem };

const CUSTOMER_ID = /^cus_[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

/**
 * Reads one value of a field as it comes in: `value` is what is kept (text cleaned, each choice once), null when it is
 * empty. A retired choice is taken only where it stands already (`before`).
 */
export function readValue(field: CustomField, given: unknown, before?: CustomValue): ReadValue {
  if (given === null || given === undefined) return { value: null };
  switch (field.type) {
    case "text":
    case "longText":
      return readText(field.type, given);
    case "number":
      return readNumber(given);
    case "money":
      return Number.isSafeInteger(given) && Math.abs(given as number) <= FIELD_LIMITS.number
        ? { value: (given as number) || 0 }
        : problem("not_amount", "An amount is a whole number of the currency's smallest unit, at most 10^15.");
    case "date":
      return typeof given === "string" && isDay(given)
        ? { value: given }
        : problem("not_date", "A date is YYYY-MM-DD in the Gregorian calendar, such as 2026-03-21.");
    case "yesNo":
      return typeof given === "boolean" ? { value: given } : problem("not_yes_no", "This is true or false.");
    case "choice":
      return readChoice(field, given, before);
    case "manyChoice":
      return readChoices(field, given, before);
    case "customer":
      return typeof given === "string" && CUSTOMER_ID.test(given)
        ? { value: given }
        : problem("not_customer", "This is the id of a customer, such as cus_01JD8ZC3W5Q1T8M4G2N6V9X0RA.");
  }
}

// As rules compare dates: as text, of four digits of the year.
function isDay(text: string): boolean {
  if (!/^[12]\d{3}-\d\d-\d\d$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00.000Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

function readText(type: "text" | "longText", given: unknown): ReadValue {
  if (typeof given !== "string") return problem("not_text", "This is a text.");
  const limit = FIELD_LIMITS[type];
  if (given.length > limit * 4) return problem("too_long", `At most ${limit} letters.`, limit);
  const text = cleanText(given.toWellFormed(), { multiline: type === "longText" });
  return text.length > limit ? problem("too_long", `At most ${limit} letters.`, limit) : { value: text || null };
}

// Every store keeps these exactly; beyond them one rounds where another refuses.
function readNumber(given: unknown): ReadValue {
  if (typeof given !== "number" || !Number.isFinite(given)) return problem("not_number", "This is a number.");
  if (Math.abs(given) > FIELD_LIMITS.number) return problem("out_of_range", "A number lies between -10^15 and 10^15.");
  if (Number(given.toFixed(FIELD_LIMITS.decimals)) !== given) {
    return problem("too_precise", `At most ${FIELD_LIMITS.decimals} decimals.`, FIELD_LIMITS.decimals);
  }
  return { value: given || 0 };
}

function readChoice(field: CustomField, given: unknown, before: CustomValue | undefined): ReadValue {
  if (given === "") return { value: null };
  const wrong = choiceProblem(field, given, before === undefined ? [] : [before]);
  return wrong ? { problem: wrong } : { value: given as string };
}

function readChoices(field: CustomField, given: unknown, before: CustomValue | undefined): ReadValue {
  if (!Array.isArray(given)) return problem("not_choices", "This is a list of choices.");
  const chosen = [...new Set(given)];
  if (chosen.length > FIELD_LIMITS.chosen) {
    return problem("too_many", `At most ${FIELD_LIMITS.chosen} choices.`, FIELD_LIMITS.chosen);
  }
  const kept = Array.isArray(before) ? before : [];
  for (const one of chosen) {
    const wrong = choiceProblem(field, one, kept);
    if (wrong) return { problem: wrong };
  }
  return { value: chosen.length > 0 ? (chosen as string[]) : null };
}

function choiceProblem(field: CustomField, given: unknown, kept: readonly unknown[]): ValueProblem | null {
  const choice = field.choices?.find(({ value }) => value === given);
  if (!choice) return { code: "custom.unknown_choice", message: "This is none of the field's choices." };
  if (!choice.retired || kept.includes(given)) return null;
  return { code: "custom.retired_choice", message: "This choice was taken out of use." };
}

function problem(code: string, message: string, limit?: number): ReadValue {
  return { problem: { code: `custom.${code}`, message, ...(limit !== undefined && { limit }) } };
}

/** A problem as a refusal names it. */
export function detailOf(key: string, { code, message, limit }: ValueProblem): ErrorDetail {
  return { path: `custom.${key}`, code, message, ...(limit !== undefined && { limit }) };
}
