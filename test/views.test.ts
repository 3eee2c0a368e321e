import { beforeEach, expect, test } from "vitest";
import type { CallOf, Endpoint, OutputOf } from "#core/platform/endpoint.ts";
import type { Rule } from "#core/platform/rules/rule.ts";
import { listChanges } from "#core/workspace/changes/index.ts";
import { signIn } from "#core/workspace/sign-in/index.ts";
import { addUser } from "#core/workspace/users/index.ts";
import {
  createView,
  deleteView,
  getView,
  listViews,
  restoreView,
  setListSettings,
  updateView,
} from "#core/workspace/views/index.ts";
import { createTestWorkspace, type LooseCall, requestOf, type TestWorkspace } from "./workspace.ts";

const RULE: Rule = { all: [{ field: "city", is: "equals", value: "Yazd" }] };

let workspace: TestWorkspace;
let sara: Person;
let ali: Person;
let guest: Person;

type Person = <E extends Endpoint>(endpoint: E, call?: CallOf<E>) => Promise<OutputOf<E>>;

/** Refusals are thrown as their code. */
async function person(name: string, role: "member" | "viewer"): Promise<Person> {
  const password = "correct horse battery";
  const email = `${name}@example.com`;
  await workspace.call(addUser, { body: { name, email, role, password } });
  const { token } = await workspace.call(signIn, { body: { email, password } });
  return async (endpoint, call) => {
    const response = await workspace.app.request(requestOf(endpoint, (call ?? {}) as LooseCall, token));
    if (response.status === 204) return undefined as never;
    const answer = await response.json();
    if (!response.ok) throw new Error(answer.error.code);
    return answer;
  };
}

beforeEach(async () => {
  workspace = await createTestWorkspace();
  [sara, ali, guest] = [await person("sara", "member"), await person("ali", "member"), await person("guest", "viewer")];
});

const namesFor = async (who: Person, list = "customers") =>
  (await who(listViews, { query: { list } } as never)).items.map(({ name }) => name);

test("a view is kept with its rule, order and columns, and changed under the version that was read", async () => {
  const columns = [{ id: "name", width: 220 }, { id: "custom.vip" }];
  const view = await sara(createView, {
    body: { list: "customers", name: " Yazd ", filter: RULE, sort: "lastContact", reverse: true, columns },
  });
  expect(view).toMatchObject({ name: "Yazd", filter: RULE, columns, shared: false, version: 1, ownerName: "sara" });
  const renamed = await sara(updateView, { params: { id: view.id }, body: { version: 1, name: "Kerman" } });
  expect(renamed).toMatchObject({ name: "Kerman", version: 2, sort: "lastContact" });
  const late = sara(updateView, { params: { id: view.id }, body: { version: 1, name: "Late" } });
  await expect(late).rejects.toThrow("view.version_conflict");
  expect(await sara(getView, { params: { id: view.id } })).toEqual(renamed);
  expect(await namesFor(sara, "deals")).toEqual([]);
});

test("another's private view is not found: not read, changed, deleted, restored, or opened with", async () => {
  const { id } = await sara(createView, { body: { list: "customers", name: "Mine" } });
  const params = { id };
  await expect(ali(getView, { params })).rejects.toThrow("view.not_found");
  await expect(ali(updateView, { params, body: { version: 1, name: "X" } })).rejects.toThrow("view.not_found");
  await expect(ali(deleteView, { params })).rejects.toThrow("view.not_found");
  await expect(ali(setListSettings, { body: { list: "customers", defaultId: id } })).rejects.toThrow("view.not_found");
  await sara(deleteView, { params });
  await expect(ali(restoreView, { params })).rejects.toThrow("view.not_found");
  expect(await namesFor(ali)).toEqual([]);
});

test("a shared view is everybody's to see and theirs to change who may share; sharing needs its permission", async () => {
  const shared = await sara(createView, { body: { list: "customers", name: "Ours", shared: true } });
  expect([await namesFor(ali), await namesFor(guest)]).toEqual([["Ours"], ["Ours"]]);
  const params = { id: shared.id };
  await ali(updateView, { params, body: { version: 1, name: "Everybody's" } });
  const rename = guest(updateView, { params, body: { version: 2, name: "X" } });
  await expect(rename).rejects.toThrow("view.sharing_forbidden");
  await expect(guest(deleteView, { params })).rejects.toThrow("view.sharing_forbidden");
  await expect(guest(createView, { body: { list: "customers", name: "G", shared: true } })).rejects.toThrow(
    "view.sharing_forbidden",
  );
  await guest(createView, { body: { list: "customers", name: "G" } });
  expect(await namesFor(guest)).toEqual(["Everybody's", "G"]);
  const hide = ali(updateView, { params, body: { version: 2, shared: false } });
  await expect(hide).rejects.toThrow("view.not_yours");
  await sara(updateView, { params, body: { version: 2, shared: false } });
  expect([await namesFor(ali), await namesFor(sara)]).toEqual([[], ["Everybody's"]]);
});

test("a deleted view comes back as it was, also when it is restored twice", async () => {
  const view = await sara(createView, { body: { list: "customers", name: "Mine", filter: RULE } });
  const params = { id: view.id };
  await sara(deleteView, { params });
  expect(await namesFor(sara)).toEqual([]);
  await expect(sara(getView, { params })).rejects.toThrow("view.not_found");
  expect(await sara(restoreView, { params })).toEqual(view);
  expect(await sara(restoreView, { params })).toEqual(view);
  expect(await namesFor(sara)).toEqual(["Mine"]);
});

test("everybody opens the list with a view of their own, and keeps columns of their own for each", async () => {
  const { id } = await sara(createView, { body: { list: "customers", name: "Ours", shared: true } });
  await ali(setListSettings, { body: { list: "customers", defaultId: id } });
  const are = [{ id: "name", width: 300 }];
  await ali(setListSettings, { body: { list: "customers", columns: { of: id, are } } });
  const { settings } = await ali(listViews, { query: { list: "customers" } });
  expect(settings).toEqual({ defaultId: id, columns: { [id]: are } });
  expect((await sara(listViews, { query: { list: "customers" } })).settings).toEqual({ defaultId: null, columns: {} });
  const back = await ali(setListSettings, {
    body: { list: "customers", defaultId: null, columns: { of: id, are: null } },
  });
  expect(back).toEqual({ defaultId: null, columns: {} });
});

test("views stand in the order of their positions", async () => {
  const [a, b] = [
    await sara(createView, { body: { list: "customers", name: "A" } }),
    await sara(createView, { body: { list: "customers", name: "B" } }),
  ];
  expect(await namesFor(sara)).toEqual(["A", "B"]);
  await sara(updateView, { params: { id: b.id }, body: { version: 1, position: a.position - 0.5 } });
  expect(await namesFor(sara)).toEqual(["B", "A"]);
});

test("what a private view says is not in the changes that everybody may read", async () => {
  const view = await sara(createView, { body: { list: "customers", name: "Secret", filter: RULE } });
  await sara(updateView, { params: { id: view.id }, body: { version: 1, name: "Hidden" } });
  await workspace.pump.idle();
  const told = JSON.stringify(await workspace.call(listChanges, {}));
  expect(told).toContain(view.id);
  expect(told).not.toMatch(/Secret|Hidden|Yazd/);
});

test("a rule whose field is gone is kept, a tree that is no rule is refused, and so are a hundred and one views", async () => {
  const filter: Rule = { field: "custom.gone", is: "equals", value: "x" };
  const { id } = await sara(createView, { body: { list: "customers", name: "Broken", filter } });
  expect((await sara(getView, { params: { id } })).filter).toEqual(filter);
  const wrong = { list: "customers", name: "X", filter: { nothing: 1 } } as never;
  await expect(sara(createView, { body: wrong })).rejects.toThrow("request.invalid");
  const twice = { list: "customers", name: "X", columns: [{ id: "name" }, { id: "name" }] };
  await expect(sara(createView, { body: twice })).rejects.toThrow("request.invalid");
  for (let at = 1; at < 100; at++) await sara(createView, { body: { list: "customers", name: `V${at}` } });
  await expect(sara(createView, { body: { list: "customers", name: "101" } })).rejects.toThrow("view.too_many");
});
