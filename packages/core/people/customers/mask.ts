import { type FieldRules, fieldOf, hasNoRules, isHidden } from "../../platform/access/fields.ts";
import { formatDate } from "../../platform/date-format.ts";
import { toPersianDigits } from "../../platform/digits.ts";
import type { Customer, CustomerCard } from "./schema.ts";

const UNKNOWN = { state: "unknown" } as const;

/** What stands in place of a hidden field that every customer has; any other is left out. */
const EMPTY: Partial<Customer> = {
  phones: [],
  emails: [],
  addresses: [],
  occasions: [],
  tags: [],
  consents: { email: UNKNOWN, sms: UNKNOWN, call: UNKNOWN },
};

/** A customer as somebody with these rules is shown them. */
export function maskCustomer(rules: FieldRules, customer: Customer): Customer {
  if (hasNoRules(rules)) return customer;
  const kept = Object.entries(customer).filter(([name]) => name === "custom" || !isHidden(rules, "customer", name));
  const shown = Object.fromEntries(kept) as Customer;
  for (const name of Object.keys(EMPTY)) if (!(name in shown)) Object.assign(shown, { [name]: EMPTY[name as "tags"] });
  return { ...shown, custom: maskCustom(rules, customer.custom) };
}

const DAY = /^\d{4}-\d\d-\d\d$/;
const CALENDARS = ["persian", "gregorian"] as const;

/** What of a customer somebody with these rules is not shown, as it may stand in a text: words, numbers and dates as they are written. */
export function hiddenTexts(rules: FieldRules, customer: Pick<Customer, "custom">): string[] {
  if (hasNoRules(rules)) return [];
  const { custom, ...fields } = customer;
  const all = [
    ...Object.entries(fields),
    ...Object.entries(custom).map(([key, value]) => [`custom.${key}`, value] as const),
  ];
  const texts = all.filter(([name]) => isHidden(rules, "customer", name)).flatMap(([, value]) => textsIn(value));
  return texts.flatMap((text) => [text, toPersianDigits(text), ...(DAY.test(text) ? datesOf(text) : [])]);
}

function datesOf(on: string): string[] {
  return CALENDARS.flatMap((calendar) =>
    (["fa", "en"] as const).flatMap((locale) =>
      (["short", "long"] as const).map((style) => formatDate(on, { calendar, locale, style })),
    ),
  );
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string" || typeof value === "number") return [String(value)];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** Custom values as somebody with these rules is shown them. */
export function maskCustom<T>(rules: FieldRules, values: { [key: string]: T }): { [key: string]: T } {
  return Object.fromEntries(Object.entries(values).filter(([key]) => !isHidden(rules, "customer", `custom.${key}`)));
}

const ON_CARD = { phone: null, email: null, city: null, ownerId: null, teamId: null, tags: [] as string[] };

/** A card as somebody with these rules is shown it. */
export function maskCard(rules: FieldRules, card: CustomerCard): CustomerCard {
  if (hasNoRules(rules)) return card;
  const hidden = Object.entries(ON_CARD).filter(([name]) => isHidden(rules, "customer", name));
  return { ...card, ...Object.fromEntries(hidden), custom: maskCustom(rules, card.custom) };
}

/** The first of these names (of a body, a rule, columns) that lies in a hidden field. */
export function hiddenAmong(rules: FieldRules, names: Iterable<string>): string | undefined {
  if (hasNoRules(rules)) return undefined;
  for (const name of names) if (isHidden(rules, "customer", name)) return fieldOf(name);
  return undefined;
}
