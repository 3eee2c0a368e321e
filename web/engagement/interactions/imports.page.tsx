import { INTERACTION_IMPORT_FIELDS } from "#core/engagement/interactions/import-fields.ts";
import { CUSTOMER_IMPORT_FIELDS } from "#core/people/customers/import-fields.ts";
import { fieldWord as customerFieldWord } from "#web/people/customers/index.ts";
import { findWord } from "#web/platform/i18n.ts";
import { fieldsInUse, useFields } from "#web/workspace/fields/index.ts";
import { type ImportKind, ImportsPage } from "#web/workspace/imports/index.ts";

const KINDS: readonly ImportKind[] = [
  {
    as: "customers",
    get fields() {
      return [...CUSTOMER_IMPORT_FIELDS, ...fieldsInUse().map(({ key }) => `custom.${key}`)];
    },
    fieldWord: (field) => {
      if (field.startsWith("custom.")) return customerFieldWord(field);
      return findWord(`imports.fields.${field}`) ?? findWord(`customers.fields.${field}`) ?? field;
    },
    listHref: "/customers",
  },
  {
    as: "interactions",
    fields: INTERACTION_IMPORT_FIELDS,
    fieldWord: (field) => findWord(`imports.interactionFields.${field}`) ?? field,
    listHref: "/customers",
  },
];

/** Importing: the engine's page with what each kind of record is made of. */
export default function ImportsOfAllKinds() {
  useFields();
  return <ImportsPage kinds={KINDS} />;
}
