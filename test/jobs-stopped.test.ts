import { expect, test } from "vitest";
import { listCustomers } from "#core/people/customers/index.ts";
import type { Actor } from "#core/platform/change.ts";
import type { Id } from "#core/platform/ids.ts";
import { createApiKey, revokeApiKey } from "#core/workspace/api-keys/index.ts";
import { getExport, startExport } from "#core/workspace/exports/index.ts";
import { getJob } from "#core/workspace/jobs/index.ts";
import { changeRole } from "#core/workspace/roles/index.ts";
import { changeUser, removeUser } from "#core/workspace/users/index.ts";
import type { Ctx } from "#server/platform/context.ts";
import type { Claim } from "#server/platform/organisation.ts";
import { type JobKind, startJob } from "#server/workspace/jobs/index.ts";
import { runJob } from "#server/workspace/jobs/run-job.ts";
import { createMemoryFiles } from "./memory-files.ts";
import { addPerson, askAs } from "./people.ts";
import { createTestWorkspace, type TestWorkspace } from "./workspace.ts";

/** A job of five parts that `actor` has begun; at its third something happens. What it saw of access at each part. */
async function counting(workspace: TestWorkspace, actor: Actor, claim: Claim, atThird: () => Promise<unknown>) {
  const ctx: Ctx = { ...(await workspace.ctx()), wakeJob: () => {}, actor, claim };
  const sights: string[] = [];
  const kind: JobKind = {
    permission: "customers.write",
    async run(acting, job) {
      for (let part = 1; part <= 5; part++) {
        sights.push(acting.sight.kind);
        if (part === 3) await atThird();
        if (!(await job.save({ state: part, done: part, total: 5 }))) return "leftOff";
      }
      return { result: { parts: 5 } };
    },
  };
  const { id } = await startJob(ctx, { kind: "count", input: null, about: {}, hasUndo: false });
  await runJob({ ...(await workspace.ctx()), wakeJob: () => {} }, { count: async () => kind }, id);
  const job = await workspace.call(getJob, { params: { id: id as Id<"job"> } });
  return { sights, state: job.state, code: job.error?.code ?? null, done: job.progress.done };
}

async function start() {
  const workspace = await createTestWorkspace();
  await addPerson(workspace, { name: "Boss", role: "administrator" });
  const sara = await addPerson(workspace, { name: "Sara", role: "agent" });
  return { workspace, sara, actor: { kind: "user" as const, id: sara.id, name: "Sara" } };
}

test("who leaves while their job runs: it stops at its next part, and says why", async () => {
  const { workspace, sara, actor } = await start();
  const leave = () => workspace.call(removeUser, { params: { id: sara.id } });
  const outcome = await counting(workspace, actor, { userId: sara.id }, leave);
  expect(outcome).toMatchObject({ state: "failed", code: "job.nobody", done: 3, sights: ["all", "all", "all"] });
});

test("a key that is revoked, or expires, while its job runs", async () => {
  const { workspace } = await start();
  const later = new Date(Date.parse(workspace.clock.now()) + 3_600_000).toISOString();
  const { key } = await workspace.call(createApiKey, { body: { name: "x", role: "agent", expiresAt: later } });
  const actor = { kind: "key" as const, id: key.id, name: "x" };
  const revoke = () => workspace.call(revokeApiKey, { params: { id: key.id } });
  const wait = async () => workspace.clock.advanceBy(3_700_000);
  const { key: other } = await workspace.call(createApiKey, { body: { name: "y", role: "agent" } });
  const [expired, revoked, standing] = [
    await counting(workspace, actor, { role: "agent" }, wait),
    await counting(workspace, actor, { role: "agent" }, revoke),
    await counting(workspace, { ...actor, id: other.id }, { role: "agent" }, async () => {}),
  ];
  expect(expired).toMatchObject({ state: "failed", code: "job.key_revoked", done: 3 });
  expect(revoked).toMatchObject({ state: "failed", code: "job.key_revoked", done: 0 });
  expect(standing).toMatchObject({ state: "done", code: null });
});

test("a role that may no longer do it stops it, and one that sees less goes on with that", async () => {
  const { workspace, sara, actor } = await start();
  const take = () => workspace.call(changeUser, { params: { id: sara.id }, body: { role: "viewer" } });
  const stopped = await counting(workspace, actor, { userId: sara.id }, take);
  expect(stopped).toMatchObject({ state: "failed", code: "auth.forbidden", done: 3 });
  await workspace.call(changeUser, { params: { id: sara.id }, body: { role: "agent" } });
  const narrow = () =>
    workspace.call(changeRole, { params: { id: "agent" }, body: { visibility: { customers: "own" } } });
  const narrowed = await counting(workspace, actor, { userId: sara.id }, narrow);
  expect(narrowed).toMatchObject({ state: "done", sights: ["all", "all", "all", "own", "own"] });
});

test("exports have a limit an hour for each person, with Retry-After; another has their own, and the next hour is new", async () => {
  const workspace = await createTestWorkspace({ files: createMemoryFiles() });
  const [one, other] = [await workspace.key("administrator"), await workspace.key("administrator")];
  const begin = async (secret: string) => {
    const answer = await askAs(workspace, secret, startExport, { body: { of: "customers", format: "csv" } });
    while (workspace.background.length > 0) await Promise.all(workspace.background.splice(0));
    return answer;
  };
  for (let at = 0; at < 120; at++) expect((await begin(one)).status).toBe(202);
  const refused = await workspace.app.request("/api/v1/exports", {
    method: "POST",
    headers: { authorization: `Bearer ${one}`, "content-type": "application/json" },
    body: JSON.stringify({ of: "customers", format: "csv" }),
  });
  expect([refused.status, (await refused.json()).error.code]).toEqual([429, "rate.limited"]);
  const seconds = Number(refused.headers.get("retry-after"));
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThanOrEqual(3600);
  const { status, body } = await begin(other);
  expect([status, (await askAs(workspace, other, getExport, { params: { id: body.id } })).body.state]).toEqual([
    202,
    "done",
  ]);
  expect((await askAs(workspace, one, listCustomers)).status).toBe(200);
  workspace.clock.advanceBy(seconds * 1000);
  expect((await begin(one)).status).toBe(202);
});
