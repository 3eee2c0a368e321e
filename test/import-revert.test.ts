import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createActivity } from "#core/engagement/activities/index.ts";
import { logInteraction } from "#core/engagement/interactions/index.ts";
import { sendMessage } from "#core/engagement/messages/index.ts";
import { createCustomer, findDuplicates, getCustomer, updateCustomer } from "#core/people/customers/index.ts";
import { listDuplicates } from "#core/people/duplicates/index.ts";
import {
  cancelImport,
  getImport,
  getLeftRecords,
  pauseImport,
  resumeImport,
  revertImport,
  startImport,
} from "#core/workspace/imports/index.ts";
import { getJob, getJobLog } from "#core/workspace/jobs/index.ts";
import { search } from "#core/workspace/search/index.ts";
import { addUser } from "#core/workspace/users/index.ts";
import type { Ctx } from "#server/platform/context.ts";
import { pauseImport as pauseAs } from "#server/workspace/imports/verbs.ts";
import { pauseJob as pauseJobAs } from "#server/workspace/jobs/index.ts";
import { everybody, heldWorkspace, importFile, textBytes, uploadFile, wholeCustomers } from "./imports.ts";
import { until } from "./journey.ts";
import { createMemoryFiles } from "./memory-files.ts";
import { createTestWorkspace, requestOf, type TestWorkspace } from "./workspace.ts";

const workspaceWithFiles = () => createTestWorkspace({ files: createMemoryFiles() });

async function revert(workspace: TestWorkspace, id: `imp_${string}`) {
  await workspace.call(revertImport, { params: { id } });
  const done = await until(
    () => workspace.call(getImport, { params: { id } }),
    ({ revert }) => revert?.state !== "running",
  );
  await workspace.pump.idle();
  return done.revert;
}

async function leftText(workspace: TestWorkspace, id: string): Promise<string> {
  const secret = await workspace.key("administrator");
  return (await workspace.app.request(requestOf(getLeftRecords, { params: { id } }, secret))).text();
}

/** Everything that is kept of customers, but for versions and the time of the last change. */
async function everything(workspace: TestWorkspace) {
  const whole = [...(await wholeCustomers(workspace)).values()];
  return whole.map(({ version: _v, updatedAt: _u, stats: _s, ...rest }) => rest).sort((a, b) => (a.id < b.id ? -1 : 1));
}

describe("reverting an import", () => {
  test("leaves no pair behind with whom it takes away, set apart or not", async () => {
    const workspace = await workspaceWithFiles();
    const { call, port } = workspace;
    const phones = [{ number: "09121000050" }];
    const { customer } = await call(createCustomer, { body: { name: "مریم رضایی", phones } });
    const one = await importFile(workspace, textBytes("نام,موبایل\nمریم رضایی,09121000050\n"), {
      onDuplicate: "add",
    });
    expect(one).toMatchObject({ added: 1 });
    await workspace.pump.idle();
    expect((await call(listDuplicates)).items).toHaveLength(1);
    expect(await revert(workspace, one.id)).toMatchObject({ removed: 1 });
    expect((await call(listDuplicates)).items).toEqual([]);
    for (const query of [{ pk: customer.id, prefix: "y#pair#" }, { pk: "pairs#open" }])
      expect((await port.query({ ...query, limit: 10 })).items).toEqual([]);
  });

  test("takes the added away entirely, gives the merged back what they were, and can be imported again", async () => {
    const workspace = await workspaceWithFiles();
    const { call } = workspace;
    await call(createCustomer, { body: { name: "مریم رضایی", phones: [{ number: "09121000050" }], tags: ["قدیمی"] } });
    const before = await everything(workspace);
    const bytes = textBytes(
      "نام,موبایل,ایمیل,برچسب,کد مشتری\nمریم رضایی,09121000050,m@example.com,نو,\nعلی نیک,09131000050,,,K-7\n",
    );
    const done = await importFile(workspace, bytes);
    expect(done).toMatchObject({ added: 1, merged: 1 });
    await workspace.pump.idle();
    expect((await call(search, { query: { q: "نیک" } })).items).toHaveLength(1);

    expect(await revert(workspace, done.id)).toMatchObject({ state: "done", removed: 1, restored: 1, left: 0 });
    expect(await everything(workspace)).toEqual(before);
    expect((await call(search, { query: { q: "نیک" } })).items).toEqual([]);
    expect((await call(findDuplicates, { body: { phones: ["09131000050"] } })).items).toEqual([]);
    await expect(call(revertImport, { params: { id: done.id } })).rejects.toThrow("import.wrong_state");
    expect(await importFile(workspace, bytes)).toMatchObject({ added: 1, merged: 1, refused: 0 });
  });

  test("leaves alone and lists what people touched since", async () => {
    const workspace = await workspaceWithFiles();
    const { call } = workspace;
    const { customer: old } = await call(createCustomer, {
      body: { name: "Old", phones: [{ number: "09121000050" }] },
    });
    const rows = [
      "Old,09121000050,old@example.com,web",
      "Edited,09121000051,,",
      "Called,09121000052,,",
      "Free,09121000053,,",
      "Mailed,09121000054,mailed@example.com,",
      "Planned,09121000055,,",
    ];
    const done = await importFile(workspace, textBytes(`name,phone,email,source\n${rows.join("\n")}\n`));
    const byName = await wholeCustomers(workspace);
    const { id, version } = byName.get("Edited")!;
    await call(updateCustomer, { params: { id }, body: { version, source: "fair" } });
    await call(logInteraction, { body: { customerId: byName.get("Called")!.id, channel: "call", direction: "in" } });
    const mail = { channel: "email", subject: "سلام", text: "درود" } as const;
    await call(sendMessage, { body: { customerId: byName.get("Mailed")!.id, ...mail } });
    const person = {
      name: "Sara",
      email: "sara@example.com",
      role: "agent",
      password: "correct horse battery",
    } as const;
    const work = { subject: "تماس", dueOn: "2026-04-01", ownerId: (await call(addUser, { body: person })).id };
    await call(createActivity, { body: { customerId: byName.get("Planned")!.id, ...work } });
    await call(updateCustomer, {
      params: { id: old.id },
      body: { version: byName.get("Old")!.version, source: "friend" },
    });

    expect(await revert(workspace, done.id)).toMatchObject({ state: "done", removed: 1, restored: 0, left: 5 });
    const after = await wholeCustomers(workspace);
    expect([...after.keys()].sort()).toEqual(["Called", "Edited", "Mailed", "Old", "Planned"]);
    expect(after.get("Old")).toMatchObject({ source: "friend", emails: [] });
    const text = await leftText(workspace, done.id);
    for (const word of ["Edited", "Called", "Old", "source", "تعاملی با او ثبت شده"]) expect(text).toContain(word);
    expect(text).not.toContain("Free");
    // The same is told by the job that took it back.
    const job = await call(getJob, { params: { id: done.jobId } });
    expect(job).toMatchObject({ kind: "import", state: "done", progress: { done: 6, total: 6 }, canUndo: false });
    const undo = await call(getJob, { params: { id: job.undoneBy! } });
    expect(undo).toMatchObject({ state: "done", result: { removed: 1, restored: 0, left: 5 } });
    const log = await call(getJobLog, { params: { id: undo.id } });
    expect(log.items.map(({ details }) => [details.label, details.reason])).toEqual(
      expect.arrayContaining([
        ["Edited", "import.left_edited"],
        ["Called", "import.left_interactions"],
        ["Mailed", "import.left_messages"],
        ["Planned", "import.left_activities"],
        ["Old", "import.left_fields"],
      ]),
    );
  });

  test("whatever people edit between, exactly their edits remain", async () => {
    const edit = fc.record({ who: fc.nat(9), what: fc.constantFrom("source", "tags", "notes", "log") });
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { maxLength: 6 }), async (edits) => {
        const workspace = await workspaceWithFiles();
        const { call } = workspace;
        for (let n = 0; n < 5; n++)
          await call(createCustomer, {
            body: { name: `P${n}`, phones: [{ number: `0912100000${n}` }], tags: ["old"] },
          });
        const rows = Array.from({ length: 10 }, (_, n) => `P${n},0912100000${n},new,web,p${n}@example.com`);
        const before = new Map((await everything(workspace)).map((one) => [one.name, one]));
        const done = await importFile(workspace, textBytes(`name,phone,tags,source,email\n${rows.join("\n")}\n`));
        const touched = new Map<string, Set<string>>();
        for (const { who, what } of edits) {
          const customer = (await wholeCustomers(workspace)).get(`P${who}`)!;
          const { id, version } = customer;
          touched.set(customer.name, (touched.get(customer.name) ?? new Set()).add(what));
          if (what === "log") await call(logInteraction, { body: { customerId: id, channel: "note" } });
          else if (what === "tags")
            await call(updateCustomer, { params: { id }, body: { version, tags: [...customer.tags, `t${version}`] } });
          else await call(updateCustomer, { params: { id }, body: { version, [what]: `by hand ${version}` } });
        }
        const edited = new Map((await everything(workspace)).map((one) => [one.name, one]));
        await revert(workspace, done.id);
        const after = new Map((await everything(workspace)).map((one) => [one.name, one]));
        for (let n = 0; n < 10; n++) {
          const name = `P${n}`;
          const what = touched.get(name) ?? new Set();
          if (n >= 5) expect(after.get(name)).toEqual(what.size > 0 ? edited.get(name) : undefined);
          else {
            const expected: Record<string, unknown> = { ...before.get(name)! };
            for (const field of what)
              if (field !== "log") expected[field] = (edited.get(name) as unknown as Record<string, unknown>)[field];
            // Of a list the import's own element goes and those of people stay.
            expected.tags = (expected.tags as string[]).filter((tag) => tag !== "new");
            expect(after.get(name)).toEqual(expected);
          }
        }
      }),
      { numRuns: 12 },
    );
  });

  test("interactions go as well, with the customers that were added for them, and may be imported again", async () => {
    const workspace = await workspaceWithFiles();
    const bytes = textBytes(
      "name,phone,channel,date\nعلی,09131000050,call,2024-05-01\nعلی,09131000050,sms,2024-05-02\n",
    );
    const asked = { as: "interactions", createCustomers: true } as const;
    const done = await importFile(workspace, bytes, asked);
    await workspace.pump.idle();
    expect((await everybody(workspace)).map((card) => [card.name, card.interactions])).toEqual([["علی", 2]]);
    expect(await revert(workspace, done.id)).toMatchObject({ state: "done", removed: 3, left: 0 });
    expect(await everybody(workspace)).toEqual([]);
    expect(await importFile(workspace, bytes, asked)).toMatchObject({ added: 2, skipped: 0 });
  });
});

const manyRows = () =>
  `name,phone\n${Array.from({ length: 3000 }, (_, n) => `P${n},0912${1_000_000 + n}`).join("\n")}\n`;

describe("an import that people steer", () => {
  test("is paused, goes on where it was, and ends as if it never stood still", async () => {
    const { workspace, letGo } = await heldWorkspace(4000);
    const { call } = workspace;
    const uploadId = await uploadFile(workspace, textBytes(manyRows()));
    const { id } = await call(startImport, { body: { uploadId, as: "customers" } });
    await until(
      () => call(getImport, { params: { id } }),
      ({ rows }) => rows > 0,
    );
    await call(pauseImport, { params: { id } });
    letGo();
    await Promise.all(workspace.background.splice(0));
    const paused = await call(getImport, { params: { id } });
    expect(paused.state).toBe("paused");
    expect(paused.rows).toBeLessThan(3000);
    await call(resumeImport, { params: { id } });
    await Promise.all(workspace.background.splice(0));
    expect(await call(getImport, { params: { id } })).toMatchObject({
      state: "done",
      rows: 3000,
      added: 3000,
      merged: 0,
    });
  });

  test("is cancelled: what was done stays, and is reverted", async () => {
    const { workspace, letGo } = await heldWorkspace(4000);
    const { call } = workspace;
    const uploadId = await uploadFile(workspace, textBytes(manyRows()));
    const { id } = await call(startImport, { body: { uploadId, as: "customers" } });
    await until(
      () => call(getImport, { params: { id } }),
      ({ rows }) => rows > 0,
    );
    await call(cancelImport, { params: { id } });
    letGo();
    await Promise.all(workspace.background.splice(0));
    const cancelled = await call(getImport, { params: { id } });
    expect(cancelled.state).toBe("cancelled");
    expect(cancelled.added).toBeGreaterThan(0);
    expect(await revert(workspace, id)).toMatchObject({ removed: cancelled.added, left: 0 });
    expect(await everybody(workspace)).toEqual([]);
    await expect(call(getCustomer, { params: { id: "cus_01JD8ZC3W5Q1T8M4G2N6V9X0RA" } })).rejects.toThrow("not_found");
  });

  test("is cancelled by mistake, and goes on to its end", async () => {
    const { workspace, letGo } = await heldWorkspace(4000);
    const { call } = workspace;
    const uploadId = await uploadFile(workspace, textBytes(manyRows()));
    const { id } = await call(startImport, { body: { uploadId, as: "customers" } });
    await call(cancelImport, { params: { id } });
    letGo();
    await Promise.all(workspace.background.splice(0));
    expect(await call(getImport, { params: { id } })).toMatchObject({ state: "cancelled" });
    await call(resumeImport, { params: { id } });
    await Promise.all(workspace.background.splice(0));
    const done = { state: "done", rows: 3000, added: 3000, merged: 0 };
    expect(await call(getImport, { params: { id } })).toMatchObject(done);
  });

  test("is steered by who operates the workspace as well; to another who imports it is not there", async () => {
    const { workspace, letGo } = await heldWorkspace(4000);
    const { call } = workspace;
    const uploadId = await uploadFile(workspace, textBytes(manyRows()));
    const { id, jobId } = await call(startImport, { body: { uploadId, as: "customers" } });
    const colleague: Ctx = {
      ...(await workspace.ctx()),
      actor: { kind: "key", id: "key_01JD8ZC3W5Q1T8M4G2N6V9X0RA", name: "Colleague" },
      permissions: new Set(["imports.run"]),
    };
    await expect(pauseJobAs(colleague, jobId)).rejects.toMatchObject({ code: "job.not_found" });
    await expect(pauseAs(colleague, id)).rejects.toMatchObject({ code: "import.not_found" });
    await pauseAs({ ...colleague, permissions: new Set(["imports.run", "workspace.operate"]) }, id);
    letGo();
    await Promise.all(workspace.background.splice(0));
    expect((await call(getJob, { params: { id: jobId } })).state).toBe("paused");
  });
});
