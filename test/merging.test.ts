import { describe, expect, test } from "vitest";
import { getCustomerPage, getTimeline, logInteraction } from "#core/engagement/interactions/index.ts";
import {
  createCustomer,
  getCustomer,
  listCustomers,
  type NewCustomer,
  updateCustomer,
} from "#core/people/customers/index.ts";
import {
  dismissDuplicate,
  listDuplicates,
  mergeCustomers,
  mergeManyCustomers,
  recallDuplicate,
  undoMerges,
} from "#core/people/duplicates/index.ts";
import { addRelation, removeRelation } from "#core/people/relations/index.ts";
import { listChanges } from "#core/workspace/changes/index.ts";
import { getExportFile, startExport } from "#core/workspace/exports/index.ts";
import { search } from "#core/workspace/search/index.ts";
import { entryId } from "#web/engagement/interactions/timeline-pages.ts";
import { createMemoryFiles } from "./memory-files.ts";
import { createTestWorkspace, requestOf, type TestWorkspace } from "./workspace.ts";

type CustomerId = `cus_${string}`;

async function workspaceWith<const T extends readonly NewCustomer[]>(...customers: T) {
  const workspace = await createTestWorkspace();
  const ids: CustomerId[] = [];
  for (const body of customers) ids.push((await workspace.call(createCustomer, { body })).customer.id);
  await workspace.pump.idle();
  return { ...workspace, ids: ids as { [K in keyof T]: CustomerId } };
}

const ALI = { name: "علی کریمی", phones: [{ number: "09121234567" }], tags: ["نوروز"] };
const ALI_AGAIN = {
  name: "علي كريمي",
  phones: [{ number: "09121234567" }, { number: "02188776655" }],
  emails: [{ address: "ali@example.ir" }],
  code: "A-17",
  notes: "مسافر کیش",
};

async function pairsOf({ call, pump }: TestWorkspace, dismissed = false) {
  await pump.idle();
  const { items } = await call(listDuplicates, { query: { dismissed: String(dismissed) } });
  return items.map(({ a, b, evidence }) => [[a.name, b.name].sort().join(" + "), ...evidence]);
}

async function refusal(
  { app, key }: TestWorkspace,
  ...[endpoint, call]: Parameters<typeof requestOf> extends [infer E, infer C, unknown] ? [E, C] : never
) {
  const response = await app.request(requestOf(endpoint as never, call as never, await key("administrator")));
  const { error } = (await response.json()) as { error: { code: string; details?: Record<string, unknown>[] } };
  return { status: response.status, code: error.code, details: error.details };
}

describe("two records made one", () => {
  test("the survivor has what both had, the absorbed one says where it is, and undo brings both back", async () => {
    const workspace = await workspaceWith(ALI, ALI_AGAIN);
    const { call, pump, ids } = workspace;
    const [survivorId, absorbedId] = ids;
    const [before, absorbedBefore] = [
      await call(getCustomer, { params: { id: survivorId } }),
      await call(getCustomer, { params: { id: absorbedId } }),
    ];
    const merged = await call(mergeCustomers, { body: { survivorId, absorbedId } });
    expect(merged).toMatchObject({
      version: 2,
      code: "A-17",
      phones: [{ number: "+989121234567" }, { number: "+982188776655" }],
      emails: [{ address: "ali@example.ir" }],
      tags: ["نوروز"],
      absorbed: [{ id: absorbedId, name: "علی کریمی", by: { name: "administrator" } }],
    });
    expect(await call(getCustomer, { params: { id: absorbedId } })).toMatchObject({ mergedInto: survivorId });
    await pump.idle();
    expect((await call(listCustomers)).items.map(({ id }) => id)).toEqual([survivorId]);
    expect((await call(listCustomers, { query: { sort: "name" } })).items.map(({ id }) => id)).toEqual([survivorId]);
    expect((await call(search, { query: { q: "6655" } })).items.map(({ id }) => id)).toEqual([survivorId]);
    expect((await call(search, { query: { q: "علی" } })).items.map(({ id }) => id)).toEqual([survivorId]);

    await call(updateCustomer, { params: { id: survivorId }, body: { version: 2, notes: "تازه", source: "نمایشگاه" } });
    const undone = await call(undoMerges, { body: { items: [{ survivorId, absorbedId }] } });
    expect(undone.items).toEqual([{ survivorId, absorbedId, done: true }]);
    await pump.idle();
    const { updatedAt: _, version: __, ...after } = await call(getCustomer, { params: { id: survivorId } });
    const { updatedAt: ___, version: ____, ...was } = before;
    expect(after).toEqual({ ...was, notes: "تازه", source: "نمایشگاه" });
    expect(await call(getCustomer, { params: { id: absorbedId } })).toEqual({ ...absorbedBefore, version: 3 });
    expect((await call(listCustomers)).items.map(({ id }) => id).sort()).toEqual([...ids].sort());
    expect((await call(listCustomers, { query: { sort: "name" } })).items).toHaveLength(2);
    expect((await call(search, { query: { q: "6655" } })).items.map(({ id }) => id)).toEqual([absorbedId]);
  });

  test("the survivor's page shows the timeline, relations and counts of both, and the feed tells both", async () => {
    const { call, pump, ids } = await workspaceWith(ALI, ALI_AGAIN, { name: "شرکت باران", kind: "organisation" });
    const [survivorId, absorbedId, companyId] = ids;
    const log = (customerId: CustomerId, body: string, occurredAt: string) =>
      call(logInteraction, { body: { customerId, channel: "call", direction: "in", body, occurredAt } });
    await log(survivorId, "one", "2026-01-01T10:00:00.000Z");
    await log(absorbedId, "two", "2026-01-02T10:00:00.000Z");
    await log(survivorId, "three", "2026-01-03T10:00:00.000Z");
    await call(addRelation, { params: { id: absorbedId }, body: { kind: "worksAt", otherId: companyId } });
    await call(addRelation, { params: { id: absorbedId }, body: { kind: "family", otherId: survivorId } });
    await call(mergeCustomers, { body: { survivorId, absorbedId } });
    await pump.idle();
    const page = await call(getCustomerPage, { params: { id: survivorId } });
    const bodies = (items: typeof page.timeline.items) =>
      items.flatMap((entry) => (entry.type === "interaction" ? [entry.interaction.body] : []));
    expect(bodies(page.timeline.items)).toEqual(["three", "two", "one"]);
    expect(page.relations.map(({ kind, otherName }) => [kind, otherName])).toEqual([["worksAt", "شرکت باران"]]);
    expect(page.customer.stats).toMatchObject({ interactions: 3, firstContactAt: "2026-01-01T10:00:00.000Z" });
    const [card] = (await call(listCustomers)).items.filter(({ id }) => id === survivorId);
    expect(card?.interactions).toBe(3);

    // Page by page it is the same timeline, nothing twice and nothing missed.
    const paged: string[] = [];
    for (let cursor: string | null = null; ; ) {
      const next: Awaited<ReturnType<typeof call<typeof getTimeline>>> = await call(getTimeline, {
        params: { id: survivorId },
        query: { limit: 2, ...(cursor && { cursor }) },
      });
      paged.push(...next.items.map(entryId));
      cursor = next.nextCursor;
      if (cursor === null) break;
    }
    expect(paged).toEqual(page.timeline.items.map(entryId));

    const verbs = (await call(listChanges, { query: { limit: 200 } })).items.map(({ verb, entityId }) => [
      verb,
      entityId,
    ]);
    expect(verbs.slice(-2)).toEqual([
      ["customer.absorbed", survivorId],
      ["customer.mergedInto", absorbedId],
    ]);

    await call(undoMerges, { body: { items: [{ survivorId, absorbedId }] } });
    await pump.idle();
    const alone = await call(getCustomerPage, { params: { id: survivorId } });
    expect([bodies(alone.timeline.items), alone.customer.stats.interactions]).toEqual([["three", "one"], 2]);
    expect((await call(getCustomerPage, { params: { id: absorbedId } })).customer.stats.interactions).toBe(1);
  });

  test("an export of interactions has those of the absorbed record, as the survivor's", async () => {
    const workspace = await createTestWorkspace({ files: createMemoryFiles() });
    const { call, app, key, background } = workspace;
    const survivor = (await call(createCustomer, { body: ALI })).customer;
    const absorbed = (await call(createCustomer, { body: { ...ALI_AGAIN, name: "Other Name" } })).customer;
    await call(logInteraction, {
      body: { customerId: absorbed.id, channel: "call", direction: "in", body: "of both" },
    });
    await call(mergeCustomers, { body: { survivorId: survivor.id, absorbedId: absorbed.id } });
    await workspace.pump.idle();
    const { id } = await call(startExport, { body: { of: "interactions", format: "csv" } as never });
    while (background.length > 0) await Promise.all(background.splice(0));
    const file = await app.request(requestOf(getExportFile, { params: { id } }, await key("administrator")));
    const rows = (await file.text()).trim().split("\n");
    expect(rows).toHaveLength(2);
    expect(rows[1]).toContain(survivor.id);
    expect(rows[1]).toContain("of both");
    expect(rows[1]).not.toContain(absorbed.id);
  });

  test("nothing is written to a merged record: the refusal says where to", async () => {
    const workspace = await workspaceWith(ALI, ALI_AGAIN, { name: "Other" });
    const { call, ids } = workspace;
    const [survivorId, absorbedId, otherId] = ids;
    await call(mergeCustomers, { body: { survivorId, absorbedId } });
    const gone = {
      status: 409,
      code: "customer.merged_away",
      details: [{ path: "id", id: absorbedId, mergedInto: survivorId }],
    };
    const params = { id: absorbedId };
    expect(await refusal(workspace, updateCustomer, { params, body: { version: 2, source: "x" } })).toEqual(gone);
    expect(
      await refusal(workspace, logInteraction, { body: { customerId: absorbedId, channel: "call", direction: "in" } }),
    ).toEqual(gone);
    expect(
      await refusal(workspace, addRelation, { params: { id: otherId }, body: { kind: "family", otherId: absorbedId } }),
    ).toEqual(gone);
    expect(await refusal(workspace, mergeCustomers, { body: { survivorId: otherId, absorbedId } })).toEqual(gone);
    expect(await refusal(workspace, mergeCustomers, { body: { survivorId, absorbedId: survivorId } })).toMatchObject({
      status: 400,
      code: "merge.with_itself",
    });
  });

  test("a merge of records that somebody saved meanwhile is refused with the record as it is", async () => {
    const workspace = await workspaceWith(ALI, ALI_AGAIN);
    const [survivorId, absorbedId] = workspace.ids;
    await workspace.call(updateCustomer, { params: { id: absorbedId }, body: { version: 1, source: "x" } });
    const body = { survivorId, absorbedId, survivorVersion: 1, absorbedVersion: 1 };
    expect(await refusal(workspace, mergeCustomers, { body })).toMatchObject({
      status: 409,
      code: "customer.version_conflict",
      details: [{ current: { id: absorbedId, version: 2 } }],
    });
  });

  test("two merges of the same records at once: one is made", async () => {
    const workspace = await workspaceWith(ALI, ALI_AGAIN);
    const [one, other] = workspace.ids;
    const send = async (survivorId: CustomerId, absorbedId: CustomerId) =>
      workspace.app.request(
        requestOf(mergeCustomers, { body: { survivorId, absorbedId } }, await workspace.key("member")),
      );
    const statuses = (await Promise.all([send(one, other), send(other, one)])).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 409]);
  });

  test("a code that the survivor took is given back, unless somebody else has it by now", async () => {
    const workspace = await workspaceWith(ALI, ALI_AGAIN, { name: "Other" });
    const { call, ids } = workspace;
    const [survivorId, absorbedId, otherId] = ids;
    await call(mergeCustomers, { body: { survivorId, absorbedId } });
    await call(updateCustomer, { params: { id: survivorId }, body: { version: 2, code: "NEW" } });
    await call(updateCustomer, { params: { id: otherId }, body: { version: 1, code: "A-17" } });
    const undo = async () =>
      (await call(undoMerges, { body: { items: [{ survivorId, absorbedId }] } })).items.map(
        ({ done, code }) => code ?? done,
      );
    expect(await undo()).toEqual(["customer.code_taken"]);
    await call(updateCustomer, { params: { id: otherId }, body: { version: 2, code: null } });
    expect(await undo()).toEqual([true]);
    const codes = [survivorId, absorbedId].map(async (id) => (await call(getCustomer, { params: { id } })).code);
    expect(await Promise.all(codes)).toEqual(["NEW", "A-17"]);
  });

  test("a relation of the absorbed record is taken away from the survivor's page", async () => {
    const { call, ids } = await workspaceWith(ALI, ALI_AGAIN, { name: "شرکت باران", kind: "organisation" });
    const [survivorId, absorbedId, companyId] = ids;
    await call(addRelation, { params: { id: absorbedId }, body: { kind: "worksAt", otherId: companyId } });
    await call(mergeCustomers, { body: { survivorId, absorbedId } });
    await call(removeRelation, { params: { id: survivorId, kind: "worksAt", otherId: companyId } });
    for (const id of [survivorId, companyId]) {
      expect((await call(getCustomerPage, { params: { id } })).relations).toEqual([]);
    }
  });

  test("while others edit both, merges and their undoing lose no edit and end as one or the other", async () => {
    const workspace = await workspaceWith({ name: "A", tags: ["a"] }, { name: "B", tags: ["b"] });
    const { call, app, ids, key } = workspace;
    const [survivorId, absorbedId] = ids;
    const secret = await key("administrator");
    const saved: string[] = [];
    const edit = async (tag: string) => {
      for (let tries = 0; tries < 20; tries++) {
        const { version, tags } = await call(getCustomer, { params: { id: survivorId } });
        const body = { version, tags: [...tags, tag] };
        const { status } = await app.request(requestOf(updateCustomer, { params: { id: survivorId }, body }, secret));
        if (status === 200) return void saved.push(tag);
      }
    };
    const items = [{ survivorId, absorbedId }];
    await Promise.all([
      ...Array.from({ length: 8 }, (_, at) => edit(`t${at}`)),
      call(mergeManyCustomers, { body: { items } }),
      call(mergeManyCustomers, { body: { items: [{ survivorId: absorbedId, absorbedId: survivorId }] } }).then(() =>
        call(undoMerges, { body: { items: [{ survivorId: absorbedId, absorbedId: survivorId }] } }),
      ),
    ]);
    await call(undoMerges, { body: { items } });
    const [one, other] = [
      await call(getCustomer, { params: { id: survivorId } }),
      await call(getCustomer, { params: { id: absorbedId } }),
    ];
    expect([one.mergedInto, other.mergedInto]).toEqual([undefined, undefined]);
    expect([...one.tags].sort()).toEqual(["a", ...saved].sort());
    expect(other.tags).toEqual(["b"]);
  });

  test("who is related to a merged record sees the survivor's name, a later one too, and the own name after the undo", async () => {
    const workspace = await workspaceWith({ name: "شرکت باران" }, { name: "علی" }, { name: "علی کریمی" });
    const { call, pump, ids } = workspace;
    const [company, absorbedId, survivorId] = ids;
    await call(addRelation, { params: { id: absorbedId }, body: { kind: "worksAt", otherId: company } });
    const shown = async () => {
      await pump.idle();
      return (await call(getCustomerPage, { params: { id: company } })).relations.map(({ otherName }) => otherName);
    };
    expect(await shown()).toEqual(["علی"]);
    const { version } = await call(mergeCustomers, { body: { survivorId, absorbedId } });
    expect(await shown()).toEqual(["علی کریمی"]);
    await call(updateCustomer, { params: { id: survivorId }, body: { version, name: "علی کریمی نیا" } });
    expect(await shown()).toEqual(["علی کریمی نیا"]);
    await call(undoMerges, { body: { items: [{ survivorId, absorbedId }] } });
    expect(await shown()).toEqual(["علی"]);
  });

  test("a chain is undone from its end; a record inside it is refused until then", async () => {
    const workspace = await workspaceWith({ name: "A" }, { name: "B" }, { name: "C" });
    const { call, ids } = workspace;
    const [a, b, c] = ids;
    await call(mergeCustomers, { body: { survivorId: a, absorbedId: b } });
    await call(mergeCustomers, { body: { survivorId: c, absorbedId: a } });
    expect((await call(getCustomer, { params: { id: b } })).mergedInto).toBe(c);
    await call(logInteraction, { body: { customerId: c, channel: "call", direction: "in", body: "at C" } });
    const undo = async (survivorId: CustomerId, absorbedId: CustomerId) =>
      (await call(undoMerges, { body: { items: [{ survivorId, absorbedId }] } })).items.map(
        ({ done, code }) => code ?? done,
      );
    expect(await undo(a, b)).toEqual(["merge.merged_since"]);
    expect(await undo(c, a)).toEqual([true]);
    expect(await undo(a, b)).toEqual([true]);
    expect(await undo(a, b)).toEqual(["merge.not_found"]);
  });
});

describe("likely pairs", () => {
  test("a shared phone with one name is a pair; it goes when the phone goes, or one of them", async () => {
    const workspace = await workspaceWith(ALI, ALI_AGAIN);
    const [, other] = workspace.ids;
    expect(await pairsOf(workspace)).toEqual([["علی کریمی + علی کریمی", "phone", "name"]]);
    await workspace.call(updateCustomer, { params: { id: other }, body: { version: 1, phones: [] } });
    expect(await pairsOf(workspace)).toEqual([]);
  });

  test("one sound in one city is a pair, one sound alone is none", async () => {
    const tehran = [{ city: "تهران" }];
    const workspace = await workspaceWith(
      { name: "طاهره صادقی", addresses: tehran },
      { name: "تاهره سادقی", addresses: tehran },
      { name: "Tahereh Sadeghi" },
    );
    expect(await pairsOf(workspace)).toEqual([["تاهره سادقی + طاهره صادقی", "sound", "city"]]);
  });

  test("the phone of a switchboard makes no pairs, also not of those who had it first", async () => {
    const many = Array.from({ length: 30 }, (_, at) => ({
      name: `${["Maple", "Cedar", "Willow", "Juniper", "Hazel"][at % 5]} ${["Stone", "Brook", "Field", "Lantern", "Harbor", "Meadow"][at % 6]}`,
      phones: [{ number: "02188776655" }],
    }));
    const workspace = await workspaceWith(...many);
    expect(await pairsOf(workspace)).toEqual([]);
    await workspace.call(createCustomer, { body: { name: "maple STONE", phones: [{ number: "02188776655" }] } });
    expect(await pairsOf(workspace)).toEqual([["Maple Stone + maple STONE", "name", "commonPhone"]]);
  });

  test("dismissed for good, and taken back", async () => {
    const workspace = await workspaceWith(ALI, ALI_AGAIN);
    const [a, b] = workspace.ids;
    await workspace.pump.idle();
    await workspace.call(dismissDuplicate, { body: { a, b } });
    await workspace.call(updateCustomer, {
      params: { id: a },
      body: { version: 1, emails: [{ address: "ali@example.ir" }] },
    });
    expect(await pairsOf(workspace)).toEqual([]);
    expect(await pairsOf(workspace, true)).toHaveLength(1);
    await workspace.call(recallDuplicate, { body: { a, b } });
    expect(await pairsOf(workspace)).toEqual([["علی کریمی + علی کریمی", "email", "phone", "name"]]);
    expect(await pairsOf(workspace, true)).toEqual([]);
  });

  test("many are merged at once, and what could not be is told", async () => {
    const workspace = await workspaceWith(ALI, ALI_AGAIN, { name: "سارا" }, { name: "سارا", tags: ["x"] });
    const [a, b, c, d] = workspace.ids;
    const items = [
      { survivorId: a, absorbedId: b },
      { survivorId: c, absorbedId: d },
      { survivorId: a, absorbedId: d },
    ];
    const merged = await workspace.call(mergeManyCustomers, { body: { items } });
    expect(merged.items.map(({ done, code }) => code ?? done)).toEqual([true, true, "customer.merged_away"]);
    expect(await pairsOf(workspace)).toEqual([]);
    const undone = await workspace.call(undoMerges, { body: { items: items.slice(0, 2) } });
    expect(undone.items.map(({ done }) => done)).toEqual([true, true]);
    expect(await pairsOf(workspace)).toHaveLength(1);
  });
});
