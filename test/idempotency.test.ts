import { expect, test } from "vitest";
import { ENDPOINTS } from "#core/endpoints.ts";
import { createCustomer, listCustomers } from "#core/people/customers/index.ts";
import { createApiKey } from "#core/workspace/api-keys/index.ts";
import { CrashError, createFaultyTable } from "#server/platform/faulty-table.ts";
import { INDEXES } from "#server/platform/indexes.ts";
import { createMemoryTable } from "#server/platform/memory-table.ts";
import { createTestWorkspace, requestOf, type TestWorkspace } from "./workspace.ts";

async function post(workspace: TestWorkspace, secret: string, key: string, name: string) {
  const request = requestOf(createCustomer, { body: { name } }, secret);
  request.headers.set("idempotency-key", key);
  const response = await workspace.app.request(request);
  return { status: response.status, text: await response.text() };
}

test("the same key and body answers the same again, and makes one customer", async () => {
  const workspace = await createTestWorkspace();
  const secret = await workspace.key("administrator");
  const first = await post(workspace, secret, "k1", "Ann");
  expect(first.status).toBe(201);
  expect(await post(workspace, secret, "k1", "Ann")).toEqual(first);
  expect((await workspace.call(listCustomers)).items).toHaveLength(1);
});

test("the same key with another body is refused; another person's same key is their own", async () => {
  const workspace = await createTestWorkspace();
  const [one, other] = [await workspace.key("administrator"), await workspace.key("member")];
  await post(workspace, one, "k1", "Ann");
  const refused = await post(workspace, one, "k1", "Bob");
  expect([refused.status, JSON.parse(refused.text).error.code]).toEqual([409, "idempotency.other_request"]);
  expect((await post(workspace, other, "k1", "Bob")).status).toBe(201);
});

test("ten at once with one key make one customer", async () => {
  const workspace = await createTestWorkspace();
  const secret = await workspace.key("administrator");
  const answers = await Promise.all(Array.from({ length: 10 }, () => post(workspace, secret, "k1", "Ann")));
  for (const { status } of answers) expect([201, 409]).toContain(status);
  expect((await workspace.call(listCustomers)).items).toHaveLength(1);
  expect((await post(workspace, secret, "k1", "Ann")).status).toBe(201);
});

test("a refused request keeps nothing: mended, it may be sent again under its key", async () => {
  const workspace = await createTestWorkspace();
  const secret = await workspace.key("administrator");
  expect((await post(workspace, secret, "k1", "")).status).toBe(400);
  expect((await post(workspace, secret, "k1", "Ann")).status).toBe(201);
});

test("a crash after the effect and before the answer does not let a retry do it again", async () => {
  const memory = createMemoryTable({ indexes: INDEXES });
  let armed = false;
  const port = createFaultyTable(memory, (_, method) => (armed && method === "append" ? "crashBefore" : null));
  const workspace = await createTestWorkspace({ port });
  const secret = await workspace.key("administrator");
  await workspace.pump.idle();
  armed = true;
  await post(workspace, secret, "k1", "Ann").catch((error) => expect(error).toBeInstanceOf(CrashError));
  armed = false;
  port.revive();
  workspace.clock.advanceBy(60_000);
  const again = await post(workspace, secret, "k1", "Ann");
  expect([again.status, JSON.parse(again.text).error.code]).toEqual([409, "idempotency.answer_lost"]);
  expect((await workspace.call(listCustomers)).items).toHaveLength(1);
});

test("what answers with a secret keeps nothing of it, whatever key it came with", async () => {
  const memory = createMemoryTable({ indexes: INDEXES });
  const written: string[] = [];
  const told =
    <A extends unknown[], R>(call: (...args: A) => R) =>
    (...args: A) => {
      written.push(JSON.stringify(args));
      return call(...args);
    };
  const port = {
    indexes: memory.indexes,
    engine: memory.engine,
    scan: memory.scan.bind(memory),
    get: memory.get.bind(memory),
    getMany: memory.getMany.bind(memory),
    query: memory.query.bind(memory),
    transact: told(memory.transact.bind(memory)),
    append: told(memory.append.bind(memory)),
  };
  const workspace = await createTestWorkspace({ port });
  const secret = await workspace.key("administrator");
  const request = requestOf(createApiKey, { body: { name: "phone", role: "viewer" } }, secret);
  request.headers.set("idempotency-key", "k1");
  const answer = await (await workspace.app.request(request)).json();
  expect(answer.secret).toMatch(/^pk_/);
  expect(written.join()).toContain("apiKey");
  expect(written.join()).not.toContain(answer.secret);
  for (const endpoint of ENDPOINTS) {
    const text = JSON.stringify(Object.keys((endpoint.output as { shape?: object } | undefined)?.shape ?? {}));
    if (/secret|token/.test(text)) expect([endpoint.name, endpoint.secret]).toEqual([endpoint.name, true]);
  }
});
