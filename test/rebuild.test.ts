import { expect, test } from "vitest";
import { logInteraction } from "#core/engagement/interactions/index.ts";
import { archiveCustomer, createCustomer, listCustomers, rebuildCustomers } from "#core/people/customers/index.ts";
import { listDuplicates } from "#core/people/duplicates/index.ts";
import * as jobs from "#core/workspace/jobs/index.ts";
import { search } from "#core/workspace/search/index.ts";
import { resume } from "#server/app.ts";
import { DEFAULT_WORKSPACE, SHAPE, workspaceSettings } from "#server/platform/credentials.ts";
import { itemOf } from "#server/platform/entity.ts";
import { createTestWorkspace, requestOf, type TestWorkspace } from "./workspace.ts";

type CustomerId = `cus_${string}`;

const LATER_INDEXES = ["byNamePk", "byNameSk", "byContactPk", "byContactSk", "byChangePk", "byChangeSk"];

/** A workspace as one looked before there were orders, search and pairs: six customers, two of them one, one archived. */
async function older() {
  const workspace = await createTestWorkspace({ subscribers: [] });
  const { call, port } = workspace;
  const ids: CustomerId[] = [];
  for (const name of ["سارا", "علی کریمی", "علی کریمی", "زهرا", "نیما", "بایگانی"]) {
    const phones = [{ number: name.startsWith("عل") ? "09121234567" : `0935000000${ids.length}` }];
    ids.push((await call(createCustomer, { body: { name, phones } })).customer.id);
  }
  await call(logInteraction, { body: { customerId: ids[3]!, channel: "call", direction: "in", body: "سلام" } });
  await call(archiveCustomer, { params: { id: ids[5]! } });
  for (const id of ids) {
    const { version: _, ...card } = (await port.get({ pk: id, sk: "a#card" }))!;
    await port.append([
      Object.fromEntries(Object.entries(card).filter(([key]) => !LATER_INDEXES.includes(key))) as never,
    ]);
  }
  return { ...workspace, ids };
}

async function seen({ call }: TestWorkspace) {
  const order = async (sort: "name" | "lastContact" | "changed") =>
    (await call(listCustomers, { query: { sort } })).items.map(({ name }) => name);
  return {
    name: await order("name"),
    lastContact: (await order("lastContact")).toSorted(),
    changed: await order("changed"),
    archived: (await call(listCustomers, { query: { sort: "name", archived: "true" } })).items.map(({ name }) => name),
    found: (await call(search, { query: { q: "نیما" } })).items.map(({ label }) => label),
    pairs: (await call(listDuplicates)).items.map(({ a, b }) => [a.name, b.name].toSorted()),
  };
}

const WHOLE = {
  name: ["زهرا", "سارا", "علی کریمی", "علی کریمی", "نیما"],
  lastContact: ["زهرا", "سارا", "علی کریمی", "علی کریمی", "نیما"].toSorted(),
  changed: ["نیما", "زهرا", "علی کریمی", "علی کریمی", "سارا"],
  archived: ["بایگانی"],
  found: ["نیما"],
  pairs: [["علی کریمی", "علی کریمی"].toSorted()],
};

test("customers written before there were orders, search and pairs appear in all of them; done twice it is the same", async () => {
  const workspace = await older();
  const { call, background } = workspace;
  expect(await seen(workspace)).toMatchObject({ name: [], changed: [], found: [], pairs: [] });
  for (let times = 1; times <= 2; times++) {
    const { id } = await call(rebuildCustomers);
    await Promise.all(background.splice(0));
    expect(await call(jobs.getJob, { params: { id } })).toMatchObject({
      kind: "customers.rebuild",
      state: "done",
      progress: { done: 6 },
      result: { customers: 6 },
      canUndo: false,
    });
    expect(await seen(workspace)).toEqual(WHOLE);
  }
  const card = await workspace.port.get({ pk: workspace.ids[3]!, sk: "a#card" });
  expect(String(card?.byContactSk)).toMatch(/^[02]/);
});

test("it starts by itself in a workspace that an older version wrote, once", async () => {
  const workspace = await older();
  const { call, background, port } = workspace;
  const start = async () => {
    const ctx = await workspace.ctx();
    await resume({ ...ctx, inBackground: (work) => void background.push(work()) });
    await Promise.all(background.splice(0));
    return (await call(jobs.listJobs)).items.filter(({ kind }) => kind === "workspace.migrate").length;
  };
  // Not made yet: there is nothing to write anew.
  expect(await start()).toBe(0);
  await port.append([itemOf(workspaceSettings, DEFAULT_WORKSPACE)]);
  expect([await start(), await start()]).toEqual([1, 1]);
  expect(await seen(workspace)).toEqual(WHOLE);
  expect((await port.get(workspaceSettings.key(DEFAULT_WORKSPACE)))?.shape).toBe(SHAPE);
});

test("who may not operate the workspace does not start it", async () => {
  const { app, key } = await createTestWorkspace();
  expect((await app.request(requestOf(rebuildCustomers, {}, await key("member")))).status).toBe(403);
});
