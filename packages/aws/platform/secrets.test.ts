import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createSecrets } from "./secrets.ts";

const asked: { [name: string]: unknown }[] = [];
let fails = false;
const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = JSON.parse(Buffer.concat(chunks).toString());
  asked.push({ target: request.headers["x-amz-target"], ...body });
  if (fails) return void response.writeHead(400).end('{"__type":"AccessDeniedException"}');
  const first = { Parameters: [{ Name: "/peyvand/acme/address", Value: "https://crm.example" }], NextToken: "more" };
  const rest = { Parameters: [{ Name: "/peyvand/acme/empty", Value: "" }] };
  response.end(JSON.stringify(body.NextToken ? rest : first));
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

test("parameters are read together, decrypted, once", async () => {
  const secrets = createSecrets("/peyvand/acme");
  expect(await secrets.find("address")).toBe("https://crm.example");
  expect(await secrets.find("none")).toBeNull();
  expect(asked.splice(0)).toMatchObject([
    { target: "AmazonSSM.GetParametersByPath", Path: "/peyvand/acme", WithDecryption: true },
    { NextToken: "more" },
  ]);
});

test("who asks after a failure asks anew", async () => {
  const secrets = createSecrets("/peyvand/acme");
  fails = true;
  await expect(secrets.find("address")).rejects.toThrow();
  fails = false;
  expect(await secrets.find("address")).toBe("https://crm.example");
});
