import { expect, test } from "vitest";
import { logInteraction } from "#core/engagement/interactions/index.ts";
import {
  archiveCustomer,
  createCustomer,
  getCustomer,
  restoreCustomer,
  undoChange,
  updateCustomer,
} from "#core/people/customers/index.ts";
import { addRelation } from "#core/people/relations/index.ts";
import { listChanges } from "#core/workspace/changes/index.ts";
import { importFile, rehearse, textBytes } from "./imports.ts";
import { createMemoryFiles } from "./memory-files.ts";
import { createTestWorkspace } from "./workspace.ts";

async function withArchived() {
  const workspace = await createTestWorkspace({ files: createMemoryFiles() });
  const { call, pump } = workspace;
  const { customer } = await call(createCustomer, {
    body: { name: "Ann Lee", phones: [{ number: "09121000050" }], source: "fair" },
  });
  const edited = await call(updateCustomer, { params: { id: customer.id }, body: { version: 1, source: "web" } });
  await call(archiveCustomer, { params: { id: customer.id } });
  await pump.idle();
  return { ...workspace, id: customer.id, version: edited.version + 1 };
}

test("an archived customer is neither edited nor logged with nor is an edit of it taken back; restored it is", async () => {
  const { call, id, version } = await withArchived();
  const { items } = await call(listChanges);
  const changeId = items.find(({ verb }) => verb === "customer.updated")!.id;
  const edit = { params: { id }, body: { version, source: "call" } };
  const log = { body: { customerId: id, channel: "call" as const } };
  await expect(call(updateCustomer, edit)).rejects.toThrow(/409 .*customer\.archived/);
  await expect(call(logInteraction, log)).rejects.toThrow(/409 .*customer\.archived/);
  await expect(call(undoChange, { params: { id, changeId } })).rejects.toThrow(/409 .*customer\.archived/);

  const restored = await call(restoreCustomer, { params: { id } });
  expect((await call(updateCustomer, { ...edit, body: { ...edit.body, version: restored.version } })).source).toBe(
    "call",
  );
  expect((await call(logInteraction, log)).customerId).toBe(id);
});

test("an archived customer is related to nobody, from neither end, until it is restored", async () => {
  const { call, id } = await withArchived();
  const { customer } = await call(createCustomer, { body: { name: "Bob Ray" } });
  const relate = (from: typeof id, otherId: typeof id) =>
    call(addRelation, { params: { id: from }, body: { kind: "family", otherId } });
  await expect(relate(id, customer.id)).rejects.toThrow(/409 .*customer\.archived/);
  await expect(relate(customer.id, id)).rejects.toThrow(/409 .*customer\.archived/);
  await call(restoreCustomer, { params: { id } });
  expect((await relate(id, customer.id)).otherId).toBe(customer.id);
});

test("being archived is taken back as any change is", async () => {
  const { call, id } = await withArchived();
  const { items } = await call(listChanges);
  const changeId = items.find(({ verb }) => verb === "customer.archived")!.id;
  await call(undoChange, { params: { id, changeId } });
  expect((await call(getCustomer, { params: { id } })).archivedAt).toBeUndefined();
});

test("rows of a file that are an archived customer are added to it and say so; it stays archived", async () => {
  const workspace = await withArchived();
  const people = textBytes("name,phone,email\nAnn Lee,09121000050,ann@example.com\n");
  const told = { warnings: { "import.customer_archived": 1 } };
  expect(await rehearse(workspace, people)).toMatchObject(told);
  expect(await importFile(workspace, people)).toMatchObject({ added: 0, merged: 1, refused: 0 });
  const calls = textBytes("phone,date,channel,notes\n09121000050,2026-03-01,call,Asked for a plan\n");
  expect(await rehearse(workspace, calls, { as: "interactions" })).toMatchObject(told);
  expect(await importFile(workspace, calls, { as: "interactions" })).toMatchObject({ added: 1, refused: 0 });
  const ann = await workspace.call(getCustomer, { params: { id: workspace.id } });
  expect(ann.emails).toEqual([{ address: "ann@example.com" }]);
  expect(ann.archivedAt).toBeDefined();
});
