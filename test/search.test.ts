import { expect, test } from "vitest";
import { archiveCustomer, createCustomer, type NewCustomer, updateCustomer } from "#core/people/customers/index.ts";
import { search, searchTerms } from "#core/workspace/search/index.ts";
import { indexRecords } from "#server/workspace/search/index.ts";
import { createTestWorkspace } from "./workspace.ts";

async function workspaceWith(...customers: NewCustomer[]) {
  const workspace = await createTestWorkspace();
  const ids: `cus_${string}`[] = [];
  for (const body of customers) ids.push((await workspace.call(createCustomer, { body })).customer.id);
  const find = async (q: string) => {
    await workspace.pump.idle();
    return (await workspace.call(search, { query: { q } })).items.map(({ label }) => label);
  };
  return { ...workspace, ids, find };
}

test("the start of any word finds, in any spelling; two words narrow each other", async () => {
  const { find } = await workspaceWith({ name: "علی کریمی‌پور" }, { name: "علی رضایی" }, { name: "Ann Alison" });
  expect(await find("عل")).toEqual(expect.arrayContaining(["علی کریمی‌پور", "علی رضایی"]));
  expect(await find("علي كريم")).toEqual(["علی کریمی‌پور"]);
  expect(await find("پور")).toEqual(["علی کریمی‌پور"]);
  expect(await find("ALI")).toEqual(["Ann Alison"]);
  expect(await find("a")).toEqual([]);
  expect(await find("لی")).toEqual([]);
});

test("the last four digits or more of a number find, and the mailbox of an email", async () => {
  const { find } = await workspaceWith({
    name: "Ann",
    phones: [{ number: "09121234567" }],
    emails: [{ address: "winter.sun@example.com" }],
  });
  for (const q of ["4567", "1234567", "0912 123 4567", "۰۹۱۲۱۲۳۴۵۶۷", "+989121234567", "wint", "sun"])
    expect(await find(q)).toEqual(["Ann"]);
  expect(await find("Winter.Sun@example.com")).toEqual(["Ann"]);
  expect(await find("winter.moon@example.com")).toEqual([]);
  for (const q of ["567", "1234", "example"]) expect(await find(q)).toEqual([]);
});

test("a whole email address finds whoever has it, however many have a mailbox of that name, or one of single letters", async () => {
  const firms = Array.from({ length: 12 }, (_, at) => ({
    name: `Firm ${at}`,
    emails: [{ address: `info@firm-${at}.example` }],
  }));
  const { find, call, ids } = await workspaceWith(...firms, { name: "Ann", emails: [{ address: "a.r@x.example" }] });
  for (const at of [0, 7, 11]) expect(await find(` Info@Firm-${at}.example`)).toEqual([`Firm ${at}`]);
  expect(await find("a.r@x.example")).toEqual(["Ann"]);
  await call(archiveCustomer, { params: { id: ids[12]! } });
  expect(await find("a.r@x.example")).toEqual([]);
});

test("a renamed customer is found by the new name alone, an archived one by nothing", async () => {
  const { find, call, ids } = await workspaceWith({ name: "Old Name", phones: [{ number: "09121234567" }] });
  const [id] = ids as [`cus_${string}`];
  await call(updateCustomer, {
    params: { id },
    body: { version: 1, name: "New Label", phones: [{ number: "09127654321" }] },
  });
  expect([await find("old"), await find("4567"), await find("new lab"), await find("4321")]).toEqual([
    [],
    [],
    ["New Label"],
    ["New Label"],
  ]);
  await call(archiveCustomer, { params: { id } });
  expect([await find("new"), await find("4321")]).toEqual([[], []]);
});

test("a common word is read up to a ceiling and says that there are more", async () => {
  const { call, find } = await workspaceWith(...Array.from({ length: 30 }, (_, n) => ({ name: `Common ${n}` })));
  await find("common");
  const { items, more } = await call(search, { query: { q: "comm", limit: 5 } });
  expect([items.length, more]).toEqual([5, true]);
});

test("a rare word finds among however many a longer, common one is", async () => {
  const workspace = await createTestWorkspace();
  const ctx = await workspace.ctx();
  const names = [...Array.from({ length: 1_100 }, () => "Alexandra Moss"), "Alexandra Qi"];
  for (const label of names) {
    const row = { entity: "customer" as const, id: ctx.newId("cus"), label, kind: "person", hint: null };
    await indexRecords(ctx, [{ row, now: searchTerms([label], []), before: null }]);
  }
  const { items } = await workspace.call(search, { query: { q: "Alexandra Qi" } });
  expect(items.map(({ label }) => label)).toEqual(["Alexandra Qi"]);
});

test("of words that are all common, one that is short is found itself before all that it begins", async () => {
  const workspace = await createTestWorkspace();
  const ctx = await workspace.ctx();
  const labels = Array.from({ length: 1_100 }, (_, n) => (n < 1_000 ? "Fischer 9" : `Anna 673${n}`));
  const rows = [...labels, "Fischer 673"].map((label) => ({
    row: { entity: "customer" as const, id: ctx.newId("cus"), label, kind: "person" as const, hint: null },
    now: searchTerms([label], []),
    before: null,
  }));
  // Read after a thousand others of that name.
  await indexRecords(
    ctx,
    rows.toSorted((one, other) => (one.row.id < other.row.id ? -1 : 1)),
  );
  const { items } = await workspace.call(search, { query: { q: "fischer 673" } });
  expect(items.map(({ label }) => label)).toEqual(["Fischer 673"]);
});
