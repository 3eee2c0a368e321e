import { Secret, TOTP } from "otpauth";
import { beforeEach, expect, test } from "vitest";
import { ENDPOINTS } from "#core/endpoints.ts";
import { listCustomers } from "#core/people/customers/index.ts";
import { createApiKey } from "#core/workspace/api-keys/index.ts";
import { getSettings, updateSettings } from "#core/workspace/settings/index.ts";
import {
  beginSecondFactor,
  confirmSecondFactor,
  endSecondFactor,
  getSecondFactor,
  signOut,
} from "#core/workspace/sign-in/index.ts";
import { addUser, changeUser, getMe } from "#core/workspace/users/index.ts";
import { askAs } from "./people.ts";
import { enter, PASSWORD, send } from "./sign-in.ts";
import { createTestWorkspace, type TestWorkspace } from "./workspace.ts";

let workspace: TestWorkspace;
let boss: string;
let sara: string;
const ids: Record<string, `usr_${string}`> = {};

beforeEach(async () => {
  workspace = await createTestWorkspace();
  for (const [name, role] of [
    ["boss", "administrator"],
    ["sara", "salesperson"],
  ] as const) {
    const user = await workspace.call(addUser, {
      body: { name, email: `${name}@example.com`, role, password: PASSWORD },
    });
    ids[name] = user.id;
  }
  boss = (await enter(workspace, "boss@example.com")).body.token;
  sara = (await enter(workspace, "sara@example.com")).body.token;
});

const ask = (token: string, ...[endpoint, call]: [Parameters<typeof askAs>[2], object?]) =>
  askAs(workspace, token, endpoint, call as never);

async function turnOn(token: string): Promise<string> {
  const { body } = await send(workspace, beginSecondFactor, { body: { password: PASSWORD } }, { token });
  const secret = new URL(body.uri).searchParams.get("secret") as string;
  const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({
    timestamp: Date.parse(workspace.clock.now()),
  });
  const now = new TOTP({ secret: Secret.fromBase32(secret) }).generate();
  for (const one of [code, now]) {
    const confirmed = await send(workspace, confirmSecondFactor, { body: { code: one } }, { token });
    if (confirmed.status === 200) return confirmed.body.token;
  }
  throw new Error("no code was taken");
}

async function demand(token: string, secondFactorFor: "everybody" | string[]) {
  const { version } = await workspace.call(getSettings);
  return ask(token, updateSettings, { body: { version, secondFactorFor } });
}

test("whoever asks it turns theirs on first; a key needs an administrator who has one", async () => {
  expect((await demand(boss, "everybody")).code).toBe("settings.second_factor_first");
  expect((await demand(boss, ["administrator"])).code).toBe("settings.second_factor_first");
  const key = await workspace.key("administrator");
  expect((await demand(key, "everybody")).code).toBe("settings.second_factor_first");
  expect((await demand(boss, ["salesperson"])).status).toBe(200);
});

test("who has none is refused everything at the next request but turning it on, with sessions and keys they have", async () => {
  const made = await ask(sara, createApiKey, { body: { name: "x", permissions: ["customers.read"] } });
  expect(made.code).toBe("auth.forbidden");
  boss = await turnOn(boss);
  const { secret } = (await ask(boss, createApiKey, { body: { name: "own", role: "viewer" } })).body as {
    secret: string;
  };
  expect((await demand(boss, "everybody")).status).toBe(200);
  expect((await ask(boss, listCustomers)).status).toBe(200);
  expect((await ask(secret, listCustomers)).status).toBe(200);
  const open = ENDPOINTS.filter((endpoint) => endpoint.withoutFactor).map(({ name }) => name);
  expect(open.sort()).toEqual(["beginSecondFactor", "confirmSecondFactor", "getMe", "getSecondFactor", "signOut"]);
  for (const endpoint of ENDPOINTS) {
    if (endpoint.permission === "public" || endpoint.withoutFactor) continue;
    const params = Object.fromEntries([...endpoint.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name, "x"]));
    const { status, code } = await ask(sara, endpoint, { params, ...(endpoint.body && { body: {} }) });
    expect([status, code], endpoint.name).toEqual([403, "auth.second_factor_needed"]);
  }
  expect((await ask(sara, getMe)).body).toMatchObject({ needsSecondFactor: true });
  expect((await ask(sara, getSecondFactor)).body).toEqual({ isOn: false, hasPassword: true });
  sara = await turnOn(sara);
  expect((await ask(sara, getMe)).body).toMatchObject({ needsSecondFactor: false });
  expect((await ask(sara, listCustomers)).status).toBe(200);
  expect((await ask(sara, endSecondFactor, { body: { password: PASSWORD } })).code).toBe("auth.second_factor_asked");
  expect((await ask(sara, signOut)).status).toBe(204);
});

test("it follows the role: given it, somebody obeys at the next request; taken away, they are free again", async () => {
  boss = await turnOn(boss);
  await demand(boss, ["manager", "administrator"]);
  expect((await ask(sara, listCustomers)).status).toBe(200);
  const params = { id: ids.sara! };
  await ask(boss, changeUser, { params, body: { role: "manager" } });
  expect((await ask(sara, listCustomers)).code).toBe("auth.second_factor_needed");
  await ask(boss, changeUser, { params, body: { role: "salesperson" } });
  expect((await ask(sara, listCustomers)).status).toBe(200);
  sara = await turnOn(sara);
  await ask(boss, changeUser, { params, body: { role: "manager" } });
  expect((await ask(sara, listCustomers)).status).toBe(200);
});

test("a factor turned off is known to be off, by sessions that were opened with it as well", async () => {
  boss = await turnOn(boss);
  const other = await turnOn(sara);
  expect((await ask(other, endSecondFactor, { body: { password: PASSWORD } })).status).toBe(200);
  await demand(boss, "everybody");
  for (const token of [sara, other]) expect([401, 403]).toContain((await ask(token, listCustomers)).status);
});
