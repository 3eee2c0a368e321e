import { OAuth2Server } from "oauth2-mock-server";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  finishSingleSignOn,
  getSignInOptions,
  getSingleSignOn,
  rotateSecret,
  setSingleSignOn,
  startSingleSignOn,
} from "#core/workspace/sign-in/index.ts";
import { addUser, getMe, listUsers } from "#core/workspace/users/index.ts";
import { PASSWORD, send } from "./sign-in.ts";
import { createTestWorkspace, type TestWorkspace } from "./workspace.ts";

let provider: OAuth2Server;
let workspace: TestWorkspace;
let claims: { sub: string; email: string; name?: string; email_verified?: boolean };

beforeAll(async () => {
  provider = new OAuth2Server();
  await provider.issuer.keys.generate("RS256");
  await provider.start(0, "127.0.0.1");
  provider.issuer.url = `http://127.0.0.1:${provider.address().port}`;
  provider.service.on("beforeTokenSigning", (token) => Object.assign(token.payload, claims));
});
afterAll(() => provider.stop());

const settings = (more: object = {}) => ({
  isOn: true,
  name: "Company sign-in",
  issuer: String(provider.issuer.url),
  clientId: "peyvand",
  clientSecret: "a secret of the provider",
  domains: ["example.com"],
  newRole: "agent" as const,
  version: 0,
  ...more,
});

beforeEach(async () => {
  workspace = await createTestWorkspace();
  await workspace.call(setSingleSignOn, { body: settings() });
});

/** What a browser does: to the provider and back. */
async function comeBack(next = "/customers", spoil: (back: URL) => void = () => {}) {
  const started = await send(workspace, startSingleSignOn, { body: { next } });
  expect(started.status).toBe(200);
  const answer = await fetch(started.body.url, { redirect: "manual" });
  const back = new URL(String(answer.headers.get("location")));
  spoil(back);
  const query = Object.fromEntries(back.searchParams);
  const finished = await send(workspace, finishSingleSignOn, { query }, { cookie: started.cookie });
  const token = /peyvand_session=([^;]+)/.exec(finished.cookie)?.[1] ?? null;
  return { to: finished.headers.get("location"), token, started, query, status: finished.status };
}

test("what the provider gave us is opened after the secret was rotated, and sealed anew", async () => {
  const sealedNow = async () => JSON.stringify(await workspace.port.get({ pk: "workspace", sk: "singleSignOn" }));
  const before = await sealedNow();
  await workspace.call(rotateSecret);
  await workspace.call(rotateSecret);
  expect(await sealedNow()).not.toBe(before);
  claims = { sub: "9", email: "nima@example.com", name: "Nima", email_verified: true };
  expect((await comeBack()).token).not.toBeNull();
});

test("somebody of the company comes in for the first time with the role that was set, and again as the same person", async () => {
  claims = { sub: "1", email: "Sara@example.com", name: "Sara", email_verified: true };
  const { to, token } = await comeBack("/customers?sort=name");
  expect(to).toBe("/customers?sort=name");
  const me = (await send(workspace, getMe, {}, { token })).body;
  expect([me.actor.name, me.permissions.includes("customers.write")]).toEqual(["Sara", true]);
  await comeBack();
  expect((await workspace.call(listUsers)).items.filter(({ email }) => email === "sara@example.com")).toHaveLength(1);
});

test("somebody who works here already is the same person", async () => {
  const { id } = await workspace.call(addUser, {
    body: { name: "Ali", email: "ali@example.com", role: "viewer", password: PASSWORD },
  });
  claims = { sub: "2", email: "ali@example.com", email_verified: true };
  const { token } = await comeBack();
  expect((await send(workspace, getMe, {}, { token })).body.actor.id).toBe(id);
});

describe("nobody comes in", () => {
  const problem = async () => {
    const { to, token } = await comeBack();
    expect(token).toBeNull();
    return to;
  };

  test("of another domain, also when they came before", async () => {
    claims = { sub: "3", email: "eve@evil.example", email_verified: true };
    expect(await problem()).toBe("/sign-in?problem=domain_not_allowed");
    claims = { sub: "4", email: "mover@example.com", email_verified: true };
    expect((await comeBack()).token).not.toBeNull();
    claims = { sub: "4", email: "mover@evil.example", email_verified: true };
    expect(await problem()).toBe("/sign-in?problem=domain_not_allowed");
  });

  test("whose email the provider calls unverified", async () => {
    claims = { sub: "5", email: "unsure@example.com", email_verified: false };
    expect(await problem()).toBe("/sign-in?problem=email_not_verified");
  });

  test("new, where only those who were invited may come", async () => {
    const { version } = await workspace.call(getSingleSignOn);
    await workspace.call(setSingleSignOn, { body: settings({ newRole: null, version }) });
    claims = { sub: "6", email: "new@example.com", email_verified: true };
    expect(await problem()).toBe("/sign-in?problem=not_invited");
  });

  test("with a state that another browser began, or twice with one", async () => {
    claims = { sub: "7", email: "sara@example.com", email_verified: true };
    expect((await comeBack("/customers", (back) => back.searchParams.set("state", "made-up"))).token).toBeNull();
    const { started, query } = await comeBack();
    const again = await send(workspace, finishSingleSignOn, { query }, { cookie: started.cookie });
    expect(again.cookie).not.toContain("peyvand_session");
    const { started: other, query: stolen } = await comeBack("/customers", (back) => back.searchParams.delete("code"));
    expect(other.cookie).toContain("peyvand");
    const elsewhere = await send(workspace, finishSingleSignOn, { query: stolen }, {});
    expect(elsewhere.cookie).not.toContain("peyvand_session");
  });
});

test("nobody is sent to another site", async () => {
  for (const next of ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/a\nb"]) {
    const { code } = await send(workspace, startSingleSignOn, { body: { next } });
    expect(code).toBe("request.invalid");
  }
});

test("the secret is never shown, is kept sealed, and stays when nothing else is entered", async () => {
  const shown = await workspace.call(getSingleSignOn);
  expect(shown).toMatchObject({
    hasSecret: true,
    redirectUri: expect.stringMatching(/\/api\/v1\/session\/single-sign-on$/),
  });
  expect(JSON.stringify(shown)).not.toContain("a secret of the provider");
  const ctx = await workspace.ctx();
  const item = await ctx.table.get({ pk: "workspace", sk: "singleSignOn" });
  expect(JSON.stringify(item)).not.toContain("a secret of the provider");
  const { clientSecret: _, ...rest } = settings({ version: shown.version });
  await workspace.call(setSingleSignOn, { body: rest });
  claims = { sub: "8", email: "sara@example.com", email_verified: true };
  expect((await comeBack()).token).not.toBeNull();
});

test("the sign-in page offers it while it is on; what does not answer is not turned on", async () => {
  const options = async () => (await send(workspace, getSignInOptions, {})).body.singleSignOn;
  expect(await options()).toEqual({ name: "Company sign-in" });
  const token = await workspace.key("administrator");
  const set = (body: ReturnType<typeof settings>) => send(workspace, setSingleSignOn, { body }, { token });
  expect((await set(settings({ version: 1, issuer: "http://127.0.0.1:9" }))).code).toBe("singleSignOn.unreachable");
  expect((await set(settings({ version: 0 }))).code).toBe("singleSignOn.version_conflict");
  expect((await set(settings({ version: 1, isOn: false }))).status).toBe(200);
  expect(await options()).toBeNull();
  expect((await send(workspace, startSingleSignOn, { body: { next: "/" } })).code).toBe("singleSignOn.off");
});
