import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addUser } from "#core/workspace/users/index.ts";
import { type Cloud, openDoor, startCloud } from "./cloud/cloud.ts";
import { answerOf, type Door, eventOf } from "./cloud/http-event.ts";
import { askForDynamoDb } from "./dynamo-test-table.ts";
import { PASSWORD } from "./sign-in.ts";

const DOORS = join(import.meta.dirname, "../dist/aws");
const endpoint = await askForDynamoDb();

test("no bundle but that of its own door holds the sign-in library", () => {
  const holding = readdirSync(DOORS).filter((door) =>
    readdirSync(join(DOORS, door)).some(
      (file) => file.endsWith(".mjs") && /better-auth/i.test(readFileSync(join(DOORS, door, file), "utf8")),
    ),
  );
  expect(holding).toEqual(["auth"]);
});

describe.skipIf(endpoint === null)("the built sign-in bundle over the real DynamoDB Local", () => {
  let cloud: Cloud;
  let door: Door;

  beforeAll(async () => {
    cloud = await startCloud(String(endpoint));
    door = (await openDoor("auth")) as Door;
  });
  afterAll(async () => void (await cloud?.close()));

  const ask = async (method: string, path: string, body: object | null, token?: string) =>
    answerOf(
      await door(
        await eventOf(
          new Request(`https://crm.example/api/v1${path}`, {
            method,
            headers: {
              ...(body && { "content-type": "application/json" }),
              ...(token && { authorization: `Bearer ${token}` }),
            },
            ...(body && { body: JSON.stringify(body) }),
          }),
        ),
        {},
      ),
    );

  test("lets in who then works with the API, until they sign out", async () => {
    await cloud.workspace.call(addUser, {
      body: { name: "Sara", email: "sara@example.com", role: "viewer", password: PASSWORD },
    });
    const wrong = await ask("POST", "/session", { email: "sara@example.com", password: "wrong" });
    expect([wrong.status, (await wrong.json()).error.code]).toEqual([401, "auth.wrong_credentials"]);
    const entered = await ask("POST", "/session", { email: "sara@example.com", password: PASSWORD });
    const { token } = await entered.json();
    expect(entered.headers.get("set-cookie")).toContain("; HttpOnly; SameSite=Lax; Max-Age=2592000; Secure");
    const me = () =>
      cloud.send(new Request("https://crm.example/api/v1/me", { headers: { authorization: `Bearer ${token}` } }));
    expect((await (await me()).json()).actor.name).toBe("Sara");
    expect((await ask("DELETE", "/session", null, token)).status).toBe(204);
    expect((await me()).status).toBe(401);
  });
});
