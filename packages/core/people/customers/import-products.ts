import { EXPORT_HEADINGS, partHeading } from "./export-words.ts";
import { type CustomerImportField, guessCustomerFields, keyOf, mayRepeat } from "./import-fields.ts";

type Mapping = Record<string, CustomerImportField | null>;

/** The export of one product: by which headings it is recognised, and what each of its columns is (null: not imported). */
type Product = {
  name: string;
  kind?: "organisation";
  /** All of these must be there. */
  has: readonly string[];
  /** None of these may be. */
  hasNot?: readonly string[];
  codePrefix?: string;
  columns: Mapping;
  /** Columns of which there may be many, by a pattern of the folded heading. */
  many?: readonly [RegExp, CustomerImportField | null][];
};

const GOOGLE_MANY: Product["many"] = [
  [/^(?:email|phone|address|relation|website|event|customfield|im)\d+(?:label|type|service)$/, "label"],
  [/^email\d+value$/, "email"],
  [/^phone\d+value$/, "phone"],
  [/^address1street$/, "street"],
  [/^address1city$/, "city"],
  [/^address1region$/, "region"],
  [/^address1postalcode$/, "postalCode"],
  [/^address1country$/, "country"],
  [/^address2street$/, "street.other"],
  [/^address2city$/, "city.other"],
  [/^address2region$/, "region.other"],
  [/^address2postalcode$/, "postalCode.other"],
  [/^address2country$/, "country.other"],
  [/^address[12](?:formatted|pobox|extendedaddress)$/, null],
  [/^address\d+formatted$/, "notes.labelled"],
  [/^address\d+/, null],
  [/^event\d+value$/, "occasion"],
  [/^(?:relation|website|customfield|im)\d+value$/, "notes.labelled"],
  [/^organization1name$/, "organisation"],
  [/^organization1title$/, "jobTitle"],
  [/^organization\d+(?:name|title)$/, "notes.labelled"],
  [/^organization\d+/, null],
];

const ESPO_ADDRESS: Mapping = {
  addressStreet: "street",
  addressCity: "city",
  addressState: "region",
  addressCountry: "country",
  addressPostalCode: "postalCode",
};
const ESPO: Mapping = {
  id: null,
  deleted: null,
  salutationName: null,
  emailAddress: "email",
  phoneNumber: "phone",
  emailAddressIsOptedOut: null,
  emailAddressIsInvalid: null,
  phoneNumberIsOptedOut: null,
  phoneNumberIsInvalid: null,
  doNotCall: null,
  description: "notes",
  website: "notes.labelled",
  industry: "notes.labelled",
  createdAt: null,
  modifiedAt: null,
  createdById: null,
  createdByName: null,
  modifiedById: null,
  modifiedByName: null,
  assignedUserId: null,
  assignedUserName: "owner",
  teamsIds: null,
  teamsNames: null,
};

const TWENTY: Mapping = {
  Id: "code",
  "Created by / Source": null,
  "Created by / Name": null,
  "Creation date": null,
  "Last update": null,
  "Deleted at": null,
  Position: null,
  Avatar: null,
};

const MOST_OF_A_LIST = 20;

/** Our own export, in one of its languages: known by the column of ids, whatever others were chosen. */
function ownExport(language: "fa" | "en"): Product {
  const columns: Mapping = {};
  for (const heading of Object.values(EXPORT_HEADINGS)) {
    if (heading[language] !== "") columns[heading[language]] = heading.import;
  }
  for (const [channel, field] of [
    ["email", "consents.email"],
    ["sms", "consents.sms"],
    ["call", "consents.call"],
  ] as const)
    columns[partHeading("consents", null, channel, language)] = field;
  columns[partHeading("addresses", 1, "label", language)] = "label";
  for (const part of ["country", "region", "city", "street", "postalCode"] as const)
    columns[partHeading("addresses", 1, part, language)] = part;
  columns[partHeading("addresses", null, "more", language)] = "address.more";
  for (let number = 1; number <= MOST_OF_A_LIST; number++) {
    for (const [list, field] of [
      ["phones", "phone"],
      ["emails", "email"],
    ] as const) {
      columns[partHeading(list, number, "label", language)] = "label";
      columns[partHeading(list, number, null, language)] = field;
    }
  }
  return { name: "peyvand", has: [EXPORT_HEADINGS.id[language]], columns };
}

/** The more a product's headings say of it, the earlier it stands. */
export const PRODUCTS: readonly Product[] = [
  ownExport("fa"),
  ownExport("en"),
  {
    name: "googleContacts",
    has: ["First Name", "Last Name", "Phonetic First Name", "Organization Name", "Labels"],
    columns: {
      "First Name": "givenName",
      "Middle Name": "middleName",
      "Last Name": "familyName",
      "Phonetic First Name": null,
      "Phonetic Middle Name": null,
      "Phonetic Last Name": null,
      "Name Prefix": null,
      "Name Suffix": null,
      Nickname: "notes.labelled",
      "File As": null,
      "Organization Name": "organisation",
      "Organization Title": "jobTitle",
      "Organization Department": "notes.labelled",
      Birthday: "birthOn",
      Notes: "notes",
      Photo: null,
      Labels: "tags",
    },
    many: GOOGLE_MANY,
  },
  {
    name: "googleContacts",
    has: ["Name", "Given Name", "Family Name", "Group Membership"],
    columns: {
      Name: "name",
      "Given Name": "givenName",
      "Additional Name": "middleName",
      "Family Name": "familyName",
      "Yomi Name": null,
      "Given Name Yomi": null,
      "Additional Name Yomi": null,
      "Family Name Yomi": null,
      "Name Prefix": null,
      "Name Suffix": null,
      Initials: null,
      Nickname: "notes.labelled",
      "Short Name": null,
      "Maiden Name": "notes.labelled",
      Birthday: "birthOn",
      Gender: null,
      Location: null,
      "Billing Information": null,
      "Directory Server": null,
      Mileage: null,
      Occupation: "notes.labelled",
      Hobby: null,
      Sensitivity: null,
      Priority: null,
      Subject: null,
      Notes: "notes",
      Language: null,
      Photo: null,
      "Group Membership": "tags",
    },
    many: GOOGLE_MANY,
  },
  {
    name: "hubspotCompanies",
    kind: "organisation",
    has: ["Record ID", "Company name", "Company owner"],
    codePrefix: "HS-O-",
    columns: {
      "Record ID": "code",
      "Company name": "name",
      "Company owner": "owner",
      "Create Date": null,
      "Phone Number": "phone.work",
      "Last Activity Date": null,
      City: "city",
      "State/Region": "region",
      "Postal Code": "postalCode",
      "Street Address": "street",
      "Country/Region": "country",
      Industry: "notes.labelled",
      "Company Domain Name": "notes.labelled",
      "Website URL": "notes.labelled",
      Description: "notes",
      "Lifecycle Stage": "relation",
      "Lead Status": null,
      "Associated Contact": null,
      "Associated Contact IDs": null,
      "Associated Deal": null,
      "Associated Deal IDs": null,
      Type: null,
    },
  },
  {
    name: "hubspotContacts",
    has: ["Record ID", "First Name", "Last Name", "Email"],
    codePrefix: "HS-C-",
    columns: {
      "Record ID": "code",
      "First Name": "givenName",
      "Last Name": "familyName",
      Email: "email",
      "Phone Number": "phone",
      "Mobile Phone Number": "phone.mobile",
      "Work email": "email.work",
      "Additional email addresses": "email.other",
      "Contact owner": "owner",
      "Company Name": "organisation",
      "Associated Company": "organisation",
      "Primary Company": "organisation",
      "Associated Company IDs": null,
      "Primary Associated Company ID": null,
      "Job Title": "jobTitle",
      "Last Activity Date": null,
      "Lead Status": null,
      "Marketing contact status": null,
      "Create Date": null,
      "Lifecycle Stage": "relation",
      "Original Source": "source",
      "Date of birth": "birthOn",
      "Street Address": "street",
      City: "city",
      "State/Region": "region",
      "Postal Code": "postalCode",
      "Country/Region": "country",
      "Website URL": "notes.labelled",
      "Associated Note": "notes",
    },
  },
  {
    name: "pipedrivePersons",
    has: ["Person - Name"],
    hasNot: ["Deal - Title", "Lead - Title"],
    codePrefix: "PD-P-",
    columns: {
      "Person - ID": "code",
      "Person - Name": "name",
      "Person - First name": "givenName",
      "Person - Last name": "familyName",
      "Person - Label": "tags",
      "Person - Labels": "tags",
      "Person - Organization": "organisation",
      "Person - Job title": "jobTitle",
      "Person - Email": "email",
      "Person - Email - Work": "email.work",
      "Person - Email - Home": "email.home",
      "Person - Email - Other": "email.other",
      "Person - Phone": "phone",
      "Person - Phone - Work": "phone.work",
      "Person - Phone - Home": "phone.home",
      "Person - Phone - Mobile": "phone.mobile",
      "Person - Phone - Other": "phone.other",
      "Person - Birthday": "birthOn",
      "Person - Notes": "notes",
      "Person - Postal address": "street",
      "Person - City/town/village/locality of Postal address": "city",
      "Person - State/county of Postal address": "region",
      "Person - Country of Postal address": "country",
      "Person - ZIP/Postal code of Postal address": "postalCode",
      "Person - Owner": "owner",
    },
    many: [
      [/^person/, null],
      [/^organization/, null],
    ],
  },
  {
    name: "pipedriveOrganisations",
    kind: "organisation",
    has: ["Organization - Name"],
    hasNot: ["Deal - Title", "Lead - Title", "Person - Name"],
    codePrefix: "PD-O-",
    columns: {
      "Organization - ID": "code",
      "Organization - Name": "name",
      "Organization - Label": "tags",
      "Organization - Labels": "tags",
      "Organization - Address": "street",
      "Organization - City/town/village/locality of Address": "city",
      "Organization - State/county of Address": "region",
      "Organization - Country of Address": "country",
      "Organization - ZIP/Postal code of Address": "postalCode",
      "Organization - Website": "notes.labelled",
      "Organization - Industry": "notes.labelled",
      "Organization - Owner": "owner",
    },
    many: [[/^organization/, null]],
  },
  {
    name: "espocrmAccounts",
    kind: "organisation",
    has: ["name", "emailAddress", "phoneNumber", "billingAddressStreet"],
    codePrefix: "ES-A-",
    columns: {
      ...ESPO,
      id: "code",
      name: "name",
      type: "relation",
      sicCode: null,
      billingAddressStreet: "street",
      billingAddressCity: "city",
      billingAddressState: "region",
      billingAddressCountry: "country",
      billingAddressPostalCode: "postalCode",
      shippingAddressStreet: "street.other",
      shippingAddressCity: "city.other",
      shippingAddressState: "region.other",
      shippingAddressCountry: "country.other",
      shippingAddressPostalCode: "postalCode.other",
    },
  },
  {
    name: "espocrmLeads",
    has: ["firstName", "lastName", "emailAddress", "status", "source"],
    codePrefix: "ES-L-",
    columns: {
      ...ESPO,
      ...ESPO_ADDRESS,
      id: "code",
      name: null,
      firstName: "givenName",
      middleName: "middleName",
      lastName: "familyName",
      title: "jobTitle",
      accountName: "organisation",
      source: "source",
      status: "tags",
      opportunityAmount: null,
      opportunityAmountCurrency: null,
    },
  },
  {
    name: "espocrmContacts",
    has: ["firstName", "lastName", "emailAddress", "phoneNumber"],
    codePrefix: "ES-C-",
    columns: {
      ...ESPO,
      ...ESPO_ADDRESS,
      id: "code",
      name: null,
      firstName: "givenName",
      middleName: "middleName",
      lastName: "familyName",
      title: "jobTitle",
      accountId: null,
      accountName: "organisation",
      accountRole: "jobTitle",
      birthday: "birthOn",
    },
  },
  {
    name: "twentyPeople",
    has: ["Id", "Name / First Name", "Name / Last Name", "Emails / Primary Email"],
    columns: {
      ...TWENTY,
      "Name / First Name": "givenName",
      "Name / Last Name": "familyName",
      "Emails / Primary Email": "email",
      "Emails / Additional Emails": "email",
      "Phones / Primary Phone Number": "phone",
      "Phones / Primary Phone Country Code": "phoneCountry",
      "Phones / Primary Phone Calling Code": null,
      "Phones / Additional Phones": "phone",
      "Company Id": null,
      "Company / Name": "organisation",
      "Job Title": "jobTitle",
      City: "city",
      "Linkedin / Link URL": "notes.labelled",
      "Linkedin / Link Label": null,
      "X / Link URL": "notes.labelled",
      "X / Link Label": null,
    },
  },
  {
    name: "twentyCompanies",
    kind: "organisation",
    has: ["Id", "Name", "Domain Name / Domain URL"],
    columns: { ...TWENTY, Name: "name" },
    many: TWENTY_COMPANY(),
  },
  {
    name: "twentyCompanies",
    kind: "organisation",
    has: ["Id", "Name", "Domain Name / Link URL"],
    columns: { ...TWENTY, Name: "name" },
    many: TWENTY_COMPANY(),
  },
  {
    name: "twentyCompanies",
    kind: "organisation",
    has: ["Id", "Name", "Domain Name PrimaryLinkUrl"],
    columns: { ...TWENTY, Name: "name" },
    many: TWENTY_COMPANY(),
  },
];

/** Older versions write «Address AddressStreet1», newer ones «Address / Address 1». */
function TWENTY_COMPANY(): Product["many"] {
  return [
    [/^domainname(?:primarylinkurl|domainurl|linkurl|url)$/, "notes.labelled"],
    [/^address(?:addressstreet1|address1)$/, "street"],
    [/^address(?:addresscity|city)$/, "city"],
    [/^address(?:addressstate|state)$/, "region"],
    [/^address(?:addresspostcode|postcode)$/, "postalCode"],
    [/^address(?:addresscountry|country)$/, "country"],
    [/^linkedin(?:primarylinkurl|linkurl|url)$/, "notes.labelled"],
    [/^accountowneruseremail$/, "owner"],
    [/^(?:address|domainname|linkedin|x|annual|arr|createdby|updatedby|accountowner|employees|ideal)/, null],
  ];
}

export type ProductMapping = { product: string; fields: (CustomerImportField | null)[] };

/** What is true of all rows that a product exports: they are organisations, their codes get a prefix. */
export function traitsOfProduct(name: string | undefined): Pick<Product, "kind" | "codePrefix"> {
  const { kind, codePrefix } = PRODUCTS.find((product) => product.name === name) ?? {};
  return { ...(kind && { kind }), ...(codePrefix && { codePrefix }) };
}

/** The ready mapping for a file that a known product exported, by its headings; null when none is recognised. */
export function mappingOfProduct(headings: readonly string[]): ProductMapping | null {
  const keys = headings.map(keyOf);
  const present = new Set(keys);
  const product = PRODUCTS.find(
    ({ has, hasNot = [] }) =>
      has.every((heading) => present.has(keyOf(heading))) && !hasNot.some((heading) => present.has(keyOf(heading))),
  );
  if (!product) return null;
  const known = new Map(Object.entries(product.columns).map(([heading, field]) => [keyOf(heading), field]));
  const told = keys.map((key) => {
    if (known.has(key)) return known.get(key) ?? null;
    return product.many?.find(([pattern]) => pattern.test(key))?.[1];
  });
  // A column that this product's users added themselves is guessed, unless its field is taken.
  const taken = new Set(told.filter((field) => field && !mayRepeat(field)));
  const guesses = guessCustomerFields(headings);
  const fields = told.map((field, at) => {
    if (field !== undefined) return field;
    const guess = guesses[at] ?? null;
    return guess && taken.has(guess) ? null : guess;
  });
  return {
    product: product.name,
    fields: fields.map((field, at) => (isRepeat(fields, at) ? "notes.labelled" : (field ?? null))),
  };
}

/** Organisations and job titles may stand in several columns; another value of what is single is kept in the notes. */
function isRepeat(fields: readonly (CustomerImportField | null)[], at: number): boolean {
  const field = fields[at];
  if (!field || mayRepeat(field) || field === "organisation" || field === "jobTitle") return false;
  return fields.indexOf(field) !== at;
}
