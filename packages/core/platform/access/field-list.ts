import type { FieldAccess, FieldsOf } from "./fields.ts";

const BOTH: readonly FieldAccess[] = ["hidden", "readOnly"];
const READ_ONLY: readonly FieldAccess[] = ["readOnly"];

/** The fields a role can be kept from, and how: what tells who a record is of is never hidden. Custom fields come besides. */
export const FIELDS_WITH_RULES: Record<FieldsOf, { readonly [field: string]: readonly FieldAccess[] }> = {
  customer: {
    name: READ_ONLY,
    givenName: READ_ONLY,
    familyName: READ_ONLY,
    kind: READ_ONLY,
    relation: READ_ONLY,
    lifecycleStage: READ_ONLY,
    ownerId: READ_ONLY,
    teamId: READ_ONLY,
    code: BOTH,
    phones: BOTH,
    emails: BOTH,
    addresses: BOTH,
    nationalId: BOTH,
    iban: BOTH,
    birthOn: BOTH,
    occasions: BOTH,
    tags: BOTH,
    consents: BOTH,
    preferredChannel: BOTH,
    language: BOTH,
    timeZone: BOTH,
    source: BOTH,
    notes: BOTH,
  },
  interaction: { subject: BOTH, body: BOTH, outcome: BOTH, durationSeconds: BOTH },
};

/** What whoever adds a customer says of them, also where a role only reads it afterwards: nobody could be added without. */
export const SAID_AT_FIRST: readonly string[] = ["kind", "name", "givenName", "familyName"];

/** How a field can be ruled on; null where there is no such field. */
export function rulesFor(field: string): readonly FieldAccess[] | null {
  const [kind = "", ...rest] = field.split(".");
  const name = rest.join(".");
  if (kind === "customer" && /^custom\.[\w-]{1,60}$/.test(name)) return BOTH;
  const known = Object.hasOwn(FIELDS_WITH_RULES, kind) ? FIELDS_WITH_RULES[kind as FieldsOf] : {};
  return Object.hasOwn(known, name) ? known[name]! : null;
}
