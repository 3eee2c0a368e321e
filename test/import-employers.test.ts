import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { getCustomerPage } from "#core/engagement/interactions/index.ts";
import { updateCustomer } from "#core/people/customers/index.ts";
import { getImport, revertImport } from "#core/workspace/imports/index.ts";
import { everybody, importFile, textBytes, wholeCustomers } from "./imports.ts";
import { until } from "./journey.ts";
import { createMemoryFiles } from "./memory-files.ts";
import { createTestWorkspace, type TestWorkspace } from "./workspace.ts";

const fixture = (name: string) => new Uint8Array(readFileSync(join(import.meta.dirname, "fixtures/imports", name)));

async function importedInto(workspace: TestWorkspace, bytes: Uint8Array<ArrayBuffer>) {
  const done = await importFile(workspace, bytes);
  await workspace.pump.idle();
  return done;
}

async function relationsOf(workspace: TestWorkspace, name: string) {
  const one = (await everybody(workspace)).find((card) => card.name === name);
  const { relations } = await workspace.call(getCustomerPage, { params: { id: one!.id } });
  return relations.map(({ kind, otherName, note }) => [kind, otherName, note]);
}

async function takeBack(workspace: TestWorkspace, id: `imp_${string}`) {
  await workspace.call(revertImport, { params: { id } });
  const { revert } = await until(
    () => workspace.call(getImport, { params: { id } }),
    (one) => one.revert?.state !== "running",
  );
  await workspace.pump.idle();
  return revert;
}

test("people of a product's export work at the companies of its other export; taken back, nothing of them is left", async () => {
  const workspace = await createTestWorkspace({ files: createMemoryFiles() });
  await importedInto(workspace, fixture("hubspot-companies.csv"));
  const { id } = await importedInto(workspace, fixture("hubspot-contacts.csv"));
  expect(await relationsOf(workspace, "Camille Durand")).toEqual([["worksAt", "Villa Investama", "Buyer"]]);
  expect(await relationsOf(workspace, "Villa Investama")).toEqual([["employs", "Camille Durand", "Buyer"]]);

  expect(await takeBack(workspace, id)).toMatchObject({ state: "done", removed: 3, left: 0 });
  expect(await relationsOf(workspace, "Villa Investama")).toEqual([]);
  expect((await everybody(workspace)).map(({ name }) => name).sort()).toEqual(["Harbour Ltd", "Villa Investama"]);
});

test("who was changed since stays, with where they work", async () => {
  const workspace = await createTestWorkspace({ files: createMemoryFiles() });
  await importedInto(workspace, fixture("hubspot-companies.csv"));
  const { id } = await importedInto(workspace, fixture("hubspot-contacts.csv"));
  const camille = (await wholeCustomers(workspace)).get("Camille Durand")!;
  const body = { version: camille.version, source: "fair" };
  await workspace.call(updateCustomer, { params: { id: camille.id }, body });
  expect(await takeBack(workspace, id)).toMatchObject({ state: "done", removed: 2, left: 1 });
  expect(await relationsOf(workspace, "Villa Investama")).toEqual([["employs", "Camille Durand", "Buyer"]]);
});

test("of two organisations of one name, a person of that name and an unknown one nobody is told to work anywhere", async () => {
  const workspace = await createTestWorkspace({ files: createMemoryFiles() });
  const firms = "name,phone,kind\nپارس نور,09121000001,شرکت\nپارس‌نور,09121000002,شرکت\nکویر,09121000003,شخص\n";
  await importedInto(workspace, textBytes(firms));
  const people = "name,phone,company\nAnna,09121000011,پارس نور\nBen,09121000012,کویر\nCleo,09121000013,Nowhere\n";
  await importedInto(workspace, textBytes(people));
  for (const name of ["Anna", "Ben", "Cleo"]) expect(await relationsOf(workspace, name)).toEqual([]);
  expect((await wholeCustomers(workspace)).get("Anna")?.notes).toBe("company: پارس نور");
});
