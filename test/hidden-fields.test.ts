import { beforeAll, describe, expect, test } from "vitest";
import { getCustomerPage, getTimeline, logInteraction } from "#core/engagement/interactions/index.ts";
import * as customers from "#core/people/customers/index.ts";
import { listDuplicates, mergeCustomers } from "#core/people/duplicates/index.ts";
import { listChanges } from "#core/workspace/changes/index.ts";
import { listExportColumns, startExport } from "#core/workspace/exports/index.ts";
import { defineField } from "#core/workspace/fields/index.ts";
import { createUpload, previewImport, putUpload } from "#core/workspace/imports/endpoints.ts";
import { addRole, changeRole } from "#core/workspace/roles/index.ts";
import { search } from "#core/workspace/search/endpoints.ts";
import { createMemoryFiles } from "./memory-files.ts";
import { addPerson, type Person } from "./people.ts";
import { createTestWorkspace, requestOf, type TestWorkspace } from "./workspace.ts";

/** What no answer to somebody from whom phones, emails, notes and a custom field are hidden may hold. */
const SECRETS = ["9121000050", "50000121", "maryam@secret.example", "a debt of hers", "platinum-7", "half past nine"];

let workspace: TestWorkspace;
let clerk: Person;
let customer: customers.Customer;

beforeAll(async () => {
  workspace = await createTestWorkspace({ files: createMemoryFiles() });
  await workspace.call(defineField, {
    body: {
      kind: "customer",
      key: "rank",
      type: "text",
      label: { en: "Rank" },
      inLists: true,
      required: true,
    } as never,
  });
  const role = await workspace.call(addRole, {
    body: {
      name: "Clerk",
      permissions: [
        "customers.read",
        "customers.write",
        "interactions.read",
        "interactions.write",
        "changes.read",
        "workspace.read",
        "imports.run",
        "exports.run",
      ],
      visibility: { customers: "all" },
      fields: {
        "customer.phones": "hidden",
        "customer.emails": "hidden",
        "customer.notes": "hidden",
        "customer.custom.rank": "hidden",
        "customer.birthOn": "readOnly",
        "interaction.body": "hidden",
      },
    },
  });
  clerk = await addPerson(workspace, { name: "Clerk", role: role.id });
  const secret = {
    phones: [{ number: "09121000050" }],
    emails: [{ address: "maryam@secret.example" }],
    notes: "a debt of hers",
    custom: { rank: "platinum-7" },
  };
  const created = await workspace.call(customers.createCustomer, { body: { name: "Maryam Karimi", ...secret } });
  await workspace.call(customers.createCustomer, {
    body: { name: "Other Name", phones: secret.phones, custom: { rank: "x" } },
  });
  const body = { customerId: created.customer.id, channel: "call", subject: "Called", body: "half past nine" } as const;
  await workspace.call(logInteraction, { body });
  customer = await workspace.call(customers.updateCustomer, {
    params: { id: created.customer.id },
    body: {
      version: 1,
      birthOn: "1990-01-01",
      notes: "a debt of hers, again",
      phones: [{ number: "09121000050", label: "x" }],
    },
  });
  await workspace.pump.idle();
});

describe("a hidden field", () => {
  test("is in no answer: record, page, timeline, list, card, feed, search, pairs, recent changes, conflict", async () => {
    const params = { id: customer.id };
    const answers = [
      await clerk.ask(customers.getCustomer, { params, query: { retired: "true" } }),
      await clerk.ask(getCustomerPage, { params }),
      await clerk.ask(getTimeline, { params }),
      await clerk.ask(customers.listCustomers),
      await clerk.ask(listChanges),
      await clerk.ask(search, { query: { q: "karimi" } }),
      await clerk.ask(listDuplicates),
      await clerk.ask(customers.listRecentChanges, { query: { everyone: "true" } }),
      await clerk.ask(customers.updateCustomer, {
        params,
        body: { version: 1, city: undefined, source: "x" } as never,
      }),
      await clerk.ask(customers.updateCustomer, { params, body: { version: 2, source: "a fair" } }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200, 200, 200, 409, 200]);
    for (const { text } of answers) for (const word of SECRETS) expect(text).not.toContain(word);
    expect((answers[6]!.body as { items: unknown[] }).items).toEqual([]);
    expect(answers[0]!.body).toMatchObject({ name: "Maryam Karimi", birthOn: "1990-01-01", phones: [], custom: {} });
  });

  test("finds nobody: by the end of a phone, by the mailbox; the name still does", async () => {
    const found = async (q: string) => (await clerk.ask(search, { query: { q } })).body.items.map(({ label }) => label);
    expect([await found("0050"), await found("1000050"), await found("maryam"), await found("other")]).toEqual([
      [],
      [],
      ["Maryam Karimi"],
      ["Other Name"],
    ]);
    const { version } = await workspace.call(customers.getCustomer, { params: { id: customer.id } });
    const body = { version, emails: [{ address: "zebra@secret.example" }] };
    await workspace.call(customers.updateCustomer, { params: { id: customer.id }, body });
    await workspace.pump.idle();
    expect(await found("zebra")).toEqual([]);
    expect((await workspace.call(search, { query: { q: "zebra" } })).items).toHaveLength(1);
  });

  test.each([
    ["phones", { field: "hasPhone", is: "yes" }],
    ["emails", { field: "hasEmail", is: "yes" }],
    ["notes", { field: "notes", is: "contains", value: "debt" }],
    ["custom", { field: "custom.rank", is: "contains", value: "platinum" }],
  ])("is refused in a filter, whoever has it: %s", async (_, leaf) => {
    const filter = JSON.stringify({ all: [leaf] });
    const answers = [
      await clerk.ask(customers.listCustomers, { query: { filter } }),
      await clerk.ask(startExport, { body: { of: "customers", filter } }),
      await clerk.ask(customers.bulkCustomers, { body: { action: { kind: "archive" }, filter } }),
    ];
    expect(answers.map(({ status, code }) => [status, code])).toEqual(answers.map(() => [403, "field.hidden"]));
  });

  test("is refused in bodies, columns, choices of a merge and what is looked for, by one code", async () => {
    const params = { id: customer.id };
    const { version } = await workspace.call(customers.getCustomer, { params });
    const other = (await clerk.ask(customers.listCustomers)).body.items.find(({ name }) => name === "Other Name")!;
    const answers = [
      await clerk.ask(customers.createCustomer, { body: { name: "x", phones: [] } }),
      await clerk.ask(customers.updateCustomer, { params, body: { version, notes: null } }),
      await clerk.ask(customers.updateCustomer, { params, body: { version, custom: { rank: "y" } } }),
      await clerk.ask(customers.findDuplicates, { body: { phones: ["09121000050"] } }),
      await clerk.ask(startExport, { body: { of: "customers", columns: ["name", "phones"] } }),
      await clerk.ask(startExport, { body: { of: "interactions", columns: ["body"] } }),
      await clerk.ask(logInteraction, { body: { customerId: customer.id, channel: "call", body: "x" } }),
      await clerk.ask(mergeCustomers, {
        body: { survivorId: customer.id, absorbedId: other.id, choices: { phones: "absorbed" } },
      }),
    ];
    expect(answers.map(({ code }) => code)).toEqual(answers.map(() => "field.hidden"));
    const columns = (await clerk.ask(listExportColumns, { query: { of: "customers" } })).body.items.map(
      ({ name }) => name,
    );
    expect(columns).toContain("name");
    for (const name of ["phones", "emails", "notes", "custom.rank"]) expect(columns).not.toContain(name);
  });

  test("is no column of an import, guessed or named", async () => {
    const csv = "name,phone,birthday\nNew,09121000050,1990-01-01\n";
    const { body } = await clerk.ask(createUpload, { body: { fileName: "a.csv", bytes: csv.length } });
    const put = requestOf(putUpload, { params: { id: body.id } }, clerk.secret);
    await workspace.app.request(new Request(put, { body: csv, method: "PUT" }));
    const uploadId = body.id as `upl_${string}`;
    const guessed = await clerk.ask(previewImport, { body: { uploadId, as: "customers" } });
    expect(guessed.body.columns.map(({ field }) => field)).toEqual(["name", null, null]);
    const named = await clerk.ask(previewImport, {
      body: { uploadId, as: "customers", fields: ["name", "phone", null] },
    });
    expect([named.status, named.code]).toEqual([403, "field.hidden"]);
    const read = await clerk.ask(previewImport, {
      body: { uploadId, as: "customers", fields: ["name", null, "birthOn"] },
    });
    expect(read.code).toBe("field.read_only");
  });

  test("that must be filled is not asked of who may not fill it in", async () => {
    expect((await clerk.ask(customers.createCustomer, { body: { name: "No rank" } })).status).toBe(201);
  });

  test("keeps its value through what others write, on the card as well", async () => {
    const { items } = await workspace.call(customers.listCustomers);
    expect(items.find(({ id }) => id === customer.id)).toMatchObject({ custom: { rank: "platinum-7" } });
  });
});

test("a field that is only read is shown, and refused in a body", async () => {
  const { version } = await workspace.call(customers.getCustomer, { params: { id: customer.id } });
  const body = { version, birthOn: "1991-01-01" };
  const answer = await clerk.ask(customers.updateCustomer, { params: { id: customer.id }, body });
  expect([answer.status, answer.code]).toEqual([403, "field.read_only"]);
});

test("names that are only read are still said of whoever is added, and of nobody later", async () => {
  const role = await workspace.call(addRole, {
    body: {
      name: "Typist",
      permissions: ["customers.read", "customers.write"],
      visibility: { customers: "all" },
      fields: {
        "customer.name": "readOnly",
        "customer.kind": "readOnly",
        "customer.source": "readOnly",
        "customer.custom.rank": "hidden",
      },
    },
  });
  const typist = await addPerson(workspace, { name: "Typist", role: role.id });
  const added = await typist.ask(customers.createCustomer, { body: { name: "Nika", kind: "organisation" } });
  expect(added.status).toBe(201);
  const params = { id: added.body.customer.id };
  const answers = [
    await typist.ask(customers.createCustomer, { body: { name: "Nika", source: "a fair" } }),
    await typist.ask(customers.updateCustomer, { params, body: { version: 1, name: "Other" } }),
  ];
  expect(answers.map(({ code }) => code)).toEqual(["field.read_only", "field.read_only"]);
});

test("a role names fields that there are, and never hides who a customer is", async () => {
  for (const fields of [
    { "customer.name": "hidden" },
    { "customer.nothing": "hidden" },
    { "deal.price": "readOnly" },
  ]) {
    const answer = await workspace.app.request(
      requestOf(changeRole, { params: { id: "viewer" }, body: { fields } }, await workspace.key("administrator")),
    );
    expect(answer.status).toBe(400);
  }
});
