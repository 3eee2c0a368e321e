import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  assignMail,
  dismissMail,
  getWaitingMail,
  listWaitingMails,
  receiveMail,
  restoreMail,
} from "#core/engagement/inbound/index.ts";
import { getTimeline, type Interaction } from "#core/engagement/interactions/index.ts";
import { sendMessage } from "#core/engagement/messages/index.ts";
import { archiveCustomer, createCustomer, getCustomer } from "#core/people/customers/index.ts";
import { listNotices } from "#core/workspace/notices/index.ts";
import { signIn } from "#core/workspace/sign-in/index.ts";
import { addUser } from "#core/workspace/users/index.ts";
import { createMemoryMailbox } from "#server/platform/memory-mailer.ts";
import { newDataFolder, peyvand } from "./local-server.ts";
import { createTestWorkspace, requestOf } from "./workspace.ts";

type Options = Parameters<typeof createTestWorkspace>[0];

async function start(options: Options = {}) {
  const workspace = await createTestWorkspace(options);
  const secret = await workspace.key("administrator");
  const { call } = workspace;
  const { customer: sara } = await call(createCustomer, {
    body: { name: "سارا احمدی", emails: [{ address: "sara@example.com" }] },
  });
  const send = (raw: string | Uint8Array, by = secret) =>
    workspace.app.request(
      new Request(requestOf(receiveMail, {}, null).url, {
        method: "POST",
        headers: { authorization: `Bearer ${by}`, "content-type": "message/rfc822" },
        body: raw as BodyInit,
      }),
    );
  const receive = async (raw: string | Uint8Array) => {
    const response = await send(raw);
    return (await response.json()) as { outcome: string; why?: string; id?: `inm_${string}`; error?: { code: string } };
  };
  const timeline = async (id: `cus_${string}` = sara.id): Promise<Interaction[]> => {
    const { items } = await call(getTimeline, { params: { id }, query: { only: "interactions" } });
    return items.flatMap((entry) => (entry.type === "interaction" ? entry.interaction : []));
  };
  const waiting = async () => (await call(listWaitingMails)).items;
  const settled = async () => {
    await workspace.pump.idle();
    while (workspace.background.length > 0) await Promise.all(workspace.background.splice(0));
  };
  return { ...workspace, sara, send, receive, timeline, waiting, settled };
}

/** A mail as it comes, with other headers where said; a header that is null is left out. */
function mail(headers: Record<string, string | null> = {}, text = "سلام، قیمت تور استانبول چند است؟"): string {
  const all = {
    From: "Sara Ahmadi <Sara@Example.com>",
    To: "crm@company.example",
    Subject: "Tour of Istanbul",
    Date: "Sat, 21 Mar 2026 07:30:00 +0330",
    "Message-ID": "<one@example.com>",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=utf-8",
    ...headers,
  };
  const lines = Object.entries(all).flatMap(([name, value]) => (value === null ? [] : `${name}: ${value}`));
  return `${lines.join("\r\n")}\r\n\r\n${text}\r\n`;
}

describe("a mail from a customer", () => {
  test("stands on the timeline with subject, text, sender and when it was sent, and counts as a contact", async () => {
    const { receive, timeline, call, sara } = await start();
    expect(await receive(mail())).toMatchObject({ outcome: "logged" });
    const [one, ...others] = await timeline();
    expect(others).toEqual([]);
    expect(one).toMatchObject({
      channel: "email",
      direction: "in",
      subject: "Tour of Istanbul",
      body: "سلام، قیمت تور استانبول چند است؟",
      occurredAt: "2026-03-21T04:00:00.000Z",
      sender: { address: "sara@example.com", name: "Sara Ahmadi" },
      attachments: [],
    });
    const { stats } = await call(getCustomer, { params: { id: sara.id } });
    expect(stats).toMatchObject({ interactions: 1, inbound: { email: 1 }, lastContactAt: "2026-03-21T04:00:00.000Z" });
  });

  test("the same mail again, by whatever way, does nothing twice", async () => {
    const { receive, timeline } = await start();
    const results = await Promise.all([
      receive(mail()),
      receive(mail()),
      receive(mail({ To: "info@company.example" })),
    ]);
    expect(results.map(({ outcome }) => outcome).sort()).toEqual(["known", "known", "logged"]);
    expect(await receive(mail())).toMatchObject({ outcome: "known" });
    expect(await timeline()).toHaveLength(1);
  });

  test("without a Message-ID the same bytes are the same mail, and others another", async () => {
    const { receive, timeline } = await start();
    const nameless = mail({ "Message-ID": null });
    expect((await receive(nameless)).outcome).toBe("logged");
    expect((await receive(nameless)).outcome).toBe("known");
    expect((await receive(mail({ "Message-ID": null }, "یک پیام دیگر"))).outcome).toBe("logged");
    expect(await timeline()).toHaveLength(2);
  });

  test("HTML is kept as its text, attachments by their names", async () => {
    const { receive, timeline } = await start();
    const html =
      "<html><head><style>p{}</style><title>x</title></head><body><p>Dear&nbsp;team,</p><p>3 &lt; 5<br>bye<script>alert(1)</script></p></body></html>";
    const parts = [
      "--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n",
      html,
      '\r\n--b\r\nContent-Type: application/pdf; name="offer.pdf"\r\nContent-Disposition: attachment; filename="offer.pdf"\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0=\r\n',
      "--b--\r\n",
    ];
    await receive(mail({ "Content-Type": 'multipart/mixed; boundary="b"' }, parts.join("")));
    const [one] = await timeline();
    expect(one?.body).toBe("Dear team,\n\n3 < 5\nbye");
    expect(one?.attachments).toEqual(["offer.pdf"]);
  });

  test("a date that lies ahead or cannot be read is the moment it came", async () => {
    const { receive, timeline } = await start();
    await receive(mail({ Date: "Sat, 21 Mar 2099 07:30:00 +0000" }));
    await receive(mail({ Date: "yesterday", "Message-ID": "<two@example.com>" }));
    for (const { occurredAt } of await timeline()) expect(occurredAt).toMatch(/^2026-03-21T08:/);
  });

  test("a long text is cut and says so", async () => {
    const { receive, timeline } = await start();
    await receive(mail({}, "سلام ".repeat(20_000)));
    const [one] = await timeline();
    expect(one?.body?.length).toBeLessThanOrEqual(20_000);
    expect(one?.body).toMatch(/\[…\]$/);
  });

  test("the customer's owner is told, with what it was about", async () => {
    const { receive, call, app } = await start();
    const password = "correct horse battery";
    const { id: ownerId } = await call(addUser, {
      body: { name: "Ali", email: "ali@company.example", role: "agent", password },
    });
    const { customer } = await call(createCustomer, {
      body: { name: "Reza", emails: [{ address: "reza@example.com" }], ownerId },
    });
    await receive(mail({ From: "reza@example.com" }));
    const { token } = await call(signIn, { body: { email: "ali@company.example", password } });
    const answer = await app.request(requestOf(listNotices, {}, token));
    const { items } = (await answer.json()) as { items: { kind: string; about: object }[] };
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      kind: "mail.received",
      about: { customerId: customer.id, customerName: "Reza", subject: "Tour of Istanbul" },
    });
  });
});

describe("an answer to a message of ours", () => {
  const sent = async ({ call, sara, settled }: Awaited<ReturnType<typeof start>>) => {
    const message = await call(sendMessage, {
      body: { customerId: sara.id, channel: "email", subject: "Offer", text: "Dear Sara" },
    });
    await settled();
    return message;
  };

  test("is tied to it by the Message-ID we gave, from whatever address it comes", async () => {
    const workspace = await start();
    const { id } = await sent(workspace);
    await workspace.receive(mail({ From: "sara.home@example.net", "In-Reply-To": `<${id}@company.example>` }));
    expect(await workspace.timeline()).toMatchObject([
      { direction: "in", answersId: id, sender: { address: "sara.home@example.net" } },
    ]);
  });

  test("is tied to it by the Message-ID that the provider gave", async () => {
    const { mailer } = createMemoryMailbox();
    const provider = "0102019a-3b1c-4c1f-8d3e-000000000000-000000";
    const workspace = await start({
      mailer: { ...mailer, send: async () => ({ is: "accepted", providerId: provider }) },
    });
    const { id } = await sent(workspace);
    await workspace.receive(mail({ References: `<x@y.example> <${provider}@eu-west-1.amazonses.com>` }));
    expect((await workspace.timeline())[0]?.answersId).toBe(id);
    expect(await workspace.receive(mail({ "Message-ID": `<${provider}@eu-west-1.amazonses.com>` }))).toEqual({
      outcome: "refused",
      why: "loop",
    });
  });

  test("our own message that comes back is refused", async () => {
    const workspace = await start();
    const { id } = await sent(workspace);
    expect(await workspace.receive(mail({ "Message-ID": `<${id}@company.example>` }))).toEqual({
      outcome: "refused",
      why: "loop",
    });
    expect(await workspace.timeline()).toEqual([]);
  });
});

test.each([
  [{ "Auto-Submitted": "auto-replied" }, { outcome: "automatic", why: "autoReply" }],
  [{ Precedence: "bulk" }, { outcome: "automatic", why: "bulk" }],
  [{ From: "MAILER-DAEMON@example.com" }, { outcome: "automatic", why: "bounce" }],
  [{ "Return-Path": "<>" }, { outcome: "automatic", why: "bounce" }],
  [
    { "Content-Type": 'multipart/report; report-type=delivery-status; boundary="b"' },
    { outcome: "automatic", why: "bounce" },
  ],
  [{ From: "crm@company.example" }, { outcome: "refused", why: "loop" }],
  [{ "X-SES-Virus-Verdict": "FAIL" }, { outcome: "refused", why: "virus" }],
])("what no person wrote is passed over: %j", async (headers, expected) => {
  const { mailer } = createMemoryMailbox();
  const { receive, timeline, waiting } = await start({ mailer: { ...mailer, receives: ["crm@company.example"] } });
  expect(await receive(mail(headers as never))).toEqual(expected);
  expect(await timeline()).toEqual([]);
  expect(await waiting()).toEqual([]);
});

describe("a colleague's copy", () => {
  test("stands as what was written to each customer it went to", async () => {
    const workspace = await start();
    const { call, receive, timeline } = workspace;
    const password = "correct horse battery";
    await call(addUser, { body: { name: "Ali", email: "ali@company.example", role: "agent", password } });
    const { customer: reza } = await call(createCustomer, {
      body: { name: "Reza", emails: [{ address: "reza@example.com" }] },
    });
    const copy = mail({
      From: "Ali <ali@company.example>",
      To: "sara@example.com, stranger@example.net",
      Cc: "Reza <reza@example.com>",
    });
    expect(await receive(copy)).toMatchObject({ outcome: "logged" });
    expect(await receive(copy)).toMatchObject({ outcome: "known" });
    for (const id of [workspace.sara.id, reza.id])
      expect(await timeline(id)).toMatchObject([{ direction: "out", sender: { address: "ali@company.example" } }]);
    await workspace.pump.idle();
    const { stats } = await call(getCustomer, { params: { id: reza.id } });
    expect(stats).toMatchObject({ interactions: 1, outbound: { email: 1 } });
  });
});

describe("a mail of which nobody knows whose it is", () => {
  const stranger = mail({ From: "Nima <nima@example.net>" });

  test("waits in the list, and goes to the customer somebody names", async () => {
    const { receive, waiting, timeline, call, sara } = await start();
    expect(await receive(stranger)).toMatchObject({ outcome: "waiting", why: "unknown" });
    expect(await receive(stranger)).toMatchObject({ outcome: "known" });
    const [one, ...others] = await waiting();
    expect(others).toEqual([]);
    expect(one).toMatchObject({
      reason: "unknown",
      from: { address: "nima@example.net", name: "Nima" },
      subject: "Tour of Istanbul",
    });
    const id = one!.id;
    expect((await call(getWaitingMail, { params: { id } })).text).toBe("سلام، قیمت تور استانبول چند است؟");
    await call(assignMail, { params: { id }, body: { customerId: sara.id } });
    expect(await waiting()).toEqual([]);
    expect(await timeline()).toMatchObject([{ direction: "in", subject: "Tour of Istanbul" }]);
    await expect(call(assignMail, { params: { id }, body: { customerId: sara.id } })).rejects.toThrow("mail.sorted");
    expect(await receive(stranger)).toMatchObject({ outcome: "known" });
    expect(await timeline()).toHaveLength(1);
  });

  test("dismissed it is off the list and stays off, until somebody brings it back", async () => {
    const { receive, waiting, call } = await start();
    const id = (await receive(stranger)).id!;
    await call(dismissMail, { params: { id } });
    expect(await waiting()).toEqual([]);
    await expect(
      call(assignMail, { params: { id }, body: { customerId: "cus_01JD8ZC3W5Q1T8M4G2N6V9X0RA" } }),
    ).rejects.toThrow("mail.sorted");
    expect(await receive(stranger)).toMatchObject({ outcome: "known" });
    expect(await waiting()).toEqual([]);
    await call(restoreMail, { params: { id } });
    expect((await waiting()).map((mail) => mail.id)).toEqual([id]);
    await expect(call(restoreMail, { params: { id } })).rejects.toThrow("mail.sorted");
  });

  test("nothing of it is kept for ever", async () => {
    const { receive, waiting, call, clock } = await start();
    const id = (await receive(stranger)).id!;
    await call(dismissMail, { params: { id } });
    clock.advanceBy(36 * 86_400_000);
    await expect(call(restoreMail, { params: { id } })).rejects.toThrow("mail.not_found");
    const other = mail({ From: "omid@example.net", "Message-ID": "<9@example.net>" });
    expect(await receive(other)).toMatchObject({ outcome: "waiting" });
    clock.advanceBy(91 * 86_400_000);
    expect(await waiting()).toEqual([]);
  });

  test("of an address that several customers share, of an archived one, and of a forged one, a person decides", async () => {
    const { receive, waiting, call, sara } = await start();
    await call(createCustomer, { body: { name: "Sara's son", emails: [{ address: "sara@example.com" }] } });
    await receive(mail());
    const { customer } = await call(createCustomer, {
      body: { name: "Old", emails: [{ address: "old@example.com" }] },
    });
    await call(archiveCustomer, { params: { id: customer.id } } as never);
    await receive(mail({ From: "old@example.com", "Message-ID": "<2@example.com>" }));
    await receive(mail({ From: "old@example.com", "Message-ID": "<3@example.com>", "X-SES-DMARC-Verdict": "FAIL" }));
    expect((await waiting()).map(({ reason }) => reason)).toEqual(["unproven", "archived", "several"]);
    expect(sara.name).toBe("سارا احمدی");
  });
});

describe("bad input", () => {
  test("what is no mail is refused and says what to do", async () => {
    const { receive, send } = await start();
    expect((await send("")).status).toBe(400);
    expect((await receive("not a mail")).error?.code).toBe("mail.unreadable");
    expect((await receive(new Uint8Array(10_000).map((_, at) => at % 251))).error?.code).toBe("mail.unreadable");
  });

  test("parts nested a thousand deep are refused, not followed", async () => {
    const { receive } = await start();
    let deep = "";
    for (let at = 0; at < 1000; at++) deep += `Content-Type: multipart/mixed; boundary="b${at}"\r\n\r\n--b${at}\r\n`;
    expect((await receive(mail({ "Content-Type": null }).replace("\r\n\r\n", `\r\n${deep}`))).error?.code).toBe(
      "mail.unreadable",
    );
  });

  test("more than 25 MB is refused", async () => {
    const { send } = await start();
    const response = await send(mail({}, "x".repeat(26 * 1024 * 1024)));
    expect(response.status).toBe(413);
    expect(((await response.json()) as { error: { code: string } }).error.code).toBe("mail.too_large");
  });

  test("a key that may only hand mail over may not read what waits", async () => {
    const { call, send, app } = await start();
    const { createApiKey } = await import("#core/workspace/api-keys/index.ts");
    const { secret } = await call(createApiKey, { body: { name: "mail server", permissions: ["mail.receive"] } });
    expect((await send(mail(), secret)).status).toBe(200);
    expect((await app.request(requestOf(listWaitingMails, {}, secret))).status).toBe(403);
  });
});

test("the command line brings mail from files, each told what became of it", async () => {
  const folder = newDataFolder();
  const file = join(folder, "one.eml");
  writeFileSync(file, mail());
  const settings = { PEYVAND_DATA: folder, PEYVAND_MAIL_IN: "crm@company.example" };
  const { out, status } = await peyvand(["receive", file, file, "--json"], settings);
  expect(status).toBe(0);
  expect(JSON.parse(out)).toMatchObject([{ file, outcome: "waiting", why: "unknown" }, { outcome: "known" }]);
  expect(await peyvand(["receive", join(folder, "none.eml")], settings)).toMatchObject({ status: 1 });
  expect(await peyvand(["receive", file], { ...settings, PEYVAND_MAIL_IN: "nobody" })).toMatchObject({ status: 1 });
});
