import { expect, test } from "vitest";
import { createCustomer, listCustomers } from "#core/people/customers/index.ts";
import { createApiKey, type NewApiKey } from "#core/workspace/api-keys/index.ts";
import { createApiKey as create } from "#server/workspace/api-keys/verbs.ts";
import { createTestWorkspace, requestOf } from "./workspace.ts";

const DAY_MS = 86_400_000;
const keyWith = async (more: Partial<NewApiKey>) => {
  const workspace = await createTestWorkspace();
  const { secret, key } = await workspace.call(createApiKey, { body: { name: "website", ...more } as NewApiKey });
  const read = async () => (await workspace.app.request(requestOf(listCustomers, {}, secret))).status;
  const write = async () =>
    (await workspace.app.request(requestOf(createCustomer, { body: { name: "Ann" } }, secret))).status;
  return { workspace, key, read, write };
};

test("a key may do what it was given and nothing else: permissions alone, or a role narrowed to some", async () => {
  const alone = await keyWith({ permissions: ["customers.read"] });
  expect([await alone.read(), await alone.write()]).toEqual([200, 403]);
  const narrowed = await keyWith({ role: "agent", permissions: ["customers.write", "keys.manage"] });
  expect([await narrowed.read(), await narrowed.write()]).toEqual([403, 201]);
});

test("a key stops at the second in which it expires", async () => {
  const { workspace, read } = await keyWith({
    permissions: ["customers.read"],
    expiresAt: new Date(Date.parse("2026-03-21T08:00:00.000Z") + DAY_MS).toISOString(),
  });
  workspace.clock.advanceBy(DAY_MS - 60_000);
  expect(await read()).toBe(200);
  workspace.clock.advanceBy(60_000);
  expect(await read()).toBe(401);
});

test("a key that would have expired, and one that may do nothing, are not made", async () => {
  await expect(keyWith({ role: "viewer", expiresAt: "2020-01-01T00:00:00Z" })).rejects.toThrow("apiKey.expiry_past");
  await expect(keyWith({})).rejects.toThrow("request.invalid");
  await expect(keyWith({ permissions: [] })).rejects.toThrow("request.invalid");
});

test("nobody makes a key that may do or see more than they themselves", async () => {
  const workspace = await createTestWorkspace();
  const narrow = await create(await workspace.ctx(), {
    name: "keys",
    permissions: ["keys.manage", "customers.read"],
  });
  const ask = async (body: object) => {
    const response = await workspace.app.request(requestOf(createApiKey, { body }, narrow.secret));
    return [response.status, (await response.json()).error?.code];
  };
  expect(await ask({ name: "more", role: "administrator" })).toEqual([403, "apiKey.wider_than_you"]);
  expect(await ask({ name: "more", permissions: ["customers.write"] })).toEqual([403, "apiKey.wider_than_you"]);
  expect(await ask({ name: "same", permissions: ["customers.read"] })).toEqual([201, undefined]);
});
