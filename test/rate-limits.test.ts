import { expect, test } from "vitest";
import { REQUESTS_A_MINUTE } from "#core/platform/request-limits.ts";
import { createApiKey, listApiKeys, revokeApiKey } from "#core/workspace/api-keys/index.ts";
import { getMe } from "#core/workspace/users/index.ts";
import { credentialKey } from "#server/platform/credentials.ts";
import { countInHour } from "#server/platform/limits.ts";
import { sha256 } from "#server/platform/secrets.ts";
import { createTestWorkspace, requestOf, type TestWorkspace } from "./workspace.ts";

const FROM = { requestContext: { http: { sourceIp: "192.0.2.7" } } };
const ask = (workspace: TestWorkspace, secret: string | null) =>
  workspace.app.request(requestOf(getMe, {}, secret), undefined, FROM);

async function statuses(workspace: TestWorkspace, secret: string | null, times: number): Promise<number[]> {
  const found: number[] = [];
  for (let time = 0; time < times; time++) found.push((await ask(workspace, secret)).status);
  return found;
}

const keyOf = (workspace: TestWorkspace, perMinute: number) =>
  workspace.call(createApiKey, { body: { name: "phone", role: "viewer", perMinute } });

test("a key may ask as often a minute as it was given, then is told when to come again", async () => {
  const workspace = await createTestWorkspace();
  const { secret } = await keyOf(workspace, 20);
  expect(await statuses(workspace, secret, 20)).toEqual(Array(20).fill(200));
  const refused = await ask(workspace, secret);
  const { error } = await refused.json();
  expect([refused.status, error.code]).toEqual([429, "rate.limited"]);
  const wait = Number(refused.headers.get("retry-after"));
  expect(wait).toBeGreaterThan(0);
  expect(wait).toBeLessThanOrEqual(60);
  expect((await ask(workspace, await workspace.key("viewer"))).status).toBe(200);
  workspace.clock.advanceBy(wait * 1000);
  expect((await ask(workspace, secret)).status).toBe(200);
});

test("two processes count one key together", async () => {
  const one = await createTestWorkspace();
  const { secret } = await keyOf(one, 100);
  const other = await createTestWorkspace({ port: one.port, seed: 2 });
  const told = [...(await statuses(one, secret, 60)), ...(await statuses(other, secret, 60))];
  const allowed = told.filter((status) => status === 200).length;
  expect(allowed).toBeGreaterThanOrEqual(100);
  // Each process keeps at most a twentieth, or ten, to itself.
  expect(allowed).toBeLessThanOrEqual(110);
});

test("an address without credentials, or with wrong ones, has a limit of its own that hinders nobody signed in", async () => {
  const workspace = await createTestWorkspace();
  const most = REQUESTS_A_MINUTE.address;
  const found = await statuses(workspace, null, most - 5);
  found.push(...(await statuses(workspace, `pk_${"x".repeat(43)}`, 10)));
  expect(found.slice(0, most)).toEqual(Array(most).fill(401));
  expect(found.slice(most)).toEqual(Array(5).fill(429));
  expect((await ask(workspace, await workspace.key("viewer"))).status).toBe(200);
});

test("asking writes once an hour when a key was used, and never brings a revoked one back", async () => {
  const workspace = await createTestWorkspace();
  const { key, secret } = await workspace.call(createApiKey, { body: { name: "phone", role: "viewer" } });
  const seen = async () => (await workspace.call(listApiKeys)).items.find(({ id }) => id === key.id)?.lastUsedAt;
  expect(await seen()).toBeUndefined();
  await ask(workspace, secret);
  const first = await seen();
  expect(first).toBeTruthy();
  await statuses(workspace, secret, 5);
  expect(await seen()).toBe(first);
  workspace.clock.advanceBy(3_600_000);
  const [, revoked] = await Promise.all([
    ask(workspace, secret),
    workspace.call(revokeApiKey, { params: { id: key.id } }).then(() => ask(workspace, secret)),
  ]);
  expect(revoked.status).toBe(401);
  expect(await workspace.port.get(credentialKey(await sha256(secret)))).toBeNull();
});

test("what costs much is counted in the table, for all processes and to the last one", async () => {
  const one = await createTestWorkspace();
  const other = await createTestWorkspace({ port: one.port, seed: 2 });
  const tries = await Promise.allSettled(
    [one, other, one, other, one, other].map(async (workspace) => countInHour(await workspace.ctx(), "exports", 4)),
  );
  expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(4);
});
