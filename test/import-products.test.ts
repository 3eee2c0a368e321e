import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { Customer } from "#core/people/customers/index.ts";
import { addUser } from "#core/workspace/users/index.ts";
import { importFile, previewFile, wholeCustomers } from "./imports.ts";
import { createMemoryFiles } from "./memory-files.ts";
import { createTestWorkspace, type TestWorkspace } from "./workspace.ts";

const bytesOf = (name: string) => new Uint8Array(readFileSync(join(import.meta.dirname, "fixtures/imports", name)));

let saraId = "";

/** Imports one product's export into an empty workspace; what it did and every customer, by name. */
async function imported(name: string) {
  const workspace: TestWorkspace = await createTestWorkspace({ files: createMemoryFiles() });
  const sara = {
    name: "Sara Ahmadi",
    email: "sara@example.com",
    role: "member",
    password: "correct horse battery",
  } as const;
  saraId = (await workspace.call(addUser, { body: sara })).id;
  const preview = await previewFile(workspace, bytesOf(name));
  const { added, merged, skipped, refused, refusedText } = await importFile(workspace, bytesOf(name));
  const leftOut = preview.columns.filter(({ field }) => field === null).map(({ heading }) => heading);
  return {
    product: preview.product,
    mapping: preview.mapping,
    leftOut,
    counts: { added, merged, skipped, refused },
    refusedText,
    customers: await wholeCustomers(workspace),
  };
}

const numbers = (customer: Customer | undefined) => customer?.phones.map(({ number, label }) => [number, label]);
const addresses = (customer: Customer | undefined) => customer?.emails.map(({ address, label }) => [address, label]);

describe("the export of Google Contacts", () => {
  let file: Awaited<ReturnType<typeof imported>>;
  beforeAll(async () => {
    file = await imported("google-contacts.csv");
  });

  test("is recognised, and says which columns are left out", () => {
    expect(file).toMatchObject({ product: "googleContacts", mapping: "product" });
    expect(file.leftOut).toEqual([
      "Phonetic First Name",
      "Phonetic Middle Name",
      "Phonetic Last Name",
      "Name Prefix",
      "Name Suffix",
      "File As",
      "Photo",
      "Address 1 - Formatted",
      "Address 1 - PO Box",
      "Address 1 - Extended Address",
    ]);
    expect(file.counts).toEqual({ added: 3, merged: 0, skipped: 0, refused: 1 });
    expect(file.refusedText).toContain("Nobody");
  });

  test("keeps every phone and email with its kind, the address, the birthday, the anniversary, the labels", () => {
    const maryam = file.customers.get("Maryam Sadat Rezaei");
    expect(maryam).toMatchObject({
      kind: "person",
      givenName: "Maryam",
      familyName: "Rezaei",
      birthOn: "1990-03-15",
      tags: ["Friends", "Nowruz"],
      addresses: [
        {
          label: "home",
          street: "12 Valiasr St",
          city: "Tehran",
          region: "Tehran Province",
          postalCode: "1594",
          country: "IR",
        },
      ],
      occasions: [{ name: "Anniversary", on: "2015-09-23", calendar: "gregorian" }],
    });
    expect(numbers(maryam)).toEqual([
      ["+989121000050", "mobile"],
      ["+982188776655", "work"],
      ["+982188776656", "work"],
    ]);
    expect(addresses(maryam)).toEqual([
      ["maryam@parsnoor.example", "work"],
      ["maryam.rezaei@example.com", "home"],
    ]);
    expect(maryam?.notes?.split("\n").sort()).toEqual([
      "Nickname: Mimi",
      "Organization Department: Export",
      "Organization Name: Pars Noor",
      "Organization Title: Sales manager",
      "Prefers the phone",
      "Profile: https://parsnoor.example",
    ]);
  });

  test("a birthday without a year is kept in words, a contact with a company alone is the company", () => {
    expect(file.customers.get("علی نیک‌نام")).toMatchObject({ notes: "Birthday: --05-20", tags: [] });
    expect(file.customers.get("علی نیک‌نام")?.birthOn).toBeUndefined();
    const firm = file.customers.get("شرکت آفتاب");
    expect(firm?.kind).toBe("organisation");
    expect(numbers(firm)).toEqual([["+982188776657", "other"]]);
  });
});

test("the older export of Google Contacts", async () => {
  const { product, counts, customers } = await imported("google-contacts-2023.csv");
  expect([product, counts]).toEqual(["googleContacts", { added: 1, merged: 0, skipped: 0, refused: 0 }]);
  const sara = customers.get("Sara Ahmadi");
  expect(sara).toMatchObject({
    givenName: "Sara",
    familyName: "Ahmadi",
    birthOn: "1985-11-02",
    tags: ["Yazd"],
    addresses: [{ label: "home", street: "5 Imam St", city: "Yazd", postalCode: "89156", country: "Iran" }],
    notes: "Met in Yazd\nOrganization 1 - Name: Kavir Tours\nOrganization 1 - Title: Guide",
  });
  expect(addresses(sara)).toEqual([
    ["sara@example.com", "home"],
    ["sara2@example.com", "home"],
    ["sara@firm.example", "work"],
  ]);
  expect(numbers(sara)).toEqual([
    ["+989351000050", "mobile"],
    ["+983536223344", "home"],
  ]);
});

test("HubSpot's contacts", async () => {
  const { product, counts, leftOut, customers, refusedText } = await imported("hubspot-contacts.csv");
  expect([product, counts]).toEqual(["hubspotContacts", { added: 3, merged: 0, skipped: 0, refused: 1 }]);
  expect(leftOut).toEqual([
    "Last Activity Date",
    "Lead Status",
    "Marketing contact status",
    "Create Date",
    "Associated Company IDs",
    "Favourite colour",
  ]);
  expect(customers.get("Camille Durand")).toMatchObject({
    code: "HS-C-901",
    relation: "prospect",
    ownerId: saraId,
    phones: [{ number: "+33612345678" }],
    emails: [{ address: "camille@villa.example" }],
    addresses: [{ city: "Paris" }],
    notes: "Primary Company: Villa Investama\nJob Title: Buyer",
  });
  expect(customers.get("John Smith")).toMatchObject({
    code: "HS-C-902",
    relation: "customer",
    notes: "Contact owner: nobody@example.com",
  });
  expect(customers.get("John Smith")?.ownerId).toBeUndefined();
  expect(customers.get("Nadia Karim")).toMatchObject({ code: "HS-C-904", notes: "Lifecycle Stage: Other" });
  expect(refusedText).toContain("noname@example.com");
});

test("HubSpot's companies", async () => {
  const { product, counts, customers } = await imported("hubspot-companies.csv");
  expect([product, counts]).toEqual(["hubspotCompanies", { added: 2, merged: 0, skipped: 0, refused: 0 }]);
  expect(customers.get("Villa Investama")).toMatchObject({
    kind: "organisation",
    code: "HS-O-9001",
    ownerId: saraId,
    phones: [{ number: "+33144556677", label: "work" }],
    addresses: [{ city: "Paris", country: "France" }],
    notes: "Industry: REAL_ESTATE",
  });
  expect(customers.get("Harbour Ltd")).toMatchObject({ kind: "organisation", code: "HS-O-9002" });
});

test("Pipedrive's persons", async () => {
  const { product, counts, leftOut, customers } = await imported("pipedrive-persons.csv");
  expect([product, counts]).toEqual(["pipedrivePersons", { added: 2, merged: 0, skipped: 0, refused: 0 }]);
  expect(leftOut).toEqual(["Person - Closed deals", "Person - Open deals", "Person - Next activity date"]);
  const reza = customers.get("Reza Kazemi");
  expect(reza).toMatchObject({
    code: "PD-P-12",
    kind: "person",
    tags: ["Hot lead", "Customer"],
    ownerId: saraId,
    birthOn: "1980-07-09",
    addresses: [{ street: "Safaiyeh, Yazd, Iran" }],
    notes: "Person - Organization: Kavir Tours",
  });
  expect(addresses(reza)).toEqual([
    ["reza@kavir.example", "work"],
    ["info@kavir.example", "work"],
    ["reza@example.com", "home"],
  ]);
  expect(numbers(reza)).toEqual([
    ["+983536223344", "work"],
    ["+989122000050", "mobile"],
    ["+989122000051", "mobile"],
  ]);
});

test("Pipedrive's organisations", async () => {
  const { product, counts, customers } = await imported("pipedrive-organizations.csv");
  expect([product, counts]).toEqual(["pipedriveOrganisations", { added: 1, merged: 0, skipped: 0, refused: 0 }]);
  expect(customers.get("Kavir Tours")).toMatchObject({
    kind: "organisation",
    code: "PD-O-3",
    tags: ["Partner"],
    ownerId: saraId,
    addresses: [{ street: "Safaiyeh, Yazd, Iran", city: "Yazd", country: "Iran" }],
  });
});

test("EspoCRM's contacts, accounts and leads", async () => {
  const contacts = await imported("espocrm-contacts.csv");
  expect([contacts.product, contacts.counts.added]).toEqual(["espocrmContacts", 1]);
  expect(contacts.customers.get("Hamid Nouri")).toMatchObject({
    code: "ES-C-65f0a1b2c3d4e5f60",
    phones: [{ number: "+989123000050" }],
    emails: [{ address: "hamid@nouri.example" }],
    ownerId: saraId,
    addresses: [
      { street: "Azadi Ave. 7", city: "Tabriz", region: "East Azerbaijan", country: "Iran", postalCode: "5166" },
    ],
    notes: "Asked for\nan offer\naccountName: Nouri Co\naccountRole: CEO",
  });

  const accounts = await imported("espocrm-accounts.csv");
  expect([accounts.product, accounts.counts.added]).toEqual(["espocrmAccounts", 1]);
  expect(accounts.customers.get("Nouri Co")).toMatchObject({
    kind: "organisation",
    relation: "customer",
    code: "ES-A-65f0a1b2c3d4e5f61",
    addresses: [
      { street: "Azadi Ave. 7", city: "Tabriz", country: "Iran", postalCode: "5166" },
      { label: "other", street: "Port 2", city: "Bandar Abbas", country: "Iran", postalCode: "7916" },
    ],
    notes: "website: https://nouri.example\nindustry: Manufacturing\nPays late",
  });

  const leads = await imported("espocrm-leads.csv");
  expect([leads.product, leads.counts.added]).toEqual(["espocrmLeads", 1]);
  expect(leads.customers.get("Leila Farahani")).toMatchObject({
    code: "ES-L-65f0a1b2c3d4e5f62",
    source: "Web Site",
    tags: ["In Process"],
    phones: [{ number: "+989184000050" }],
    notes: "accountName: Arak Steel\ntitle: Buyer",
  });
});

test("Twenty's people and companies", async () => {
  const people = await imported("twenty-people.csv");
  expect([people.product, people.counts.added]).toEqual(["twentyPeople", 1]);
  expect(people.customers.get("Neda Sadeghi")).toMatchObject({
    code: "20202020-1c25-4d02-bf25-6aeccf7ea419",
    emails: [{ address: "neda@example.com" }, { address: "neda@work.example" }],
    phones: [{ number: "+989125000050" }, { number: "+982188776655" }],
    addresses: [{ city: "Tehran" }],
    notes: "Linkedin / Link URL: https://www.linkedin.com/in/neda\nJob Title: Designer",
  });

  const companies = await imported("twenty-companies.csv");
  expect([companies.product, companies.counts.added]).toEqual(["twentyCompanies", 1]);
  expect(companies.customers.get("Linkara")).toMatchObject({
    kind: "organisation",
    code: "20202020-3ec3-4fe3-8997-b76aa0bfa408",
    addresses: [{ street: "Mellat Tower", city: "Tehran", country: "Iran", postalCode: "19697" }],
  });
});
