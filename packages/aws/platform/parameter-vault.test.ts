import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createParameterVault } from "./parameter-vault.ts";

/** The parameter store in small. */
const stored = new Map<string, { Value: string; Type: string }>();
let asked = 0;
const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { Name, Value, Type } = JSON.parse(Buffer.concat(chunks).toString());
  const operation = String(request.headers["x-amz-target"]).split(".")[1];
  asked += 1;
  if (operation === "PutParameter") {
    stored.set(Name, { Value, Type });
    return void response.end("{}");
  }
  const found = stored.get(Name);
  if (!found) return void response.writeHead(400).end('{"__type":"ParameterNotFound"}');
  if (operation === "DeleteParameter") stored.delete(Name);
  response.end(JSON.stringify({ Parameter: { Name, ...found } }));
});

beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  Object.assign(process.env, {
    AWS_REGION: "local",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_ENDPOINT_URL_SSM: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  });
});
afterAll(() => new Promise((done) => server.close(done)));

test("a secret is a SecureString of its own, asked for once, and gone when it is forgotten", async () => {
  let count = 0;
  const vault = createParameterVault("/peyvand/acme", () => String(++count));
  const reference = await vault.keep("gateway-apiKey", "s3cret");
  expect([reference, [...stored]]).toEqual([
    "ssm.1",
    [["/peyvand/acme/settings/gateway-apiKey/1", { Value: "s3cret", Type: "SecureString" }]],
  ]);
  // Another process, which remembers nothing.
  const other = createParameterVault("/peyvand/acme", () => "x");
  asked = 0;
  expect(await other.open("gateway-apiKey", reference)).toBe("s3cret");
  expect(await other.open("gateway-apiKey", reference)).toBe("s3cret");
  expect(asked).toBe(1);
  const renewed = await vault.keep("gateway-apiKey", "another");
  await vault.forget("gateway-apiKey", reference);
  await vault.forget("gateway-apiKey", reference);
  expect([...stored.keys()]).toEqual(["/peyvand/acme/settings/gateway-apiKey/2"]);
  expect(await vault.open("gateway-apiKey", reference)).toBeNull();
  expect(await other.open("gateway-apiKey", renewed)).toBe("another");
});

test("a reference of another kind of place is missing here", async () => {
  const vault = createParameterVault("/peyvand/acme", () => "1");
  expect(await vault.open("gateway-apiKey", "sealed.a.b.c")).toBeNull();
  await vault.forget("gateway-apiKey", "sealed.a.b.c");
});
