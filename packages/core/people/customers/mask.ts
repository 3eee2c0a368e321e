import { type FieldRules, fieldOf, hasNoRules, isHidden } from "../../platform/access/fields.ts";
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
