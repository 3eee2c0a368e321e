import { describe, expect, test } from "vitest";
import { bulkCustomers, createCustomer, getCustomer, updateCustomer } from "#core/people/customers/index.ts";
import { CrmError } from "#core/platform/errors.ts";
import * as jobs from "#core/workspace/jobs/index.ts";
import { DUE_HANDLERS, resume } from "#server/app.ts";
import type { Ctx } from "#server/platform/context.ts";
import { tick } from "#server/platform/due.ts";
import { createFaultyTable, type Fault } from "#server/platform/faulty-table.ts";
import { INDEXES } from "#server/platform/indexes.ts";
import { createMemoryTable } from "#server/platform/memory-table.ts";
import type { JobKind } from "#server/workspace/jobs/index.ts";
import { startJob } from "#server/workspace/jobs/index.ts";
import { runJob } from "#server/workspace/jobs/run-job.ts";
import { cancelJob, getJob, pauseJob, resumeJob, retryJob } from "#server/workspace/jobs/verbs.ts";
import { createRandom } from "./platform.ts";
import { createTestWorkspace, requestOf, type TestWorkspace } from "./workspace.ts";

async function customers(workspace: TestWorkspace, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n++) {
    const city = n % 2 === 0 ? "یزد" : "قم";
    const { customer } = await workspace.call(createCustomer, {
      body: { name: `مشتری ${n}`, addresses: [{ city }], ...(n % 5 === 0 && { tags: ["نوروز"] }) },
    });
    ids.push(customer.id);
  }
  await workspace.pump.idle();
  return ids;
}

const inYazd = JSON.stringify({ field: "city", is: "equals", value: "یزد" });

async function settled(workspace: TestWorkspace) {
  while (workspace.background.length > 0) await Promise.all(workspace.background.splice(0));
  await workspace.pump.idle();
}

describe("a bulk action", () => {
  test("changes all that match, says how many, and is taken back except for what was edited since", async () => {
    const workspace = await createTestWorkspace();
    const { call } = workspace;
    const ids = await customers(workspace, 30);
    const body = { action: { kind: "tag" as const, tags: ["نوروز"] }, filter: inYazd };
    const started = await call(bulkCustomers, { body });
    expect(started.state).toBe("queued");
    await settled(workspace);
    const job = await call(jobs.getJob, { params: { id: started.id } });
    expect(job).toMatchObject({
      state: "done",
      progress: { done: 15, total: 15 },
      result: { chosen: 15, changed: 12, same: 3, left: 0 },
      canUndo: true,
    });
    const edited = await call(getCustomer, { params: { id: ids[2]! } });
    expect(edited.tags).toEqual(["نوروز"]);
    await call(updateCustomer, { params: { id: edited.id }, body: { version: edited.version, tags: ["دیگر"] } });
    const undo = await call(jobs.undoJob, { params: { id: job.id } });
    await settled(workspace);
    expect(await call(jobs.getJob, { params: { id: undo.id } })).toMatchObject({
      kind: "undo",
      state: "done",
      result: { undone: 11, left: 1 },
    });
    const log = await call(jobs.getJobLog, { params: { id: undo.id } });
    expect(log.items).toMatchObject([{ code: "customer.left", details: { id: ids[2], fields: ["tags"] } }]);
    expect((await call(getCustomer, { params: { id: ids[0]! } })).tags).toEqual(["نوروز"]);
    expect((await call(getCustomer, { params: { id: ids[4]! } })).tags).toEqual([]);
    expect((await call(getCustomer, { params: { id: ids[2]! } })).tags).toEqual(["دیگر"]);
    await expect(call(jobs.undoJob, { params: { id: job.id } })).rejects.toThrow("job.cannot_undo");
  });

  test("two on the same records at once both happen, each customer ending with both", async () => {
    const workspace = await createTestWorkspace();
    const ids = await customers(workspace, 12);
    await workspace.call(bulkCustomers, {
      body: { action: { kind: "tag", tags: ["الف"] }, ids: ids as `cus_${string}`[] },
    });
    await workspace.call(bulkCustomers, {
      body: { action: { kind: "tag", tags: ["ب"] }, ids: ids as `cus_${string}`[] },
    });
    await settled(workspace);
    for (const id of ids) {
      const { tags } = await workspace.call(getCustomer, { params: { id } });
      expect(tags).toEqual(expect.arrayContaining(["الف", "ب"]));
    }
  });

  test("ends as one that never died when its worker dies again and again, and so does its undo", async () => {
    const random = createRandom(7);
    let armed = false;
    const port = createFaultyTable(createMemoryTable({ indexes: INDEXES }), (): Fault | null =>
      armed && random() < 0.03 ? (random() < 0.5 ? "crashBefore" : "crashAfter") : null,
    );
    const workspace = await createTestWorkspace({ port });
    const ids = await customers(workspace, 250);
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
        const context = await ctx();
        await resume({ ...context, inBackground: (work) => void workspace.background.push(work()) });
      }
    };
    const { id } = await call(bulkCustomers, { body: { action: { kind: "tag", tags: ["نوروز"] } } });
    const job = await through(id);
    expect(job.result).toEqual({ chosen: 250, changed: 200, same: 50, left: 0 });
    const undo = await through((await call(jobs.undoJob, { params: { id } })).id);
    expect(undo.result).toEqual({ undone: 200, left: 0 });
    expect(deaths).toBeGreaterThan(4);
    const tagged = await Promise.all(ids.map(async (one) => (await call(getCustomer, { params: { id: one } })).tags));
    expect(tagged.filter((tags) => tags.length > 0)).toHaveLength(50);
  });
});

describe("steering a job", () => {
  const start = async () => {
    const workspace = await createTestWorkspace();
    const ids = await customers(workspace, 3);
    workspace.background.length = 0;
    return { workspace, ids, call: workspace.call };
  };
  const tagAll = { action: { kind: "tag" as const, tags: ["کیش"] } };

  test("a job whose worker died is taken up by a tick, once its lease is over", async () => {
    const { workspace, call } = await start();
    const port = workspace.port;
    const { id } = await call(bulkCustomers, { body: tagAll });
    await settled(workspace);
    // As a dead worker leaves it: running, and no more heard of.
    const item = await port.get({ pk: "jobs", sk: id });
    const data = {
      ...(item!.data as object),
      state: "running",
      finishedAt: null,
      kept: null,
      startedAt: "2026-03-21T08:00:00.000Z",
    };
    const dueAt = "2026-03-21T08:10:00.000Z";
    await port.append([{ ...item!, data, dueAt, dueKind: "job", duePk: "due#0", dueSk: `${dueAt}#${id}` }]);
    const context = await workspace.ctx();
    await tick(context, DUE_HANDLERS, { now: "2026-03-21T08:09:00.000Z" });
    await settled(workspace);
    expect((await call(jobs.getJob, { params: { id } })).state).toBe("running");
    await tick(context, DUE_HANDLERS, { now: "2026-03-21T08:11:00.000Z" });
    await settled(workspace);
    expect(await call(jobs.getJob, { params: { id } })).toMatchObject({
      state: "done",
      result: { changed: 3, same: 0 },
    });
  });

  /** Counts to five, a part each; a person steers it while it is at the third. */
  const counting = async (steer: (ctx: Ctx, id: string) => Promise<unknown>) => {
    const workspace = await createTestWorkspace();
    const ctx: Ctx = { ...(await workspace.ctx()), wakeJob: () => {} };
    const runs: number[][] = [];
    const kind: JobKind = {
      permission: "customers.write",
      async run(_, job) {
        const parts: number[] = [];
        runs.push(parts);
        for (let part = Number(job.state ?? 0) + 1; part <= 5; part++) {
          parts.push(part);
          if (part === 3 && runs.length === 1) await steer(ctx, job.id);
          if (!(await job.save({ state: part, done: part, total: 5, result: { parts: part } }))) return "leftOff";
        }
        return { result: { parts: 5 } };
      },
    };
    const { id } = await startJob(ctx, { kind: "count", input: null, about: {}, hasUndo: false });
    const run = () => runJob(ctx, { count: async () => kind }, id);
    await run();
    return { ctx, id, run, runs, job: () => getJob(ctx, id) };
  };

  test("paused it stands still after the part it is at, and resumed it goes on from there", async () => {
    const { ctx, id, run, runs, job } = await counting(pauseJob);
    expect(await job()).toMatchObject({ state: "paused", wanted: null, finishedAt: null, progress: { done: 3 } });
    await run();
    expect(runs).toEqual([[1, 2, 3]]);
    await resumeJob(ctx, id);
    await run();
    expect(runs).toEqual([
      [1, 2, 3],
      [4, 5],
    ]);
    expect(await job()).toMatchObject({ state: "done", result: { parts: 5 } });
    await expect(pauseJob(ctx, id)).rejects.toMatchObject({ code: "job.wrong_state" });
  });

  test("cancelled it ends after the part it is at and keeps what it did", async () => {
    const { ctx, id, run, runs, job } = await counting(cancelJob);
    expect(await job()).toMatchObject({ state: "cancelled", result: { parts: 3 } });
    await run();
    expect(runs).toEqual([[1, 2, 3]]);
    await expect(resumeJob(ctx, id)).rejects.toMatchObject({ code: "job.wrong_state" });
  });

  test("refused it has failed with the reason, and tried again it goes on where it left off", async () => {
    const { ctx, id, run, runs, job } = await counting(async () => {
      throw new CrmError("limit", "storage.full", "The storage is full.");
    });
    expect(await job()).toMatchObject({ state: "failed", error: { code: "storage.full" }, progress: { done: 2 } });
    await retryJob(ctx, id);
    await run();
    expect(runs[1]).toEqual([3, 4, 5]);
    expect(await job()).toMatchObject({ state: "done", error: null });
  });

  test("what fails for no known reason is tried again later by itself, five times in all", async () => {
    const { ctx, id, job } = await counting(async () => {
      throw new Error("a bug");
    });
    expect(await job()).toMatchObject({ state: "queued", tries: 1 });
    const kinds = {
      count: async () =>
        ({ permission: "customers.write", run: async () => Promise.reject(new Error("a bug")) }) as JobKind,
    };
    for (let tries = 2; tries <= 5; tries++) await runJob(ctx, kinds, id);
    expect(await job()).toMatchObject({ state: "failed", error: { code: "job.failed" } });
  });

  test("those of one line go one after another, whatever becomes of the first; others go beside them", async () => {
    const workspace = await createTestWorkspace();
    const ctx: Ctx = { ...(await workspace.ctx()), wakeJob: () => {} };
    const atOnce = { lined: 0, free: 0 };
    const most = { lined: 0, free: 0 };
    const kind = (name: "lined" | "free", line?: string): JobKind => ({
      permission: "customers.write",
      ...(line && { line }),
      async run() {
        atOnce[name] += 1;
        most[name] = Math.max(most[name], atOnce[name]);
        await new Promise((done) => setTimeout(done, 20));
        atOnce[name] -= 1;
        throw new CrmError("limit", "storage.full", "The storage is full.");
      },
    });
    const kinds = { lined: async () => kind("lined", "people"), free: async () => kind("free") };
    const ids = await Promise.all(
      ["lined", "lined", "free", "free"].map((kind) => startJob(ctx, { kind, input: null, about: {}, hasUndo: false })),
    );
    await Promise.all(ids.map(({ id }) => runJob(ctx, kinds, id)));
    expect(most).toEqual({ lined: 1, free: 2 });
  });

  test("another person's job is not there for who may not operate the workspace", async () => {
    const { workspace, call } = await start();
    const { id } = await call(bulkCustomers, { body: tagAll });
    await settled(workspace);
    const member = await workspace.key("member");
    for (const endpoint of [jobs.getJob, jobs.getJobLog, jobs.undoJob, jobs.cancelJob]) {
      expect((await workspace.app.request(requestOf(endpoint, { params: { id } }, member))).status).toBe(404);
    }
    const list = await workspace.app.request(requestOf(jobs.listJobs, {}, member));
    expect(await list.json()).toEqual({ items: [], nextCursor: null });
  });
});
