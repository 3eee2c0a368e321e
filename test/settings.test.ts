import { expect, test } from "vitest";
import { getInteraction, logInteraction } from "#core/engagement/interactions/index.ts";
import { createCustomer, updateCustomer } from "#core/people/customers/index.ts";
import { listAudit } from "#core/workspace/audit/index.ts";
import { listChanges } from "#core/workspace/changes/index.ts";
import { getBrand, getLogo, getSettings, putLogo, removeLogo, updateSettings } from "#core/workspace/settings/index.ts";
import { DUE_HANDLERS } from "#server/app.ts";
import { strangerPage } from "#server/engagement/messages/preferences-page.ts";
import { tick } from "#server/platform/due.ts";
import { lookOf } from "#server/platform/look.ts";
import { sendSystemMail } from "#server/platform/system-mail.ts";
import { createMemoryFiles } from "./memory-files.ts";
import { createTestWorkspace, requestOf, type TestWorkspace } from "./workspace.ts";

const DAY_MS = 86_400_000;
const PNG = Uint8Array.from(
  atob("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="),
  (sign) => sign.charCodeAt(0),
);

async function send({ app, key }: TestWorkspace, bytes: Uint8Array<ArrayBuffer>) {
  const request = requestOf(putLogo, {}, await key("administrator"));
  const response = await app.request(new Request(request, { body: bytes, method: "PUT" }));
  return response.status === 204 ? 204 : (await response.json()).error.code;
}

test("settings are changed by who may, under the version that was read, and the change is told", async () => {
  const workspace = await createTestWorkspace();
  const before = await workspace.call(getSettings);
  const after = await workspace.call(updateSettings, {
    body: { version: before.version, name: "Caravan", accent: "#B91C1C", timeZone: "Europe/Berlin" },
  });
  expect(after).toMatchObject({ name: "Caravan", accent: "#b91c1c", timeZone: "Europe/Berlin" });
  await workspace.pump.idle();
  const [entry] = (await workspace.call(listAudit, { query: { verb: "workspace.updated" } })).items;
  expect(entry?.fields.name).toEqual({ before: "Peyvand", after: "Caravan" });
  const secret = await workspace.key("administrator");
  const again = await workspace.app.request(
    requestOf(updateSettings, { body: { version: before.version, name: "Other" } }, secret),
  );
  expect([again.status, (await again.json()).error.code]).toEqual([409, "settings.version_conflict"]);
  const viewer = requestOf(
    updateSettings,
    { body: { version: after.version, name: "X" } },
    await workspace.key("viewer"),
  );
  expect((await workspace.app.request(viewer)).status).toBe(403);
});

test("wrong settings are each refused by name", async () => {
  const workspace = await createTestWorkspace();
  const secret = await workspace.key("administrator");
  for (const wrong of [
    { accent: "red" },
    { timeZone: "Mars/Olympus" },
    { currency: "toman" },
    { auditDays: 3 },
    { name: " " },
  ]) {
    const response = await workspace.app.request(requestOf(updateSettings, { body: { version: 0, ...wrong } }, secret));
    expect([response.status, (await response.json()).error.details[0].path]).toEqual([400, Object.keys(wrong)[0]]);
  }
});

test("a logo is a picture by its bytes, is served to anybody and run by nobody", async () => {
  const workspace = await createTestWorkspace({ files: createMemoryFiles() });
  expect(await send(workspace, new TextEncoder().encode("<svg onload=alert(1)>"))).toBe("settings.logo_type");
  expect(await send(workspace, new Uint8Array(600_000))).toBe("settings.logo_too_large");
  expect(await send(workspace, PNG)).toBe(204);
  const brand = await (await workspace.app.request(requestOf(getBrand, {}, null))).json();
  const picture = await workspace.app.request(brand.logo);
  expect([picture.status, picture.headers.get("content-type")]).toEqual([200, "image/png"]);
  expect(picture.headers.get("x-content-type-options")).toBe("nosniff");
  expect(picture.headers.get("content-security-policy")).toContain("sandbox");
  expect(new Uint8Array(await picture.arrayBuffer())).toEqual(PNG);
  await workspace.call(removeLogo);
  expect((await workspace.app.request(requestOf(getLogo, {}, null))).status).toBe(404);
});

test("changes older than the settings allow are gone; the feed goes on, and an old place in it says so", async () => {
  const workspace = await createTestWorkspace();
  const { call, clock, pump } = workspace;
  const one = (await call(createCustomer, { body: { name: "Ann" } })).customer;
  const { id } = await call(logInteraction, { body: { customerId: one.id, channel: "call", direction: "in" } });
  await pump.idle();
  const { nextCursor: early } = await call(listChanges, { query: { limit: 1 } });
  clock.advanceBy(100 * DAY_MS);
  await call(updateCustomer, { params: { id: one.id }, body: { version: 1, name: "Ann Lee" } });
  const { version } = await call(getSettings);
  await call(updateSettings, { body: { version, auditDays: 90 } });
  await pump.idle();
  await tick(await workspace.ctx(), DUE_HANDLERS);

  const verbs = (await call(listChanges, { query: { limit: 200 } })).items.map(({ verb }) => verb);
  expect(verbs).toEqual(["customer.updated", "workspace.updated"]);
  expect((await call(listAudit, { query: {} })).items.map(({ verb }) => verb)).toEqual(verbs.toReversed());
  const old = requestOf(listChanges, { query: { since: early } }, await workspace.key("administrator"));
  const refused = await workspace.app.request(old);
  expect([refused.status, (await refused.json()).error.code]).toEqual([410, "changes.removed"]);
  // What was said stays, and is found.
  expect((await call(getInteraction, { params: { id } })).channel).toBe("call");
  await call(createCustomer, { body: { name: "Bob" } });
  await pump.idle();
  expect((await call(listChanges, { query: { limit: 200 } })).items.map(({ verb }) => verb)).toContain(
    "customer.created",
  );
});

test("mails and public pages are in the company's name, colour and logo", async () => {
  const workspace = await createTestWorkspace({ files: createMemoryFiles() });
  const { version } = await workspace.call(getSettings);
  await workspace.call(updateSettings, { body: { version, name: "Caravan & Sons", accent: "#B91C1C" } });
  const mailOf = async (key: string) => {
    await sendSystemMail(await workspace.ctx(), { to: "ann@example.com", subject: "Hello", text: "Come in.", key });
    return workspace.mailbox.mails.get(key)?.html ?? "";
  };
  const plain = await mailOf("plain");
  expect(plain).toContain("border-top:4px solid #b91c1c");
  expect(plain).toContain("Caravan &amp; Sons</td>");
  expect(plain).not.toContain("<img");

  expect(await send(workspace, PNG)).toBe(204);
  expect(await mailOf("logo")).toMatch(
    /<img src="https:\/\/crm\.example\.com\/api\/v1\/brand\/logo\?v=[^"]+" alt="Caravan &amp; Sons"/,
  );
  const logo = await workspace.app.request(requestOf(getLogo, {}, null));
  expect(logo.headers.get("cross-origin-resource-policy")).toBe("cross-origin");
  const page = strangerPage("en", lookOf((await workspace.ctx()).workspace));
  expect(page).toContain("--accent:#b91c1c");
  expect(page).toMatch(/<img src="\/api\/v1\/brand\/logo\?v=[^"]+" alt="Caravan &amp; Sons">/);
});
