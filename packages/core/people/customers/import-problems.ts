/** `code` is what the web translates by; `message` is plain English. */
export type ImportProblem = { code: string; message: string };

/** What can be wrong with a row of customers. The first five refuse it; phone and email do so only when nothing else is usable. */
export const IMPORT_PROBLEMS = {
  nameMissing: { code: "customer.name_missing", message: "There is no name." },
  noContact: { code: "import.no_contact", message: "There is no usable phone, email or code." },
  tooLong: { code: "import.cell_too_long", message: "This text is longer than its field allows." },
  tooMany: { code: "import.too_many_values", message: "There are more values than this field can hold." },
  notAllowed: { code: "import.value_not_allowed", message: "This field cannot hold this value." },
  phone: { code: "customer.phone_invalid", message: "This is not a phone number." },
  email: { code: "customer.email_invalid", message: "This is not an email address." },
  birthOn: { code: "customer.birth_on_invalid", message: "This is not a date that can be read without doubt." },
  noSuchDay: { code: "customer.birth_on_no_such_day", message: "There is no such day in the calendar." },
  nationalId: { code: "customer.national_id_invalid", message: "This is not an Iranian national id." },
  iban: { code: "customer.iban_invalid", message: "This is not an IBAN." },
  owner: { code: "import.owner_unknown", message: "Nobody who works here has this name or email." },
  outOfSight: {
    code: "customer.owner_out_of_sight",
    message: "You would not see this customer: its owner is somebody whose customers you do not see.",
  },
  codeTaken: { code: "customer.code_taken", message: "Another customer has this code." },
  unknownWord: { code: "import.value_unknown", message: "This is none of the values this field can have." },
  /** What the file says is kept, but who was put away stays so. */
  archived: {
    code: "import.customer_archived",
    message: "This customer is archived. The row is added to it; it stays archived until somebody restores it.",
  },
} satisfies Record<string, ImportProblem>;
