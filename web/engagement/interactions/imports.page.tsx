import { INTERACTION_IMPORT_FIELDS } from "#core/engagement/interactions/import-fields.ts";
import { CUSTOMER_IMPORT_FIELDS } from "#core/people/customers/import-fields.ts";
import { fieldWord as customerFieldWord } from "#web/people/customers/index.ts";
import { findWord } from "#web/platform/i18n.ts";
import { fieldsInUse, useFields } from "#web/workspace/fields/index.ts";
import { type AfterImport, type ImportKind, ImportsPage } from "#web/workspace/imports/index.ts";
import { fieldAccess } from "#web/workspace/users/index.ts";

const KINDS: readonly ImportKind[] = [
  {
    as: "customers",
    get fields() {
      const all = [...CUSTOMER_IMPORT_FIELDS, ...fieldsInUse().map(({ key }) => `custom.${key}`)];
      return all.filter((field) => fieldAccess("customer", field) === undefined);
    },
    fieldWord: (field) => {
      if (field.startsWith("custom.")) return customerFieldWord(field);
      return findWord(`imports.fields.${field}`) ?? findWord(`customers.fields.${field}`) ?? field;
    },
    listHref: "/customers",
  },
  {
    as: "interactions",
    get fields() {
      return INTERACTION_IMPORT_FIELDS.filter((field) =>
        // A customer's is only looked for.
        field.startsWith("customer")
          ? fieldAccess("customer", field) !== "hidden"
          : fieldAccess("interaction", field) === undefined,
      );
    },
    fieldWord: (field) => findWord(`imports.interactionFields.${field}`) ?? field,
    listHref: "/customers",
  },
];

/** Importing: the engine's page with what each kind of record is made of. */
export default function ImportsOfAllKinds(props: { After?: AfterImport }) {
  useFields();
  return <ImportsPage kinds={KINDS} After={props.After} />;
}
