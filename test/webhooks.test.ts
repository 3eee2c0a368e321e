import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createCustomer, updateCustomer } from "#core/people/customers/index.ts";
import {
  createWebhook,
  deleteWebhook,
  isTold,
  listWebhookCalls,
  listWebhooks,
  renewWebhookSecret,
  repeatWebhookCall,
  retryAt,
  startWebhook,
  stopWebhook,
  testWebhook,
  updateWebhook,
} from "#core/workspace/webhooks/index.ts";
import { createCallOut } from "#node/call-out.ts";
import { DUE_HANDLERS, tellOutside } from "#server/app.ts";
import { tick } from "#server/platform/due.ts";
import { newDataFolder, startLocalServer } from "./local-server.ts";
import { openReceiver } from "./webhook-receiver.ts";
import { createTestWorkspace, type TestWorkspace } from "./workspace.ts";

let receiver: Awaited<ReturnType<typeof openReceiver>>;
let workspace: TestWorkspace;

beforeEach(async () => {
  receiver = await openReceiver();
  workspace = await createTestWorkspace();
});
afterEach(() => receiver.close());

async function settle({ pump, ctx, background }: TestWorkspace) {
  await pump.idle();
  await tellOutside(await ctx());
  for (let seen = -1; seen !== background.length; ) {
    seen = background.length;
    await Promise.all(background);
  }
}

async function hooked(events: string[] = []) {
  const body = { name: "Accounting", url: receiver.url, events };
  const { webhook, secret } = await workspace.call(createWebhook, { body });
  receiver.useSecret(secret);
  return webhook;
}

const add = async (name: string) => (await workspace.call(createCustomer, { body: { name } })).customer;
const state = async () => (await workspace.call(listWebhooks)).items[0];

async function later(ms: number) {
  workspace.clock.advanceBy(ms);
  await tick(await workspace.ctx(), DUE_HANDLERS);
  await settle(workspace);
}

describe("what a webhook is told", () => {
  test("every change once, in order, signed, by ids and names of fields alone", async () => {
    const webhook = await hooked(["customer"]);
    const ann = await add("Ann");
    const bob = await add("Bob");
    await workspace.call(updateCustomer, { params: { id: ann.id }, body: { version: 1, source: "fair" } });
    await settle(workspace);
    await settle(workspace);
    expect(receiver.received.map(({ type, data }) => [type, data.entityId])).toEqual([
      ["customer.created", ann.id],
      ["customer.created", bob.id],
      ["customer.updated", ann.id],
    ]);
    const last = receiver.received[2]!;
    expect(last.data).toMatchObject({ entity: "customer", customerId: ann.id, fields: ["source"] });
    expect(JSON.stringify(receiver.received)).not.toContain("fair");
    expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(3);
    const { items } = await workspace.call(listWebhookCalls, { params: { id: webhook.id } });
    expect(items.map(({ outcome, event }) => [outcome, event])).toEqual([
      ["taken", "customer.updated"],
      ["taken", "customer.created"],
      ["taken", "customer.created"],
    ]);
  });

  test("nothing that it did not ask for, and nothing from before it was there", async () => {
    await add("Before");
    await workspace.pump.idle();
    await hooked(["interaction", "customer.archived"]);
    await add("After");
    await settle(workspace);
    expect(receiver.received).toEqual([]);
    expect(await state()).toMatchObject({ state: "on", waiting: 0 });
  });

  test.each([
    [[], "customer.created", true],
    [["customer"], "customer.created", true],
    [["customer.created"], "customer.created", true],
    [["customer.created"], "customer.updated", false],
    [["custom"], "customer.created", false],
  ])("%j and %s: %s", (events, verb, told) => {
    expect(isTold(events, verb)).toBe(told);
  });
});

describe("what does not arrive", () => {
  test("is told again after a pause, in order, and nothing is left out", async () => {
    await hooked(["customer"]);
    receiver.answerWith(500);
    await add("Ann");
    await settle(workspace);
    await add("Bob");
    await settle(workspace);
    expect(await state()).toMatchObject({ state: "failing", failures: 1, problem: "HTTP 500", waiting: 2 });
    receiver.answerWith(204);
    await later(61_000);
    expect(receiver.received.map(({ type }) => type)).toEqual(["customer.created", "customer.created"]);
    expect(await state()).toMatchObject({ state: "on", failures: 0, problem: null, waiting: 0 });
  });

  test("is given up after three days; a person goes on from there or from now", async () => {
    const { id } = await hooked(["customer"]);
    receiver.answerWith(503);
    await add("Ann");
    await settle(workspace);
    for (let hours = 0; hours < 120; hours += 5) await later(5 * 3_600_000);
    expect(await state()).toMatchObject({ state: "off", problem: "HTTP 503", retryAt: null });
    receiver.answerWith(204);
    await workspace.call(startWebhook, { params: { id }, body: { from: "stop" } });
    await settle(workspace);
    expect(receiver.received.map(({ type }) => type)).toEqual(["customer.created"]);

    await workspace.call(stopWebhook, { params: { id } });
    await add("Bob");
    await settle(workspace);
    await workspace.call(startWebhook, { params: { id }, body: { from: "now" } });
    await add("Cem");
    await settle(workspace);
    expect(receiver.received).toHaveLength(2);
  });

  test("is not told twice by two at once", async () => {
    await hooked(["customer"]);
    await add("Ann");
    await workspace.pump.idle();
    await Promise.all([settle(workspace), settle(workspace), settle(workspace)]);
    expect(receiver.received).toHaveLength(1);
  });

  test("pauses grow to a day and end", () => {
    const at = "2026-01-01T00:00:00.000Z";
    expect([retryAt(1, at), retryAt(4, at), retryAt(10, at)]).toEqual([
      "2026-01-01T00:01:00.000Z",
      "2026-01-01T02:00:00.000Z",
      null,
    ]);
  });
});

test("a test and a repetition are made at once, and say what came of it", async () => {
  const { id } = await hooked(["customer"]);
  expect(await workspace.call(testWebhook, { params: { id } })).toMatchObject({ outcome: "taken", status: 204 });
  expect(receiver.received[0]).toMatchObject({ type: "webhook.test" });
  await add("Ann");
  await settle(workspace);
  const { items } = await workspace.call(listWebhookCalls, { params: { id }, query: { limit: 1 } });
  await workspace.call(repeatWebhookCall, { params: { id, callId: items[0]!.id as never } });
  expect(receiver.received[2]).toMatchObject({ id: receiver.received[1]!.id, type: "customer.created" });
});

test("with a new secret the old one is good for a day more", async () => {
  const { id } = await hooked(["customer"]);
  const { secret } = await workspace.call(renewWebhookSecret, { params: { id } });
  expect(await workspace.call(testWebhook, { params: { id } })).toMatchObject({ outcome: "taken" });
  workspace.clock.advanceBy(25 * 3_600_000);
  expect(await workspace.call(testWebhook, { params: { id } })).toMatchObject({ outcome: "refused", status: 401 });
  receiver.useSecret(secret);
  expect(JSON.stringify(await workspace.call(listWebhooks))).not.toContain(secret.slice(10));
});

test("an address inside the own network is not called", async () => {
  workspace = await createTestWorkspace({ callOut: createCallOut({ insideToo: false }) });
  const { id } = await hooked();
  const call = await workspace.call(testWebhook, { params: { id } });
  expect(call).toMatchObject({ outcome: "unanswered", status: null });
  expect(call.problem).toContain("inside the own network");
});

test("bad addresses and events are refused by their field; two writers do not overwrite each other", async () => {
  const create = (more: object) => workspace.call(createWebhook, { body: { name: "x", url: receiver.url, ...more } });
  await expect(create({ url: "ftp://example.com" })).rejects.toThrow(/400 .*url/);
  await expect(create({ url: "https://user:pass@example.com" })).rejects.toThrow(/400 .*url/);
  await expect(create({ events: ["customer.*"] })).rejects.toThrow(/400 .*events/);
  const { id } = await hooked();
  await workspace.call(updateWebhook, { params: { id }, body: { version: 1, name: "Books" } });
  await expect(workspace.call(updateWebhook, { params: { id }, body: { version: 1, name: "No" } })).rejects.toThrow(
    /409/,
  );
  await workspace.call(deleteWebhook, { params: { id } });
  expect((await workspace.call(listWebhooks)).items).toEqual([]);
});

test("through the local server: told soon after the change, and after kill -9 what was left", async () => {
  const folder = newDataFolder();
  const settings = {
    PEYVAND_ADMIN_EMAIL: "boss@example.com",
    PEYVAND_ADMIN_PASSWORD: "correct horse battery",
    PEYVAND_CALL_INSIDE: "1",
  };
  let server = await startLocalServer(folder, settings);
  let token = "";
  const api = async (method: string, path: string, body?: object) => {
    const response = await fetch(`${server.url}/api/v1${path}`, {
      method,
      headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
      body: body && JSON.stringify(body),
    });
    expect(response.ok).toBe(true);
    return response.json();
  };
  token = (await api("POST", "/session", { email: "boss@example.com", password: "correct horse battery" })).token;
  const { secret } = await api("POST", "/webhooks", { name: "Books", url: receiver.url, events: ["customer"] });
  receiver.useSecret(secret);
  await api("POST", "/customers", { name: "Ann" });
  await expect.poll(() => receiver.received.length).toBe(1);
  receiver.answerWith(500);
  await api("POST", "/customers", { name: "Bob" });
  await expect.poll(async () => (await api("GET", "/webhooks")).items[0].state).toBe("failing");
  await server.kill();
  receiver.answerWith(204);
  server = await startLocalServer(folder, settings);
  const { id } = (await api("GET", "/webhooks")).items[0];
  await api("POST", `/webhooks/${id}/start`, {});
  await expect.poll(() => receiver.received.length).toBe(2);
  await server.stop();
});
