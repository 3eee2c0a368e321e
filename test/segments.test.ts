import { describe, expect, test } from "vitest";
import { logInteraction } from "#core/engagement/interactions/index.ts";
import * as segments from "#core/marketing/segments/index.ts";
import * as customers from "#core/people/customers/index.ts";
import { mergeCustomers, undoMerges } from "#core/people/duplicates/index.ts";
import type { Rule } from "#core/platform/rules/rule.ts";
import { getExportFile, startExport } from "#core/workspace/exports/index.ts";
import { defineField, restoreField, retireField } from "#core/workspace/fields/index.ts";
import { listJobs, undoJob } from "#core/workspace/jobs/index.ts";
import { DUE_HANDLERS } from "#server/app.ts";
import { tick } from "#server/platform/due.ts";
import { startJob } from "#server/workspace/jobs/index.ts";
import { importFile } from "./imports.ts";
import { createMemoryFiles } from "./memory-files.ts";
import { createTestWorkspace, requestOf, type TestWorkspace } from "./workspace.ts";

type CustomerId = `cus_${string}`;
type SegmentId = `seg_${string}`;

const IN_YAZD: Rule = { field: "city", is: "equals", value: "یزد" };

async function open() {
  const workspace = await createTestWorkspace();
  const { call, pump, background } = workspace;
  const settle = async () => {
    for (let round = 0; round < 5; round++) {
      await pump.idle();
      await Promise.all(background.splice(0));
    }
  };
  return {
    ...workspace,
    settle,
    async customer(name: string, city?: string): Promise<CustomerId> {
      const addresses = city ? [{ city }] : [];
      return (await call(customers.createCustomer, { body: { name, addresses } })).customer.id;
    },
    async segment(name: string, rule: Rule): Promise<SegmentId> {
      const { id } = await call(segments.createSegment, { body: { name, kind: "dynamic", rule } });
      await settle();
      return id;
    },
    async names(id: SegmentId): Promise<string[]> {
      const { items } = await call(segments.listMembers, { params: { id }, query: { limit: 200 } });
      return items.map(({ card }) => card.name).sort();
    },
    get: (id: SegmentId) => call(segments.getSegment, { params: { id } }),
    async passDays(days: number) {
      workspace.clock.advanceBy(days * 86_400_000);
      await tick(await workspace.ctx(), DUE_HANDLERS);
      await settle();
    },
  };
}

async function edit({ call }: TestWorkspace, id: CustomerId, patch: object) {
  const { version } = await call(customers.getCustomer, { params: { id } });
  await call(customers.updateCustomer, { params: { id }, body: { version, ...patch } });
}

describe("a segment by rule", () => {
  test("goes over everybody unless somebody has, from beginning to end, since its rule was made", async () => {
    const office = await open();
    const sara = await office.customer("سارا", "یزد");
    for (const name of ["یک", "دو", "سه"])
      await office.call(segments.createSegment, { body: { name, kind: "dynamic", rule: IN_YAZD } });
    await office.settle();
    const { items } = await office.call(segments.listSegments, { query: {} });
    for (const { id } of items) expect(await office.names(id)).toEqual(["سارا"]);
    const ctx = await office.ctx();
    const standing = { pk: sara, sk: "a#segments" };
    const goOver = async (catalogue: number) => {
      await ctx.table.transact([{ delete: standing }]);
      const input = { segmentIds: items.map(({ id }) => id), catalogue };
      await startJob(ctx, { kind: "segments.compute", input, about: {}, hasUndo: false });
      await office.settle();
      return (await ctx.table.get(standing)) !== null;
    };
    // Three segments are three versions of the catalogue; the fourth nobody has gone over.
    expect(await goOver(3)).toBe(false);
    expect(await goOver(4)).toBe(true);
  });

  test("says in its job who entered it, not who entered those made beside it", async () => {
    const office = await open();
    await office.customer("سارا", "یزد");
    await office.customer("مینا", "یزد");
    await office.customer("بابک", "قم");
    const rules = { یزدی‌ها: IN_YAZD, قمی‌ها: { field: "city", is: "equals", value: "قم" } as const };
    for (const [name, rule] of Object.entries(rules))
      await office.call(segments.createSegment, { body: { name, kind: "dynamic", rule } });
    await office.settle();
    const jobs = await office.call(listJobs, { query: {} });
    expect(jobs.items.map(({ about, result }) => ({ about, result }))).toMatchObject([
      { about: { label: { fa: "قمی‌ها" } }, result: { customers: 3, entered: 1, gone: 0 } },
      { about: { label: { fa: "یزدی‌ها" } }, result: { customers: 3, entered: 2, gone: 0 } },
    ]);
  });

  test("has those who match when it is made, and follows every change of them", async () => {
    const office = await open();
    const sara = await office.customer("سارا", "یزد");
    const ali = await office.customer("علی", "تهران");
    const id = await office.segment("یزدی‌ها", IN_YAZD);
    expect(await office.names(id)).toEqual(["سارا"]);
    await edit(office, ali, { addresses: [{ city: "يزد" }] });
    await edit(office, sara, { addresses: [] });
    await office.customer("مینا", "یزد");
    await office.settle();
    expect(await office.names(id)).toEqual(["علی", "مینا"]);
    expect(await office.get(id)).toMatchObject({ size: 2, entered30: 3, left30: 1, computing: null, broken: [] });
    const history = await office.call(segments.listMovements, { params: { id } });
    expect(history.items.map(({ name, direction }) => [name, direction])).toEqual(
      expect.arrayContaining([
        ["سارا", "in"],
        ["سارا", "out"],
        ["علی", "in"],
        ["مینا", "in"],
      ]),
    );
    const [came] = history.items.filter(({ name, direction }) => name === "علی" && direction === "in");
    expect(came?.because).toMatchObject([{ leaf: IN_YAZD, found: "یزد", negated: false }]);
    const flow = await office.call(segments.getFlow, { params: { id } });
    expect(flow.items).toEqual([{ day: "2026-03-21", entered: 3, left: 1, size: 2 }]);
  });

  test("is asked for in lists, is shown with its reasons at a customer, and told of in the changes", async () => {
    const office = await open();
    const sara = await office.customer("سارا", "یزد");
    await office.customer("علی", "تهران");
    const id = await office.segment("یزدی‌ها", IN_YAZD);
    const filter = (is: "hasAny" | "hasNone") => JSON.stringify({ field: "segments", is, value: [id] });
    const listed = async (is: "hasAny" | "hasNone") =>
      (await office.call(customers.listCustomers, { query: { filter: filter(is) } })).items.map(({ name }) => name);
    expect([await listed("hasAny"), await listed("hasNone")]).toEqual([["سارا"], ["علی"]]);
    const shown = await office.call(segments.getCustomerSegments, { params: { id: sara } });
    expect(shown.items).toMatchObject([{ id, how: "rule", because: [{ leaf: IN_YAZD, found: "یزد" }] }]);
    expect(shown.history).toMatchObject([{ direction: "in", segmentName: "یزدی‌ها" }]);
  });

  test("is left and entered as time passes, without any change, also after days of downtime", async () => {
    const office = await open();
    const sara = await office.customer("سارا");
    const silent = await office.segment("بی‌خبر", {
      all: [
        { field: "lastContactAt", is: "notEmpty" },
        { field: "lastContactAt", is: "notInLast", value: { count: 30, unit: "days" } },
      ],
    });
    await office.call(logInteraction, { body: { customerId: sara, channel: "call", direction: "out", body: "سلام" } });
    await office.settle();
    expect(await office.names(silent)).toEqual([]);
    await office.passDays(29);
    expect(await office.names(silent)).toEqual([]);
    await office.passDays(4);
    expect(await office.names(silent)).toEqual(["سارا"]);
    await office.call(logInteraction, { body: { customerId: sara, channel: "call", direction: "out", body: "باز" } });
    await office.settle();
    expect(await office.names(silent)).toEqual([]);
  });

  test("who is archived or merged leaves; undoing brings them back", async () => {
    const office = await open();
    const [sara, ali] = [await office.customer("سارا", "یزد"), await office.customer("علی", "یزد")];
    const id = await office.segment("یزدی‌ها", IN_YAZD);
    await office.call(customers.archiveCustomer, { params: { id: sara } });
    await office.settle();
    expect(await office.names(id)).toEqual(["علی"]);
    await office.call(customers.restoreCustomer, { params: { id: sara } });
    await office.settle();
    expect(await office.names(id)).toEqual(["سارا", "علی"]);
    const pair = { survivorId: sara, absorbedId: ali };
    await office.call(mergeCustomers, { body: pair });
    await office.settle();
    expect(await office.names(id)).toEqual(["سارا"]);
    await office.call(undoMerges, { body: { items: [pair] } });
    await office.settle();
    expect(await office.names(id)).toEqual(["سارا", "علی"]);
  });
});

describe("a rule", () => {
  test("that is changed lets everybody be looked at anew", async () => {
    const office = await open();
    await office.customer("سارا", "یزد");
    await office.customer("علی", "تهران");
    const id = await office.segment("شهر", IN_YAZD);
    const { version } = await office.get(id);
    const rule: Rule = { field: "city", is: "equals", value: "تهران" };
    await office.call(segments.updateSegment, { params: { id }, body: { version, rule } });
    await office.settle();
    expect(await office.names(id)).toEqual(["علی"]);
    expect(await office.get(id)).toMatchObject({ size: 1, entered30: 2, left30: 1 });
  });

  test("may ask about other segments, but not in a circle, which is named", async () => {
    const office = await open();
    const sara = await office.customer("سارا", "یزد");
    const first = await office.segment("اول", IN_YAZD);
    const second = await office.segment("دوم", { field: "segments", is: "hasAny", value: [first] });
    expect(await office.names(second)).toEqual(["سارا"]);
    await edit(office, sara, { addresses: [] });
    await office.settle();
    expect([await office.names(first), await office.names(second)]).toEqual([[], []]);
    const { version } = await office.get(first);
    const circle = office.call(segments.updateSegment, {
      params: { id: first },
      body: { version, rule: { field: "segments", is: "hasAny", value: [second] } },
    });
    await expect(circle).rejects.toThrow("اول → دوم → اول");
  });

  test("that is brought back has another name than those that are there", async () => {
    const { call, segment, get, settle } = await open();
    const first = await segment("یزدی‌ها", IN_YAZD);
    await call(segments.archiveSegment, { params: { id: first } });
    await settle();
    const second = await segment("یزدی‌ها", IN_YAZD);
    const restore = () => call(segments.restoreSegment, { params: { id: first } });
    await expect(restore()).rejects.toThrow("segment.name_taken");
    const { version } = await get(second);
    await call(segments.updateSegment, { params: { id: second }, body: { version, name: "اهل یزد" } });
    expect((await restore()).archivedAt).toBeUndefined();
  });

  test("about a field that is put away is broken: said, and its members stay as they were", async () => {
    const office = await open();
    const field = await office.call(defineField, {
      body: { kind: "customer", type: "text", label: { fa: "رنگ", en: "Colour" } },
    });
    const colour = `custom.${field.key}`;
    const red = { custom: { [field.key]: "سرخ" } };
    const sara = (await office.call(customers.createCustomer, { body: { name: "سارا", ...red } })).customer.id;
    const id = await office.segment("سرخ‌ها", { field: colour, is: "equals", value: "سرخ" });
    expect(await office.names(id)).toEqual(["سارا"]);
    await office.call(retireField, { params: { id: field.id } });
    await office.settle();
    expect(await office.get(id)).toMatchObject({ broken: [{ reason: "retiredField", field: colour }], size: 1 });
    await edit(office, sara, { name: "سارا کریمی" });
    await office.settle();
    expect(await office.names(id)).toEqual(["سارا کریمی"]);
    const again = { custom: { [field.key]: "آبی" } };
    await office.call(restoreField, { params: { id: field.id } });
    await office.settle();
    await edit(office, sara, again);
    await office.settle();
    expect(await office.get(id)).toMatchObject({ broken: [], size: 0 });
  });
});

describe("a static segment", () => {
  test("has whom somebody puts in, and the job that did it is undone", async () => {
    const office = await open();
    const [sara, ali] = [await office.customer("سارا"), await office.customer("علی", "یزد")];
    const { id } = await office.call(segments.createSegment, { body: { name: "ویژه", kind: "static" } });
    const change = async (body: object) => {
      const job = await office.call(segments.changeMembers, { params: { id }, body: body as never });
      await office.settle();
      return job.id;
    };
    await change({ action: "add", ids: [sara] });
    const added = await change({ action: "add", filter: JSON.stringify(IN_YAZD) });
    expect(await office.names(id)).toEqual(["سارا", "علی"]);
    await office.call(customers.archiveCustomer, { params: { id: sara } });
    await office.settle();
    expect(await office.names(id)).toEqual(["علی"]);
    await office.call(customers.restoreCustomer, { params: { id: sara } });
    await office.call(undoJob, { params: { id: added } });
    await office.settle();
    expect(await office.names(id)).toEqual(["سارا"]);
    const removed = await change({ action: "remove", ids: [sara, ali] });
    expect(await office.names(id)).toEqual([]);
    await office.call(undoJob, { params: { id: removed } });
    await office.settle();
    expect(await office.names(id)).toEqual(["سارا"]);
  });

  test("is made of whom an import brought, in one step, and its name stands in exports", async () => {
    const workspace = await createTestWorkspace({ files: createMemoryFiles() });
    const { call, background, pump } = workspace;
    const { customer } = await call(customers.createCustomer, {
      body: { name: "Old", phones: [{ number: "09121110000" }] },
    });
    const csv = "name,phone\nNew,09121110001\nOld,09121110000\n";
    const done = await importFile(workspace, new TextEncoder().encode(csv), { onDuplicate: "merge" });
    const body = { name: "نمایشگاه، بهار", kind: "static", importId: done.id } as const;
    const made = await call(segments.createSegment, { body });
    for (let round = 0; round < 4; round++) {
      await pump.idle();
      await Promise.all(background.splice(0));
    }
    const { items } = await call(segments.listMembers, { params: { id: made.id } });
    expect(items.map(({ card, how }) => [card.name, how]).sort()).toEqual([
      ["New", "hand"],
      ["Old", "hand"],
    ]);
    expect(await call(segments.getSegment, { params: { id: made.id } })).toMatchObject({ size: 2, computing: null });
    expect((await call(customers.getCustomer, { params: { id: customer.id } })).stats.segments).toEqual([made.id]);
    const columns = ["name", "segments"];
    const { id } = await call(startExport, { body: { of: "customers", format: "csv", language: "en", columns } });
    await Promise.all(background.splice(0));
    const file = await workspace.app.request(
      requestOf(getExportFile, { params: { id } }, await workspace.key("administrator")),
    );
    const lines = (await file.text()).trim().split(/\r?\n/);
    expect(lines[0]).toMatch(/Full name,Segments$/);
    expect(lines.slice(1).map((line) => line.includes("نمایشگاه، بهار"))).toEqual([true, true]);
    const wrong = { name: "x", importId: done.id } as const;
    await expect(call(segments.createSegment, { body: { ...wrong, kind: "dynamic", rule: IN_YAZD } })).rejects.toThrow(
      "segment.import_not_taken",
    );
    const unknown = { ...body, name: "y", importId: `imp_${"0".repeat(26)}` } as const;
    await expect(call(segments.createSegment, { body: unknown })).rejects.toThrow("import.not_found");
  });
});
