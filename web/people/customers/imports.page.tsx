import { CUSTOMER_IMPORT_FIELDS } from "#core/people/customers/import-fields.ts";
import { findWord } from "#web/platform/i18n.ts";
import { ImportsPage } from "#web/workspace/imports/index.ts";

/** Importing customers: the engine's page with a customer's fields. */
export default function CustomerImportsPage() {
  const word = (field: string) => findWord(`imports.fields.${field}`) ?? findWord(`customers.fields.${field}`) ?? field;
  return <ImportsPage as="customers" fields={CUSTOMER_IMPORT_FIELDS} fieldWord={word} listHref="/customers" />;
}
