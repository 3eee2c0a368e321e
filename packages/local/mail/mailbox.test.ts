import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Hono } from "hono";
import PostalMime from "postal-mime";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Mail } from "#server/platform/mailer.ts";
import { sendSystemMail } from "#server/platform/system-mail.ts";
import { createTestContext } from "#test/platform.ts";
import { type Mailbox, openMailbox } from "./mailbox.ts";
import { serveMailbox } from "./mailbox-page.ts";

let folder = "";
let mailbox: Mailbox;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "peyvand-mailbox-"));
  mailbox = openMailbox(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

const MAIL: Mail = {
  from: { address: "office@example.com" },
  to: { address: "sara@example.com" },
  subject: "سلام",
  text: "سلام سارا",
  html: "<p>سلام <script>alert(1)</script></p>",
  at: "2026-03-21T08:00:00.000Z",
};

const read = async () => {
  const { names } = await mailbox.list({ after: "", limit: 50 });
  return Promise.all(names.map(async (name) => PostalMime.parse((await mailbox.read(name))!)));
};

test("the same sending is kept once, also when twenty try at once; another opens the same mailbox and finds it", async () => {
  const tries = Array.from({ length: 20 }, () => mailbox.mailer.send(MAIL, { key: "one" }));
  expect(new Set((await Promise.all(tries)).map(({ is }) => is))).toEqual(new Set(["accepted"]));
  expect(await mailbox.mailer.isSent?.("one")).toBe(true);
  expect(await mailbox.mailer.isSent?.("another")).toBe(false);
  expect(await openMailbox(folder).mailer.isSent?.("one")).toBe(true);
  expect((await read()).map(({ subject }) => subject)).toEqual(["سلام"]);
});

test("a short message lies there too, in its own words", async () => {
  await mailbox.texter.send({ to: "+989121000050", text: "کد شما ۱۲۳۴ است", at: MAIL.at }, { key: "sms" });
  const found = (await read()).find(({ headers }) => headers.some(({ value }) => value === "sms"));
  expect(found?.text?.trim()).toBe("کد شما ۱۲۳۴ است");
});

test("what the program itself says runs right to left in Persian, and its text is escaped", async () => {
  const { ctx } = createTestContext();
  const own = { ...ctx, mailer: mailbox.mailer };
  await sendSystemMail(own, {
    to: "reza@example.com",
    subject: "دعوت به پیوند",
    text: "رضا <b>عزیز</b>،\n\nاز این نشانی وارد شوید:\nhttps://crm.example.com/join?token=a&b=c",
    key: "invitation 1",
  });
  const mail = (await read()).find(({ subject }) => subject === "دعوت به پیوند");
  expect(mail?.html).toContain('<td dir="rtl" align="right" style="direction:rtl;text-align:right');
  expect(mail?.html).toContain("رضا &lt;b&gt;عزیز&lt;/b&gt;");
  expect(mail?.html).toContain('href="https://crm.example.com/join?token=a&amp;b=c"');
  expect(mail?.text).toContain("https://crm.example.com/join?token=a&b=c");
});

test("the pages show it; somebody's HTML runs no script and has nothing of ours in reach", async () => {
  const show = serveMailbox(mailbox, new Hono(), { host: "127.0.0.1" });
  const get = (path: string) => show(new Request(`http://127.0.0.1:8787${path}`));
  const list = await (await get("/mailbox")).text();
  expect(list).toContain("sara@example.com");
  const { items } = (await (await get("/mailbox/messages")).json()) as { items: { id: string; subject: string }[] };
  const { id } = items.find(({ subject }) => subject === "سلام")!;
  const page = await (await get(`/mailbox/${id}`)).text();
  expect(page).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
  expect(page).not.toContain("<script");
  const html = await get(`/mailbox/${id}/html`);
  expect(html.headers.get("content-security-policy")).toMatch(/^sandbox allow-popups.*default-src 'none'/);
  expect((await get("/mailbox/../../etc/passwd")).status).toBe(404);
  expect((await get(`/mailbox/${id.replace(/^./, "x")}`)).status).toBe(404);
});

test("where others could reach it, it asks for an administrator", async () => {
  const app = new Hono();
  app.get("/api/v1/me", (c) =>
    c.req.header("authorization") === "Bearer admin-key-admin"
      ? c.json({ permissions: ["workspace.operate"] })
      : c.json({ error: {} }, 401),
  );
  const ask = async (config: { host: string; publicUrl?: string }, url: string, headers: Record<string, string> = {}) =>
    (await serveMailbox(mailbox, app, config)(new Request(url, { headers }))).status;
  const here = "http://127.0.0.1:8787/mailbox";
  expect(await ask({ host: "127.0.0.1" }, here)).toBe(200);
  expect(await ask({ host: "0.0.0.0" }, here)).toBe(401);
  expect(await ask({ host: "0.0.0.0" }, here, { authorization: "Bearer admin-key-admin" })).toBe(200);
  expect(await ask({ host: "127.0.0.1", publicUrl: "https://crm.example.com" }, here)).toBe(401);
  expect(await ask({ host: "127.0.0.1" }, here, { "x-forwarded-for": "10.0.0.1" })).toBe(401);
  expect(await ask({ host: "127.0.0.1" }, "http://evil.example:8787/mailbox")).toBe(401);
});
