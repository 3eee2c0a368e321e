import { describe, expect, test } from "vitest";
import { createCustomer, getCustomer, listCustomers, updateCustomer } from "#core/people/customers/index.ts";
import { dismissDuplicate, listDuplicates, mergeAllCustomers, undoMerges } from "#core/people/duplicates/index.ts";
import * as jobs from "#core/workspace/jobs/index.ts";
import { resume } from "#server/app.ts";
import { createFaultyTable, type Fault } from "#server/platform/faulty-table.ts";
import { INDEXES } from "#server/platform/indexes.ts";
import { createMemoryTable } from "#server/platform/memory-table.ts";
import { createRandom } from "./platform.ts";
import { createTestWorkspace, type TestWorkspace } from "./workspace.ts";

type CustomerId = `cus_${string}`;

/** Those of one number have one name and one phone: almost surely one. */
async function add(workspace: TestWorkspace, number: number, more: object = {}): Promise<CustomerId> {
  const body = {
    name: `مشتری شمارهٔ ${number}`,
    phones: [{ number: `0912${String(number).padStart(7, "0")}` }],
    ...more,
  };
  return (await workspace.call(createCustomer, { body })).customer.id;
}

async function settled(workspace: TestWorkspace) {
  while (workspace.background.length > 0) await Promise.all(workspace.background.splice(0));
  await workspace.pump.idle();
}

const customer = ({ call }: TestWorkspace, id: CustomerId) => call(getCustomer, { params: { id } });

async function mergeAll(workspace: TestWorkspace, atLeast?: number) {
  const started = await workspace.call(mergeAllCustomers, { body: { ...(atLeast && { atLeast }) } });
  await settled(workspace);
  return workspace.call(jobs.getJob, { params: { id: started.id } });
}

async function undo(workspace: TestWorkspace, id: `job_${string}`) {
  const started = await workspace.call(jobs.undoJob, { params: { id } });
  await settled(workspace);
  const job = await workspace.call(jobs.getJob, { params: { id: started.id } });
  return { job, log: (await workspace.call(jobs.getJobLog, { params: { id: started.id } })).items };
}

describe("merging all of a strength", () => {
  test("makes one of each strong pair and of three that are one; a weaker pair and one set apart stay", async () => {
    const workspace = await createTestWorkspace();
    const two = [await add(workspace, 1, { tags: ["a"] }), await add(workspace, 1, { tags: ["b"] })] as const;
    const three = [await add(workspace, 2), await add(workspace, 2), await add(workspace, 2)];
    const apart = [await add(workspace, 3), await add(workspace, 3)] as const;
    const phone = { phones: [{ number: "09350000000" }] };
    const weak = [await add(workspace, 4, phone), await add(workspace, 5, { ...phone, name: "زهرا" })];
    await workspace.pump.idle();
    await workspace.call(dismissDuplicate, { body: { a: apart[0], b: apart[1] } });
    const job = await mergeAll(workspace);
    expect(job).toMatchObject({
      kind: "duplicates.merge",
      state: "done",
      about: { atLeast: 45 },
      result: { chosen: 4, merged: 3, same: 1, left: 0 },
      progress: { done: 4, total: 4 },
      canUndo: true,
    });
    expect(await customer(workspace, two[0])).toMatchObject({ tags: ["a", "b"], absorbed: [{ id: two[1] }] });
    const listed = (await workspace.call(listCustomers)).items.map(({ id }) => id);
    expect(listed.toSorted()).toEqual([two[0], three[0], ...apart, ...weak].toSorted());
    const left = (await workspace.call(listDuplicates)).items;
    expect(left.map(({ a, b }) => [a.id, b.id].toSorted())).toEqual([weak.toSorted()]);
  });

  test("leaves what became another since it was asked for, and says so", async () => {
    const workspace = await createTestWorkspace();
    const [one, other, third] = [await add(workspace, 1), await add(workspace, 1), await add(workspace, 1)];
    await workspace.pump.idle();
    // Between the first two somebody said no: the third, who is both, becomes one of them only.
    await workspace.call(dismissDuplicate, { body: { a: one, b: other } });
    const job = await mergeAll(workspace);
    expect(job.result).toEqual({ chosen: 2, merged: 1, same: 0, left: 1 });
    const { items } = await workspace.call(jobs.getJobLog, { params: { id: job.id } });
    expect(items).toMatchObject([{ code: "merge.left", details: { reason: "merge.set_apart" } }]);
    const alone = await Promise.all([one, other].map((id) => customer(workspace, id)));
    expect(alone.map(({ mergedInto }) => mergedInto)).toEqual([undefined, undefined]);
    expect([one, other]).toContain((await customer(workspace, third)).mergedInto);
  });

  test("is undone as a whole: later edits stay, what cannot be separated is listed", async () => {
    const workspace = await createTestWorkspace();
    const ids: CustomerId[] = [];
    for (const number of [1, 1, 1, 2, 2, 3, 3]) ids.push(await add(workspace, number, { tags: [`t${ids.length}`] }));
    await workspace.pump.idle();
    const before = await Promise.all(ids.map((id) => customer(workspace, id)));
    const job = await mergeAll(workspace, 50);
    expect(job.result).toMatchObject({ merged: 4, same: 1, left: 0 });
    const survivor = await customer(workspace, ids[3]!);
    const tags = [...survivor.tags, "دستی"];
    await workspace.call(updateCustomer, { params: { id: survivor.id }, body: { version: survivor.version, tags } });
    const alone = { survivorId: ids[5]!, absorbedId: ids[6]! };
    await workspace.call(undoMerges, { body: { items: [alone] } });
    const { job: undone, log } = await undo(workspace, job.id);
    expect(undone).toMatchObject({ state: "done", result: { undone: 3, left: 1 }, progress: { done: 4, total: 4 } });
    expect(log).toMatchObject([{ code: "merge.left", details: { a: ids[5], b: ids[6], reason: "merge.not_found" } }]);
    const after = await Promise.all(ids.map((id) => customer(workspace, id)));
    expect(after.map(({ tags, mergedInto }) => [tags, mergedInto])).toEqual(
      before.map(({ id, tags }) => [id === ids[3] ? [...tags, "دستی"] : tags, undefined]),
    );
    await workspace.pump.idle();
    expect((await workspace.call(listDuplicates)).items).toHaveLength(5);
  });

  test("ends as one that never died when its worker dies again and again, and so does its undo", async () => {
    const random = createRandom(11);
    let armed = false;
    const port = createFaultyTable(createMemoryTable({ indexes: INDEXES }), (): Fault | null =>
      armed && random() < 0.01 ? (random() < 0.5 ? "crashBefore" : "crashAfter") : null,
    );
    const workspace = await createTestWorkspace({ port });
    const ids: CustomerId[] = [];
    for (let number = 0; number < 40; number++) ids.push(await add(workspace, number), await add(workspace, number));
    await workspace.pump.idle();
    const { call, ctx } = workspace;
    let deaths = 0;
    const through = async (id: `job_${string}`) => {
      for (;;) {
        armed = true;
        await Promise.allSettled(workspace.background.splice(0));
        armed = false;
        port.revive();
        await workspace.pump.idle();
        const job = await call(jobs.getJob, { params: { id } });
        if (jobs.hasEnded(job.state)) return job;
        deaths += 1;
        await resume({ ...(await ctx()), inBackground: (work) => void workspace.background.push(work()) });
      }
    };
    const job = await through((await call(mergeAllCustomers, { body: {} })).id);
    expect(job.result).toEqual({ chosen: 40, merged: 40, same: 0, left: 0 });
    const merged = await Promise.all(ids.map((id) => customer(workspace, id)));
    expect(merged.filter(({ mergedInto }) => mergedInto)).toHaveLength(40);
    expect(merged.filter(({ absorbed }) => absorbed?.length === 1)).toHaveLength(40);
    const undone = await through((await call(jobs.undoJob, { params: { id: job.id } })).id);
    expect(undone.result).toEqual({ undone: 40, left: 0 });
    expect(deaths).toBeGreaterThan(4);
    const apart = await Promise.all(ids.map((id) => customer(workspace, id)));
    expect(apart.filter(({ mergedInto, absorbed }) => mergedInto || absorbed?.length)).toEqual([]);
  });
});
