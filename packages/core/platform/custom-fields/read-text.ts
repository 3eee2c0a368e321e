import { parseDecimal } from "../decimal.ts";
import { foldText } from "../fold.ts";
import { toMinorUnits } from "../money.ts";
import { readWords } from "../word-list.ts";
import { readValue, type ValueProblem } from "./check-value.ts";
import type { CustomField, CustomValue } from "./definition.ts";

export type TextReaders = {
  /** The ISO date a text names, or null. */
  date(text: string): string | null;
  /** The customer a text names by id or code, or null. */
  customer(text: string): string | null;
};

const YES = new Set("yes y true 1 on ✓ ✔ x بله بلی آری دارد هست درست فعال".split(" ").map(foldText));
const NO = new Set("no n false 0 off خیر نه ندارد نیست نادرست غیرفعال".split(" ").map(foldText));

/** What a cell of a file says for a field, as people and other programs write it; null when it is empty. */
export function readText(
  field: CustomField,
  text: string,
  readers: TextReaders,
): { value: CustomValue | null } | { problem: ValueProblem } {
  if (text.trim() === "") return { value: null };
  const typed = typedOf(field, text, readers);
  if (typed === null)
    return { problem: { code: UNREADABLE[field.type], message: "This cannot be read as a value of its field." } };
  return readValue(field, typed);
}

const UNREADABLE: Readonly<Record<CustomField["type"], string>> = {
  text: "custom.not_text",
  longText: "custom.not_text",
  number: "custom.not_number",
  money: "custom.not_amount",
  date: "custom.not_date",
  yesNo: "custom.not_yes_no",
  choice: "custom.unknown_choice",
  manyChoice: "custom.unknown_choice",
  customer: "custom.customer_missing",
};

function typedOf(field: CustomField, text: string, readers: TextReaders): CustomValue | null {
  switch (field.type) {
    case "number":
      return parseDecimal(text);
    case "money":
      return amountOf(text, field.currency ?? "");
    case "date":
      return readers.date(text);
    case "yesNo": {
      const folded = foldText(text);
      return YES.has(folded) ? true : NO.has(folded) ? false : null;
    }
    case "choice":
      return choiceOf(field, text);
    case "manyChoice":
      return choicesOf(field, text);
    case "customer":
      return readers.customer(text.trim());
    default:
      return text;
  }
}

/** With or without the name of its currency: `1,500,000 ریال`, `IRR 1500000`, `$ 12.50`. */
function amountOf(text: string, currency: string): number | null {
  const bare = text.replace(/[\p{L}\p{Sc}.]+\s*$|^\s*[\p{L}\p{Sc}]+/gu, "").trim();
  const amount = parseDecimal(text) ?? parseDecimal(bare);
  return amount === null ? null : toMinorUnits(amount, currency);
}

function choiceOf({ choices = [] }: CustomField, text: string): string | null {
  const folded = foldText(text);
  const named = choices.filter(({ value, label }) =>
    [value, label.fa ?? "", label.en ?? ""].some((name) => foldText(name) === folded),
  );
  return (named.find(({ retired }) => !retired) ?? named[0])?.value ?? null;
}

/** One choice whose name holds a comma, or several with commas between them; null when any is unknown. */
function choicesOf(field: CustomField, text: string): string[] | null {
  const whole = choiceOf(field, text);
  if (whole !== null) return [whole];
  const values = readWords(text).map((part) => choiceOf(field, part));
  return values.every((value) => value !== null) ? (values as string[]) : null;
}
