import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import * as messages from "#core/engagement/messages/index.ts";
import { createCustomer } from "#core/people/customers/index.ts";
import { openWorkspace } from "#local/open-workspace.ts";
import { INDEXES } from "#server/platform/indexes.ts";
import { SILENT_LOG } from "#server/platform/log.ts";
import { createMemoryTable } from "#server/platform/memory-table.ts";
import { createApiKey } from "#server/workspace/api-keys/verbs.ts";
import { isLeftOut } from "#server/workspace/backup/store.ts";
import { keepSecret } from "./logs.ts";
import { createTestWorkspace, requestOf } from "./workspace.ts";

const SECRET = "kavenegar-key-83c1f0d2";

let dataFolder: string;
beforeEach(() => {
  keepSecret(SECRET);
  dataFolder = mkdtempSync(join(tmpdir(), "peyvand-secrets-"));
});
afterEach(() => rmSync(dataFolder, { recursive: true }));

const gatewayAt = (url: string) => ({
  name: "Kavenegar",
  method: "POST" as const,
  url: `${url}/v1/{secret.apiKey}/send`,
  headers: [],
  body: "to={to}&text={text}",
  successPath: "",
  successValue: "",
  idPath: "",
});

test("on one machine the table, its log and its file never hold a secret; the key lies beside them for its owner alone", async () => {
  const paths: string[] = [];
  const gateway = createServer((request, response) => {
    paths.push(String(request.url));
    response.end("{}");
  });
  await new Promise<void>((done) => gateway.listen(0, "127.0.0.1", done));
  const url = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`;
  const open = () =>
    openWorkspace({ dataFolder, log: SILENT_LOG, secureCookies: false, openApiFile: "", callsInside: true });
  let workspace = await open();
  const { secret: key } = await createApiKey(await workspace.context(), { name: "k", role: "administrator" });
  const call = async (endpoint: Parameters<typeof requestOf>[0], input: object = {}) =>
    (await workspace.app.request(requestOf(endpoint, input, key))).json();
  const body = { version: 0, gateway: gatewayAt(url), secrets: { apiKey: SECRET } };
  expect(await call(messages.changeSendingSettings, { body })).toMatchObject({ version: 1, secrets: ["apiKey"] });
  // Another process opens it with the same key.
  await workspace.close();
  workspace = await open();
  const { customer } = await call(createCustomer, { body: { name: "Sara", phones: [{ number: "09121112233" }] } });
  await call(messages.sendMessage, { body: { customerId: customer.id, channel: "sms", text: "سلام" } });
  await expect.poll(() => paths.length).toBe(1);
  await workspace.close();
  gateway.close();
  expect(paths).toEqual([`/v1/${SECRET}/send`]);
  expect(statSync(join(dataFolder, "secrets.key")).mode & 0o777).toBe(0o600);
  const files = readdirSync(dataFolder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  expect(files.map(({ name }) => name)).toContain("peyvand.db");
  for (const { parentPath, name } of files)
    expect([name, readFileSync(join(parentPath, name)).includes(SECRET)]).toEqual([name, false]);
}, 60_000);

test("the raw table has references alone, an export has not even those, and without the key they are missing", async () => {
  const port = createMemoryTable({ indexes: INDEXES });
  const { call, ctx } = await createTestWorkspace({ port });
  const body = { version: 0, gateway: gatewayAt("https://sms.example.com"), secrets: { apiKey: SECRET } };
  await call(messages.changeSendingSettings, { body });
  const { items } = await port.scan({ limit: 1000 });
  expect(JSON.stringify(items)).not.toContain(SECRET);
  const kept = items.filter(({ type }) => type === "sendingSecrets");
  expect(kept).toMatchObject([{ references: { apiKey: expect.stringMatching(/^sealed\./) } }]);
  expect(kept.every((item) => isLeftOut(item, "2026-03-21T08:00:00.000Z"))).toBe(true);
  // Bound to its name, and of no use with another key.
  const { vault } = await ctx();
  const { apiKey: reference } = kept[0]!.references as { apiKey: string };
  expect(await vault.open("gateway-apiKey", reference)).toBe(SECRET);
  expect(await vault.open("gateway-other", reference)).toBeNull();
  const { createSealingVault } = await import("#node/sealing-vault.ts");
  expect(await createSealingVault(() => new Uint8Array(32).fill(7)).open("gateway-apiKey", reference)).toBeNull();
});

test("a gateway whose secret is not here is not asked, and the message says what to do", async () => {
  const port = createMemoryTable({ indexes: INDEXES });
  const { call, background } = await createTestWorkspace({ port });
  const body = { version: 0, gateway: gatewayAt("https://sms.example.com"), secrets: { apiKey: SECRET } };
  await call(messages.changeSendingSettings, { body });
  await port.transact([{ delete: { pk: "workspace", sk: "sendingSecrets" } }], "t1");
  const { customer } = await call(createCustomer, { body: { name: "Sara", phones: [{ number: "09121112233" }] } });
  const sent = await call(messages.sendMessage, { body: { customerId: customer.id, channel: "sms", text: "سلام" } });
  await Promise.all(background);
  const { message } = await call(messages.getMessage, { params: { id: sent.id } });
  expect(message).toMatchObject({ state: "queued", attempts: 1, reason: expect.stringContaining("«apiKey»") });
});

test("what an older Peyvand wrote into the table as it was typed is moved, and goes on working", async () => {
  const port = createMemoryTable({ indexes: INDEXES });
  const { call, ctx } = await createTestWorkspace({ port });
  await call(messages.changeSendingSettings, { body: { version: 0, gateway: gatewayAt("https://sms.example.com") } });
  const old = { pk: "workspace", sk: "sendingSecrets", type: "sendingSecrets", data: { apiKey: SECRET } };
  await port.transact([{ put: old }], "t1");
  expect((await call(messages.getSendingSettings)).secrets).toEqual(["apiKey"]);
  const { renew } = await import("#server/app.ts");
  await Promise.all([renew(await ctx()), renew(await ctx())]);
  const { items } = await port.scan({ limit: 1000 });
  expect(JSON.stringify(items)).not.toContain(SECRET);
  const settings = await call(messages.getSendingSettings);
  expect(settings.secrets).toEqual(["apiKey"]);
  // Replaced and removed like any other.
  const { version } = settings;
  await call(messages.changeSendingSettings, { body: { version, secrets: { apiKey: null } } });
  expect((await call(messages.getSendingSettings)).secrets).toEqual([]);
});
