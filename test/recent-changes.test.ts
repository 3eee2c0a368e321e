import { describe, expect, test } from "vitest";
import { logInteraction } from "#core/engagement/interactions/index.ts";
import {
  archiveCustomer,
  bulkCustomers,
  createCustomer,
  listRecentChanges,
  undoChange,
  updateCustomer,
} from "#core/people/customers/index.ts";
import { mergeCustomers } from "#core/people/duplicates/index.ts";
import type { OutputOf } from "#core/platform/endpoint.ts";
import { readChangesBack } from "#server/platform/sequencer.ts";
import { createTestWorkspace, requestOf, type TestWorkspace } from "./workspace.ts";

async function settled(workspace: TestWorkspace) {
  while (workspace.background.length > 0) await Promise.all(workspace.background.splice(0));
  await workspace.pump.idle();
}

async function made(workspace: TestWorkspace, name: string) {
  return (await workspace.call(createCustomer, { body: { name } })).customer;
}

describe("recent changes", () => {
  test("are told newest first, with the customer's name and the way back", async () => {
    const workspace = await createTestWorkspace();
    const { call } = workspace;
    const sara = await made(workspace, "سارا رضایی");
    await call(updateCustomer, { params: { id: sara.id }, body: { version: 1, source: "نمایشگاه" } });
    await call(logInteraction, { body: { customerId: sara.id, channel: "call", direction: "out", body: "سلام" } });
    await settled(workspace);
    const { items, nextCursor } = await call(listRecentChanges);
    expect(nextCursor).toBeNull();
    expect(items).toMatchObject([
      { change: { verb: "interaction.logged" }, customer: { name: "سارا رضایی" }, undo: "withdraw" },
      { change: { verb: "customer.updated" }, customer: { id: sara.id, kind: "person" }, undo: "change" },
      { change: { verb: "customer.created" }, undo: null },
    ]);
  });

  test("are taken back one by one, and that is a change as well", async () => {
    const workspace = await createTestWorkspace();
    const { call } = workspace;
    const sara = await made(workspace, "سارا رضایی");
    await call(archiveCustomer, { params: { id: sara.id } });
    await settled(workspace);
    const [archived] = (await call(listRecentChanges)).items;
    if (archived?.type !== "change") throw new Error("a change was expected");
    await call(undoChange, { params: { id: sara.id, changeId: archived.change.id } });
    await settled(workspace);
    expect((await call(listRecentChanges)).items[0]).toMatchObject({ change: { verb: "customer.undone" } });
  });

  test("that merged two can be taken back as the merge", async () => {
    const workspace = await createTestWorkspace();
    const [sara, also] = [await made(workspace, "سارا رضایی"), await made(workspace, "سارا رضائی")];
    const body = { survivorId: sara.id, survivorVersion: 1, absorbedId: also.id, absorbedVersion: 1 };
    await workspace.call(mergeCustomers, { body });
    await settled(workspace);
    const merged = (await workspace.call(listRecentChanges)).items.find(
      (item) => item.type === "change" && item.change.verb === "customer.absorbed",
    );
    expect(merged).toMatchObject({
      customer: { id: sara.id },
      undo: "merge",
      change: { fields: { absorbed: { after: { id: also.id, name: "سارا رضائی" } } } },
    });
  });

  test("of one job are one entry that names it", async () => {
    const workspace = await createTestWorkspace();
    const { call } = workspace;
    for (let n = 0; n < 12; n++) await made(workspace, `مشتری ${n}`);
    await settled(workspace);
    const job = await call(bulkCustomers, { body: { action: { kind: "tag", tags: ["نوروز"] } } });
    await settled(workspace);
    const { items } = await call(listRecentChanges);
    expect(items[0]).toMatchObject({ type: "job", id: job.id, changes: 12 });
    expect(items.filter(({ type }) => type === "job")).toHaveLength(1);
    expect(items).toHaveLength(13);
  });

  test("are read page by page, each once", async () => {
    const workspace = await createTestWorkspace();
    for (let n = 0; n < 25; n++) await made(workspace, `مشتری ${n}`);
    await settled(workspace);
    const names: (string | undefined)[] = [];
    let cursor: string | null = null;
    do {
      const page: OutputOf<typeof listRecentChanges> = await workspace.call(listRecentChanges, {
        query: { limit: 10, ...(cursor && { cursor }) },
      });
      expect(page.items.length).toBeLessThanOrEqual(10);
      for (const item of page.items) names.push(item.type === "change" ? item.customer?.name : item.id);
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(names).toEqual(Array.from({ length: 25 }, (_, n) => `مشتری ${24 - n}`));
  });

  test("end after a day", async () => {
    const workspace = await createTestWorkspace();
    await made(workspace, "دیروزی");
    workspace.clock.advanceBy(25 * 3_600_000);
    await made(workspace, "امروزی");
    await settled(workspace);
    const { items, nextCursor } = await workspace.call(listRecentChanges);
    expect(items).toMatchObject([{ customer: { name: "امروزی" } }]);
    expect(nextCursor).toBeNull();
  });

  test("of others are shown when asked for, without a way back for who may only look", async () => {
    const workspace = await createTestWorkspace();
    const sara = await made(workspace, "سارا رضایی");
    await workspace.call(archiveCustomer, { params: { id: sara.id } });
    await settled(workspace);
    const viewer = await workspace.key("viewer");
    const ask = async (query: Record<string, string>) =>
      (await workspace.app.request(requestOf(listRecentChanges, { query }, viewer))).json();
    expect(await ask({})).toEqual({ items: [], nextCursor: null });
    expect(await ask({ everyone: "true" })).toMatchObject({
      items: [
        { change: { verb: "customer.archived" }, undo: null },
        { change: { verb: "customer.created" }, undo: null },
      ],
    });
  });

  test("lie in a feed that is read backwards, whole and without a gap", async () => {
    const workspace = await createTestWorkspace();
    await made(workspace, "از پیش");
    await settled(workspace);
    const { table } = await workspace.ctx();
    const first = await readChangesBack(table, null, 1);
    expect(first.changes).toHaveLength(1);
    const rest = await readChangesBack(table, first.next, 1000);
    expect(rest.next).toBeNull();
    expect([...first.changes, ...rest.changes].map(({ seq }) => seq)).toEqual(
      Array.from({ length: rest.changes.length + 1 }, (_, at) => rest.changes.length + 1 - at),
    );
  });

  test("refuse a cursor of another list", async () => {
    const workspace = await createTestWorkspace();
    await expect(workspace.call(listRecentChanges, { query: { cursor: "eHl6" } })).rejects.toThrow("cursor.invalid");
  });
});
