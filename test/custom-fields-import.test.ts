import { expect, test } from "vitest";
import { createCustomer } from "#core/people/customers/index.ts";
import { defineField, retireField } from "#core/workspace/fields/index.ts";
import { importFile, previewFile, wholeCustomers } from "./imports.ts";
import { createMemoryFiles } from "./memory-files.ts";
import { createTestWorkspace } from "./workspace.ts";

const bytes = (text: string) => new Uint8Array(new TextEncoder().encode(text));

async function start() {
  const workspace = await createTestWorkspace({ files: createMemoryFiles() });
  const define = (
    type: "text" | "money" | "date" | "choice" | "customer" | "number",
    label: object,
    more: object = {},
  ) => workspace.call(defineField, { body: { kind: "customer", type, label, ...more } });
  return { ...workspace, define };
}

const FILE = `نام,موبایل,رده,سقف اعتبار,تاریخ قرارداد,معرف
سارا,09121000050,طلایی,"۱٬۵۰۰٬۰۰۰ ریال",1405/01/01,B-7
رضا,09121000051,پلاتین,many,1404/12/29,
`;

test("columns are known by the names of the fields, cells are read as people write them, the rest goes to the notes", async () => {
  const workspace = await start();
  const { define, call } = workspace;
  await define("choice", { fa: "رده", en: "Tier" }, { choices: [{ label: { fa: "طلایی", en: "Gold" } }] });
  await define("money", { fa: "سقف اعتبار", en: "Credit" });
  await define("date", { fa: "تاریخ قرارداد", en: "Contract on" });
  await define("customer", { fa: "معرف", en: "Brought by" });
  await define("number", { en: "Seats" }, { default: 4, required: true });
  const { customer } = await call(createCustomer, { body: { name: "Bahram", code: "B-7", custom: { seats: 2 } } });
  const preview = await previewFile(workspace, bytes(FILE));
  expect(preview.columns.map(({ field }) => field)).toEqual([
    "name",
    "phone.mobile",
    "custom.tier",
    "custom.credit",
    "custom.contractOn",
    "custom.broughtBy",
  ]);
  expect(preview.rows.map(({ outcome, reasons }) => [outcome, reasons])).toEqual([
    ["add", []],
    ["add", ["custom.unknown_choice", "custom.not_amount"]],
  ]);
  expect(await importFile(workspace, bytes(FILE))).toMatchObject({ added: 2, refused: 0 });
  const found = await wholeCustomers(workspace);
  expect(found.get("سارا")?.custom).toEqual({
    tier: "gold",
    credit: 1_500_000,
    contractOn: "2026-03-21",
    broughtBy: customer.id,
    seats: 4,
  });
  expect(found.get("رضا")?.custom).toEqual({ contractOn: "2026-03-20", seats: 4 });
  expect(found.get("رضا")?.notes).toBe("رده: پلاتین\nسقف اعتبار: many");
});

test("a merge fills what is empty and leaves what is there; defaults are for new customers alone", async () => {
  const workspace = await start();
  const { define, call } = workspace;
  await define("text", { en: "Plate" });
  await define("text", { en: "Colour" }, { default: "red" });
  const sara = { name: "سارا", phones: [{ number: "09121000050" }], custom: { plate: "old", colour: null } };
  await call(createCustomer, { body: sara });
  const file = bytes("name,mobile,plate\nسارا,09121000050,new\n");
  expect(await importFile(workspace, file)).toMatchObject({ merged: 1 });
  expect((await wholeCustomers(workspace)).get("سارا")?.custom).toEqual({ plate: "old" });
});

test("a column of a field that was put away since is left out, not refused", async () => {
  const workspace = await start();
  const plate = await workspace.define("text", { en: "Plate" });
  const file = bytes("name,mobile,plate\nسارا,09121000050,a\n");
  expect(await importFile(workspace, file)).toMatchObject({ added: 1 });
  await workspace.call(retireField, { params: { id: plate.id } });
  const again = await previewFile(workspace, file);
  expect(again.columns.map(({ field }) => field)).toEqual(["name", "phone.mobile", null]);
});
