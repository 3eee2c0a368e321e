import { beforeAll, describe, expect, test } from "vitest";
import { ENDPOINTS } from "#core/endpoints.ts";
import type { Endpoint } from "#core/platform/endpoint.ts";
import { permissionsOf, ROLES } from "#core/platform/permissions.ts";
import { createMemoryFiles } from "./memory-files.ts";
import { createTestWorkspace, type LooseCall, requestOf, type TestWorkspace } from "./workspace.ts";

const ULID = "01JD8ZC3W5Q1T8M4G2N6V9X0RA";

/** Which ids a path takes, by a part of it; a customer's unless said. */
const PREFIXES: Record<string, string> = {
  interactions: "int",
  invitations: "inv",
  sessions: "ses",
  messages: "msg",
  "inbound-mails": "inm",
  templates: "tpl",
  activities: "act",
  "api-keys": "key",
  webhooks: "whk",
  imports: "imp",
  uploads: "upl",
  views: "viw",
  segments: "seg",
  fields: "fld",
  copies: "cpy",
  exports: "exp",
  users: "usr",
  roles: "rol",
  teams: "tem",
};

/** Ids of the right form of things that do not exist, for every parameter a path may have. */
function strangerParams(endpoint: Endpoint): Record<string, string> {
  const part = endpoint.path.split("/").find((one) => one in PREFIXES);
  const prefix = (part && PREFIXES[part]) ?? "cus";
  return {
    id: `${prefix}_${ULID}`,
    name: "nothing",
    on: "2026-01-01",
    callId: `whc_${ULID}`,
    kind: "worksAt",
    otherId: `cus_${ULID}`,
  };
}

const call = (endpoint: Endpoint, more: LooseCall = {}): LooseCall => ({
  params: strangerParams(endpoint),
  ...(endpoint.body && { body: {} }),
  ...more,
});

async function errorOf(response: Response): Promise<{ status: number; code: string; requestId: string }> {
  const { error } = (await response.json()) as { error: { code: string; requestId: string } };
  return { status: response.status, code: error.code, requestId: error.requestId };
}

let workspace: TestWorkspace;
beforeAll(async () => {
  workspace = await createTestWorkspace({ files: createMemoryFiles() });
});

const send = async (endpoint: Endpoint, more: LooseCall, secret: string | null) =>
  workspace.app.request(requestOf(endpoint, call(endpoint, more), secret));

test("endpoints are declared once each: no name and no method with path twice", () => {
  expect(new Set(ENDPOINTS.map(({ name }) => name)).size).toBe(ENDPOINTS.length);
  expect(new Set(ENDPOINTS.map(({ method, path }) => `${method} ${path}`)).size).toBe(ENDPOINTS.length);
});

describe.each(ENDPOINTS.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint] as const))(
  "%s",
  (_, endpoint) => {
    if (endpoint.permission !== "public")
      test("without, with wrong, with malformed credentials: 401", async () => {
        for (const secret of [null, `pk_${"x".repeat(43)}`, "short", `${"y".repeat(4000)}`]) {
          const refused = await errorOf(await send(endpoint, {}, secret));
          expect(refused).toMatchObject({ status: 401, code: "auth.required" });
          expect(refused.requestId).toMatch(/^req_/);
        }
      });

    if (endpoint.permission !== "public" && endpoint.permission !== "signedIn")
      test.each(ROLES)("as %s: let in or refused, as the role says", async (role) => {
        const { permission } = endpoint;
        const allowed = permission !== "public" && permission !== "signedIn" && permissionsOf(role).has(permission);
        const response = await send(endpoint, {}, await workspace.key(role));
        if (!allowed) expect(await errorOf(response)).toMatchObject({ status: 403, code: "auth.forbidden" });
        else expect([200, 201, 202, 204, 400, 404]).toContain(response.status);
      });

    if (endpoint.params)
      test("a record that does not exist: 404, or 400 for the body, never more", async () => {
        const response = await send(endpoint, {}, await workspace.key("administrator"));
        expect([400, 404]).toContain(response.status);
      });

    if (endpoint.params)
      test("an id of another form: 400", async () => {
        for (const id of ["1", "cus_", "../../x", "%00", "usr_01JD8ZC3W5Q1T8M4G2N6V9X0RA"]) {
          const response = await send(
            endpoint,
            { params: { ...strangerParams(endpoint), id } },
            await workspace.key("administrator"),
          );
          expect([400, 404]).toContain(response.status);
        }
      });

    if (endpoint.body)
      test("bad bodies: each a clear error with a code", async () => {
        const secret = await workspace.key("administrator");
        const good = requestOf(endpoint, call(endpoint), secret);
        const withBody = (body: BodyInit, type = "application/json") =>
          workspace.app.request(
            new Request(good.url, {
              method: endpoint.method,
              headers: { authorization: `Bearer ${secret}`, "content-type": type },
              body,
            }),
          );
        expect(await errorOf(await withBody("{"))).toMatchObject({ status: 400, code: "request.not_json" });
        expect(await errorOf(await withBody(new Uint8Array([0x22, 0xff, 0xfe, 0x22])))).toMatchObject({
          status: 400,
          code: "request.not_json",
        });
        expect(await errorOf(await withBody("[]"))).toMatchObject({ status: 400, code: "request.invalid" });
        expect(await errorOf(await withBody('"text"'))).toMatchObject({ status: 400, code: "request.invalid" });
        expect(await errorOf(await withBody("{}", "text/plain"))).toMatchObject({
          status: 415,
          code: "request.wrong_type",
        });
        expect(await errorOf(await withBody(`{"a":"${"x".repeat(300_000)}"}`))).toMatchObject({
          status: 413,
          code: "request.too_large",
        });
        const unknown = await withBody('{"thereIsNoSuchField":1}');
        expect(unknown.status).toBe(400);
        const { error } = (await unknown.json()) as { error: { details: unknown[] } };
        expect(error.details).toContainEqual({
          path: "thereIsNoSuchField",
          code: "unknown_field",
          message: "There is no such field.",
        });
      });

    if (!endpoint.query)
      test("a query parameter, where none is taken, is refused by its name", async () => {
        const response = await send(
          endpoint,
          { query: { thereIsNoSuchParameter: 1 } },
          await workspace.key("administrator"),
        );
        if (response.status === 404) return;
        expect(response.status).toBe(400);
        expect(JSON.stringify(await response.json())).toContain("thereIsNoSuchParameter");
      });

    if (endpoint.query)
      test("an unknown or wrong query parameter: 400", async () => {
        const secret = await workspace.key("administrator");
        for (const query of [
          { thereIsNoSuchParameter: 1 },
          { limit: 0 },
          { limit: 201 },
          { limit: "many" },
          { cursor: "!" },
          { cursor: "eA" },
        ]) {
          const response = await send(endpoint, { query }, secret);
          // A list of something that does not exist is refused for that first.
          expect([400, 404]).toContain(response.status);
        }
      });

    if (endpoint.method !== "GET" && endpoint.permission !== "public")
      test("from another site with the cookie: refused", async () => {
        const secret = await workspace.key("administrator");
        const request = requestOf(endpoint, call(endpoint), null);
        const headers = new Headers(request.headers);
        headers.set("cookie", `peyvand_session=${secret}`);
        for (const [name, value] of [
          ["origin", "https://evil.example"],
          ["origin", "null"],
          ["sec-fetch-site", "cross-site"],
        ] as const) {
          const crossing = new Headers(headers);
          crossing.set("host", "localhost");
          crossing.set(name, value);
          const body = endpoint.body ? "{}" : undefined;
          const response = await workspace.app.request(
            new Request(request.url, { method: endpoint.method, headers: crossing, body }),
          );
          expect(await errorOf(response)).toMatchObject({ status: 403, code: "auth.cross_site" });
        }
      });
  },
);

test("a revoked key is refused by the very next request", async () => {
  const { createApiKey, revokeApiKey, listApiKeys } = await import("#core/workspace/api-keys/index.ts");
  const { key, secret } = await workspace.call(createApiKey, { body: { name: "phone", role: "viewer" } });
  const ask = () => workspace.app.request(requestOf(ENDPOINTS.find(({ name }) => name === "getMe")!, {}, secret));
  expect((await ask()).status).toBe(200);
  await workspace.call(revokeApiKey, { params: { id: key.id } });
  expect((await ask()).status).toBe(401);
  expect((await workspace.call(listApiKeys)).items.find(({ id }) => id === key.id)?.revokedAt).toBeTruthy();
});

test("no secret is in the table: keys, sessions and passwords are kept as hashes", async () => {
  const { createMemoryTable } = await import("#server/platform/memory-table.ts");
  const { INDEXES } = await import("#server/platform/indexes.ts");
  const { addUser } = await import("#core/workspace/users/index.ts");
  const { signIn } = await import("#core/workspace/sign-in/index.ts");
  const memory = createMemoryTable({ indexes: INDEXES });
  const written: string[] = [];
  const port = {
    ...memory,
    indexes: memory.indexes,
    get: memory.get.bind(memory),
    getMany: memory.getMany.bind(memory),
    query: memory.query.bind(memory),
    append: memory.append.bind(memory),
    transact: (...args: Parameters<typeof memory.transact>) => {
      written.push(JSON.stringify(args[0]));
      return memory.transact(...args);
    },
  };
  const other = await createTestWorkspace({ port });
  const secret = await other.key("viewer");
  await other.call(addUser, {
    body: { name: "Sara", email: "sara@example.com", role: "member", password: "correct horse battery" },
  });
  const { token } = await other.call(signIn, {
    body: { email: "SARA@example.com", password: "correct horse battery" },
  });
  const all = written.join("\n");
  expect(all).toContain("sara@example.com");
  for (const word of [secret, secret.slice(3), token, token.slice(3), "correct horse"]) expect(all).not.toContain(word);
});

test("a wrong password and an unknown email answer alike", async () => {
  const { addUser } = await import("#core/workspace/users/index.ts");
  const { signIn } = await import("#core/workspace/sign-in/index.ts");
  await workspace.call(addUser, {
    body: { name: "Ali", email: "ali@example.com", role: "member", password: "correct horse battery" },
  });
  const attempt = async (email: string) => {
    const response = await workspace.app.request(
      requestOf(signIn, { body: { email, password: "wrong horse battery" } }, null),
    );
    const { error } = (await response.json()) as { error: { code: string; message: string } };
    return [response.status, error.code, error.message];
  };
  expect(await attempt("ali@example.com")).toEqual(await attempt("nobody@example.com"));
});

test("half a letter in a body, which JSON can escape and no store takes, becomes a sign that shows it", async () => {
  const { createCustomer } = await import("#core/people/customers/index.ts");
  const secret = await workspace.key("administrator");
  const { url } = requestOf(createCustomer, {}, secret);
  const headers = { authorization: `Bearer ${secret}`, "content-type": "application/json" };
  const response = await workspace.app.request(
    new Request(url, { method: "POST", headers, body: '{"name":"Ann\\ud83d","code":"\\udc00"}' }),
  );
  expect([response.status, (await response.json()).customer.name]).toEqual([201, "Ann\ufffd"]);
});
