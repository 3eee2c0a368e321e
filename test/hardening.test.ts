import { rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createApiKey } from "#core/workspace/api-keys/index.ts";
import { getMe } from "#core/workspace/users/index.ts";
import { contentDisposition } from "#server/platform/safe-headers.ts";
import { type LocalServer, newDataFolder, startLocalServer } from "./local-server.ts";
import { keepSecret } from "./logs.ts";
import { createTestWorkspace, requestOf } from "./workspace.ts";

const PASSWORD = "correct horse battery staple";
const folder = newDataFolder();
let server: LocalServer;

beforeAll(async () => {
  server = await startLocalServer(folder, {
    PEYVAND_ADMIN_EMAIL: "ann@example.com",
    PEYVAND_ADMIN_PASSWORD: PASSWORD,
    PEYVAND_URL: "https://crm.example.com",
  });
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const ask = (path: string, init: RequestInit = {}) => fetch(`${server.url}${path}`, init);
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  ask(path, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });

describe("every answer, whatever it is", () => {
  const pages = ["/", "/customers", "/before-paint.js", "/api/docs", "/api/docs/swagger-ui.css"];
  const others = [
    "/no-such-file.js",
    "/%E0%A4%A",
    "/api/v1/me",
    "/api/v1/no-such-thing",
    "/api/no-such-thing",
    "/api/openapi.json",
    "/api/v1/customers/not-an-id",
  ];

  test.each([...pages, ...others])("%s: safe headers, an id of its own, and https from now on", async (path) => {
    const { headers } = await ask(path);
    expect(headers.get("x-request-id")).toMatch(/^req_[0-9A-Z]{26}$/);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("x-frame-options")).toBe("DENY");
    expect(headers.get("strict-transport-security")).toMatch(/^max-age=31536000/);
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
    expect(policy.includes("sandbox")).toBe(!pages.includes(path));
  });

  test("a body that is too large and one that is no JSON are told apart, each with its id", async () => {
    const large = await post("/api/v1/session", { email: "x".repeat(300_000) });
    expect([large.status, large.headers.get("x-content-type-options")]).toEqual([413, "nosniff"]);
    expect((await large.json()).error.requestId).toBe(large.headers.get("x-request-id"));
  });

  test("the session cookie is for no script, for no other site, and for https alone", async () => {
    const response = await post("/api/v1/session", { email: "ann@example.com", password: PASSWORD });
    const cookie = response.headers.get("set-cookie") ?? "";
    for (const part of ["HttpOnly", "SameSite=Lax", "Secure", "Path=/"]) expect(cookie).toContain(part);
    keepSecret((await response.json()).token);
  });
});

test("what nobody foresaw is answered with a fixed text and an id that stands in the log", async () => {
  const { app, port, pump } = await createTestWorkspace();
  await pump.idle();
  port.getMany = async () => {
    throw new Error("table peyvand-main at 10.0.0.7 refused pk_abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG");
  };
  const response = await app.request(requestOf(getMe, {}, "pk_0123456789012345678901234567890123456789012"));
  const text = await response.text();
  expect([response.status, JSON.parse(text).error.code]).toEqual([500, "server.unexpected"]);
  for (const word of ["peyvand-main", "10.0.0.7", "pk_", ".ts"]) expect(text).not.toContain(word);
});

test("line ends and other people's headers in names come out as text", async () => {
  const workspace = await createTestWorkspace();
  const { key } = await workspace.call(createApiKey, { body: { name: "phone\r\nset-cookie: a=b", role: "viewer" } });
  expect(key.name).not.toMatch(/[\r\n]/);
  const header = contentDisposition('a"b\\c\r\nset-cookie: x=y; فهرست%\u202e.csv');
  expect(header).not.toMatch(/[\r\n]/);
  expect(header).toMatch(/^attachment; filename="[^"%]*"; filename\*=UTF-8''[\w.%!~-]+$/);
  expect(new Headers({ "content-disposition": header }).get("content-disposition")).toBe(header);
});

test("an address that this request claims for itself is not repeated in the answer", async () => {
  const response = await ask("/api/v1/me", { headers: { "x-request-id": "mine", "x-forwarded-host": "evil.example" } });
  expect(response.headers.get("x-request-id")).not.toBe("mine");
  expect(JSON.stringify([...response.headers]) + (await response.text())).not.toContain("evil.example");
});
