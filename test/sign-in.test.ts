import { beforeAll, describe, expect, test } from "vitest";
import { signIn, signOut } from "#core/workspace/sign-in/index.ts";
import { addUser, getMe } from "#core/workspace/users/index.ts";
import { createTestWorkspace, requestOf, type TestWorkspace } from "./workspace.ts";

const PASSWORD = "correct horse battery";
let workspace: TestWorkspace;

beforeAll(async () => {
  workspace = await createTestWorkspace();
  await workspace.call(addUser, {
    body: { name: "Sara", email: "sara@example.com", role: "viewer", password: PASSWORD },
  });
});

describe("with email and password", () => {
  test("a session lets in until it is ended", async () => {
    const response = await workspace.app.request(
      requestOf(signIn, { body: { email: "Sara@Example.com", password: PASSWORD } }, null),
    );
    const body = await response.json();
    expect([response.status, body]).toEqual([
      200,
      { token: expect.stringMatching(/^ps_/), expiresAt: expect.any(String) },
    ]);
    expect(response.headers.getSetCookie()).toEqual([
      `peyvand_session=${body.token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=2592000`,
    ]);
    const me = () => workspace.app.request(requestOf(getMe, {}, body.token));
    expect((await (await me()).json()).actor.name).toBe("Sara");
    expect((await workspace.app.request(requestOf(signOut, {}, body.token))).status).toBe(204);
    expect((await me()).status).toBe(401);
  });
});
