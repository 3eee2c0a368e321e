/** `hidden`: not shown, not asked about, not written. `readOnly`: shown, not written. */
export const FIELD_ACCESS = ["hidden", "readOnly"] as const;
export type FieldAccess = (typeof FIELD_ACCESS)[number];

/** Fields by their name with the kind of record before it: `customer.phones`, `customer.custom.vip`, `interaction.body`. */
export type FieldRules = { readonly [field: string]: FieldAccess };

export type FieldsOf = "customer" | "interaction";

/** What rules, columns and mappings call something else than the field it is part of. */
const PART_OF: { readonly [name: string]: string } = {
  hasPhone: "phones",
  phone: "phones",
  hasEmail: "emails",
  email: "emails",
  city: "addresses",
  country: "addresses",
  region: "addresses",
  street: "addresses",
  postalCode: "addresses",
  address: "addresses",
  customerPhone: "phones",
  customerEmail: "emails",
  customerCode: "code",
  stage: "lifecycleStage",
  label: "tags",
  occasion: "occasions",
  owner: "ownerId",
  ownerName: "ownerId",
  team: "teamId",
  consent: "consents",
  middleName: "givenName",
  phoneCountry: "phones",
  durationMinutes: "durationSeconds",
};

/** The field that a name such as `phones.2.label`, `addresses.city`, `hasPhone` or `custom.vip` belongs to. */
export function fieldOf(name: string): string {
  const [first = "", second] = name.split(".");
  if (first === "custom") return second === undefined ? "custom" : `custom.${second}`;
  return PART_OF[first] ?? first;
}

export function accessTo(rules: FieldRules, kind: FieldsOf, name: string): FieldAccess | undefined {
  return rules[`${kind}.${fieldOf(name)}`];
}

export function isHidden(rules: FieldRules, kind: FieldsOf, name: string): boolean {
  return accessTo(rules, kind, name) === "hidden";
}

/** Whether a role leaves every field of a kind as it is: nothing has to be looked at then. */
export function hasNoRules(rules: FieldRules): boolean {
  for (const _ in rules) return false;
  return true;
}
