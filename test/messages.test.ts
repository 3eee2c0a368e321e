import { describe, expect, test } from "vitest";
import { getCustomerPage } from "#core/engagement/interactions/index.ts";
import {
  cancelMessage,
  changeSendingSettings,
  getMessage,
  getSendingSettings,
  listMessages,
  listSuppressed,
  sendMessage,
  settleMessage,
} from "#core/engagement/messages/index.ts";
import { archiveCustomer, createCustomer, getCustomer, updateCustomer } from "#core/people/customers/index.ts";
import { runTick } from "#core/workspace/operations/index.ts";
import { tellOutcome } from "#server/engagement/messages/index.ts";
import type { Mailer, SendOutcome, Settles } from "#server/platform/mailer.ts";
import { createTestWorkspace, type TestWorkspace } from "./workspace.ts";

const HOUR = 3_600_000;

/** Sends what was decided: what goes on behind the answers, as long as more comes of it. */
async function settled({ background, pump }: TestWorkspace): Promise<void> {
  await pump.idle();
  while (background.length > 0) await Promise.all(background.splice(0));
}

async function start(options: Parameters<typeof createTestWorkspace>[0] = {}) {
  const workspace = await createTestWorkspace(options);
  const { customer } = await workspace.call(createCustomer, {
    body: {
      name: "سارا احمدی",
      emails: [{ address: "sara@example.com" }],
      phones: [{ number: "021 2200 1100" }, { number: "0912 100 0050" }],
      language: "fa",
    },
  });
  const mail = (
    body: Partial<Parameters<typeof workspace.call<typeof sendMessage>>[1] & object>["body"] = {} as never,
  ) =>
    workspace.call(sendMessage, {
      body: { customerId: customer.id, channel: "email", subject: "سلام", text: "خوش آمدید", ...(body as object) },
    });
  const read = async (id: `msg_${string}`) => (await workspace.call(getMessage, { params: { id } })).message;
  const tick = async () => {
    const result = await workspace.call(runTick, { body: {} });
    await settled(workspace);
    return result;
  };
  return { ...workspace, customer, mail, read, tick, settled: () => settled(workspace) };
}

/** A provider that does as it is told, and remembers what it accepted. */
function providerThat(answer: (tries: number) => SendOutcome | "acceptsAndFails", settles: Settles = "event") {
  const accepted: string[] = [];
  let asked = 0;
  const mailer: Mailer = {
    name: "scripted",
    settles,
    from: "office@example.com",
    async send(_mail, { key }) {
      const outcome = answer(++asked);
      if (outcome === "acceptsAndFails") {
        accepted.push(key);
        return { is: "uncertain", reason: "500 Internal Server Error" };
      }
      if (outcome.is === "accepted") accepted.push(key);
      return outcome;
    },
    ...(settles === "key" && { isSent: async (key: string) => accepted.includes(key) }),
  };
  return { mailer, accepted, asked: () => asked };
}

describe("a message from a person to a customer", () => {
  test("goes at once, and stands on the timeline with what became of it", async () => {
    const { mail, read, mailbox, call, customer, settled } = await start();
    const sent = await mail();
    expect(sent).toMatchObject({ state: "queued", to: "sara@example.com", purpose: "transactional" });
    await settled();
    expect(await read(sent.id)).toMatchObject({ state: "sent", attempts: 1, provider: "memory" });
    expect(mailbox.mails.get(sent.id)).toMatchObject({ subject: "سلام", to: { address: "sara@example.com" } });
    const { timeline } = await call(getCustomerPage, { params: { id: customer.id } });
    expect(timeline.items.find(({ type }) => type === "message")).toMatchObject({
      message: { id: sent.id, state: "sent", subject: "سلام", excerpt: "خوش آمدید" },
    });
    expect((await call(listMessages, { query: { group: "gone" } })).items).toMatchObject([
      { message: { id: sent.id }, customerName: "سارا احمدی" },
    ]);
  });

  test("an SMS goes to the mobile number and says how many parts it counts", async () => {
    const { mail, mailbox, settled } = await start();
    const sent = await mail({ channel: "sms", subject: undefined, text: "سلام ".repeat(20) } as never);
    expect(sent).toMatchObject({ to: "+989121000050", parts: 2 });
    await settled();
    expect(mailbox.texts.get(sent.id)?.to).toBe("+989121000050");
  });

  test("what cannot be sent is refused with its reason, and nothing is kept of it", async () => {
    const { mail, call, customer } = await start();
    await expect(mail({ text: undefined } as never)).rejects.toThrow("message.text_missing");
    await expect(mail({ subject: undefined } as never)).rejects.toThrow("message.subject_missing");
    await expect(mail({ to: "other@example.com" } as never)).rejects.toThrow("message.not_theirs");
    await expect(mail({ channel: "sms", text: "س".repeat(2000) } as never)).rejects.toThrow("message.too_many_parts");
    const { customer: bare } = await call(createCustomer, { body: { name: "بی نشانی" } });
    await expect(mail({ customerId: bare.id } as never)).rejects.toThrow("message.no_email");
    await call(archiveCustomer, { params: { id: customer.id } });
    await expect(mail()).rejects.toThrow("customer.archived");
    expect((await call(listMessages, { query: { group: "waiting" } })).items).toEqual([]);
  });
});

describe("marketing", () => {
  const marketing = { purpose: "marketing" } as never;
  const grant = async ({ call, customer }: Awaited<ReturnType<typeof start>>) =>
    call(updateCustomer, {
      params: { id: customer.id },
      body: { version: customer.version, consents: { email: { state: "granted", source: "form" } } },
    });

  test("waits until the customer has said yes, says why, and goes when they do", async () => {
    const one = await start();
    one.clock.advanceBy(Date.parse("2026-04-11T08:00:00.000Z") - Date.parse(one.clock.now()));
    const sent = await one.mail(marketing);
    await one.settled();
    expect(await one.read(sent.id)).toMatchObject({ state: "held", hold: "consentUnknown" });
    await grant(one);
    await one.settled();
    expect(await one.read(sent.id)).toMatchObject({ state: "sent" });
  });

  test("that waits for a customer who is archived meanwhile does not go, and says why", async () => {
    const one = await start();
    const sent = await one.mail(marketing);
    await one.settled();
    expect((await one.read(sent.id)).state).toBe("held");
    await one.call(archiveCustomer, { params: { id: one.customer.id } });
    one.clock.advanceBy(2 * 86_400_000);
    await one.tick();
    await one.settled();
    expect(await one.read(sent.id)).toMatchObject({ state: "failed", reason: "customer.archived" });
    expect(one.mailbox.mails.size).toBe(0);
  });

  test("waits over the night and over Friday of the customer's own clock, and goes by itself in the morning", async () => {
    const one = await start();
    await grant(one);
    // Friday 27 March 2026, 22:00 in Tehran.
    one.clock.advanceBy(Date.parse("2026-03-27T18:30:00.000Z") - Date.parse(one.clock.now()));
    const sent = await one.mail(marketing);
    await one.settled();
    expect(await one.read(sent.id)).toMatchObject({
      state: "held",
      hold: "dayOff",
      nextAt: "2026-03-28T05:30:00.000Z",
    });
    one.clock.advanceBy(10 * HOUR);
    await one.tick();
    expect((await one.read(sent.id)).state).toBe("held");
    one.clock.advanceBy(2 * HOUR);
    await one.tick();
    expect((await one.read(sent.id)).state).toBe("sent");
    // Dated when it goes: a mail of last night is taken for a late one, or for spam.
    expect(Date.parse(one.mailbox.mails.get(sent.id)!.at)).toBeGreaterThanOrEqual(
      Date.parse("2026-03-28T05:30:00.000Z"),
    );
  });

  test("no more than the limit in so many days, also when many are decided at once", async () => {
    const one = await start();
    await grant(one);
    one.clock.advanceBy(Date.parse("2026-04-11T08:00:00.000Z") - Date.parse(one.clock.now()));
    const sent = await Promise.all(Array.from({ length: 6 }, () => one.mail(marketing)));
    await one.settled();
    await one.tick();
    const states = await Promise.all(sent.map(async ({ id }) => one.read(id)));
    expect(states.filter(({ state }) => state === "sent")).toHaveLength(3);
    expect(new Set(states.filter(({ state }) => state !== "sent").map(({ hold }) => hold))).toEqual(new Set(["limit"]));
    one.clock.advanceBy(7 * 24 * HOUR + HOUR);
    await one.tick();
    expect(await Promise.all(sent.map(async ({ id }) => (await one.read(id)).state))).toEqual(Array(6).fill("sent"));
  });

  test("that is tried again counts once, and is not in its own way", async () => {
    const provider = providerThat((tries) =>
      tries < 4 ? { is: "refused", forGood: false, reason: "connect ECONNREFUSED" } : { is: "accepted" },
    );
    const one = await start({ mailer: provider.mailer });
    await grant(one);
    one.clock.advanceBy(Date.parse("2026-04-11T06:00:00.000Z") - Date.parse(one.clock.now()));
    const { version } = await one.call(getSendingSettings);
    await one.call(changeSendingSettings, { body: { version, limit: { most: 2, days: 7 } } });
    const sent = await one.mail(marketing);
    await one.settled();
    for (let minutes = 0; minutes < 60; minutes += 10) {
      one.clock.advanceBy(HOUR / 6);
      await one.tick();
    }
    expect(await one.read(sent.id)).toMatchObject({ state: "sent", attempts: 4 });
    const [second, third] = [await one.mail(marketing), await one.mail(marketing)];
    await one.settled();
    const states = [await one.read(second.id), await one.read(third.id)].map(({ state }) => state).sort();
    expect(states).toEqual(["held", "sent"]);
  });

  test("that waits goes to the address the customer has when it goes, unless that one bounced before", async () => {
    const one = await start();
    await grant(one);
    one.clock.advanceBy(Date.parse("2026-03-27T18:30:00.000Z") - Date.parse(one.clock.now()));
    const sent = await one.mail(marketing);
    await one.settled();
    expect(await one.read(sent.id)).toMatchObject({ state: "held", to: "sara@example.com" });
    const give = async (address: string) => {
      const { version } = await one.call(getCustomer, { params: { id: one.customer.id } });
      const body = { version, emails: [{ address }] };
      await one.call(updateCustomer, { params: { id: one.customer.id }, body });
      await one.settled();
    };
    await give("gone@example.com");
    const bounced = await one.mail();
    await one.settled();
    const told = { kind: "bounced", sending: bounced.id, eventId: "b", at: one.clock.now(), permanent: true };
    await tellOutcome(await one.ctx(), { ...told, reason: "550 5.1.1" });
    one.clock.advanceBy(12 * HOUR);
    await one.tick();
    expect(await one.read(sent.id)).toMatchObject({ state: "held", hold: "bounced", to: "gone@example.com" });
    await give("new@example.com");
    expect(await one.read(sent.id)).toMatchObject({ state: "sent", to: "new@example.com" });
    expect(one.mailbox.mails.get(sent.id)?.to.address).toBe("new@example.com");
  });

  test("what a person waits for asks nobody: neither consent nor the hour", async () => {
    const one = await start();
    one.clock.advanceBy(Date.parse("2026-03-27T20:00:00.000Z") - Date.parse(one.clock.now()));
    const sent = await one.mail();
    await one.settled();
    expect((await one.read(sent.id)).state).toBe("sent");
  });
});

describe("when the provider", () => {
  test("is down for a day, it is asked again, ever less often, and the message goes when it is back", async () => {
    let isUp = false;
    const provider = providerThat(() =>
      isUp ? { is: "accepted", providerId: "p1" } : { is: "refused", forGood: false, reason: "connect ECONNREFUSED" },
    );
    const one = await start({ mailer: provider.mailer });
    const sent = await one.mail();
    await one.settled();
    for (let hour = 0; hour < 24; hour++) {
      one.clock.advanceBy(HOUR);
      await one.tick();
    }
    expect(await one.read(sent.id)).toMatchObject({ state: "queued", reason: "connect ECONNREFUSED" });
    expect(provider.asked()).toBeLessThan(32);
    isUp = true;
    one.clock.advanceBy(HOUR);
    await one.tick();
    expect(await one.read(sent.id)).toMatchObject({ state: "sent", providerId: "p1" });
    expect(provider.accepted).toEqual([sent.id]);
  });

  test("accepts and answers with an error, it is not asked again; its event says that it went", async () => {
    const provider = providerThat(() => "acceptsAndFails");
    const one = await start({ mailer: provider.mailer });
    const sent = await one.mail();
    await one.settled();
    for (let hours = 0; hours < 20; hours += 5) {
      one.clock.advanceBy(5 * HOUR);
      await one.tick();
    }
    expect(await one.read(sent.id)).toMatchObject({ state: "uncertain" });
    const told = { kind: "delivered", sending: sent.id, eventId: "e1", at: one.clock.now(), reason: null };
    await tellOutcome(await one.ctx(), told);
    expect((await one.read(sent.id)).state).toBe("delivered");
    one.clock.advanceBy(48 * HOUR);
    await one.tick();
    expect(await one.read(sent.id)).toMatchObject({ state: "delivered" });
    expect(provider.asked()).toBe(1);
  });

  test("can be asked by key, an uncertain sending is settled by that: sent, or sent again", async () => {
    for (const [first, asked] of [
      ["acceptsAndFails", 1] as const,
      [{ is: "uncertain", reason: "lost" } as const, 2] as const,
    ]) {
      const provider = providerThat((tries) => (tries === 1 ? first : { is: "accepted" }), "key");
      const one = await start({ mailer: provider.mailer });
      const sent = await one.mail();
      await one.settled();
      await one.tick();
      await one.tick();
      expect((await one.read(sent.id)).state).toBe("sent");
      expect(provider.asked()).toBe(asked);
      expect(provider.accepted).toEqual([sent.id]);
    }
  });

  test("can never tell, a person is asked after a day: it went, or it shall go again", async () => {
    const provider = providerThat((tries) => (tries === 1 ? "acceptsAndFails" : { is: "accepted" }), "never");
    const one = await start({ mailer: provider.mailer });
    const sent = await one.mail();
    await one.settled();
    expect(await one.read(sent.id)).toMatchObject({ state: "uncertain" });
    expect((await one.read(sent.id)).needsPerson).toBeUndefined();
    one.clock.advanceBy(24 * HOUR + 1);
    await one.tick();
    expect(await one.read(sent.id)).toMatchObject({ state: "uncertain", needsPerson: true });
    const { items } = await one.call(listMessages, { query: { group: "uncertain" } });
    expect(items.map(({ message }) => message.id)).toEqual([sent.id]);
    await one.call(settleMessage, { params: { id: sent.id }, body: { verdict: "sent" } });
    expect((await one.read(sent.id)).state).toBe("sent");
    expect(provider.asked()).toBe(1);
    const again = one.call(settleMessage, { params: { id: sent.id }, body: { verdict: "again" } });
    await expect(again).rejects.toThrow("message.settled");
  });

  test("says never, the message has failed with its reason and may be sent again by hand", async () => {
    const provider = providerThat((tries) =>
      tries === 1 ? { is: "refused", forGood: true, reason: "550 no such user" } : { is: "accepted" },
    );
    const one = await start({ mailer: provider.mailer });
    const sent = await one.mail();
    await one.settled();
    expect(await one.read(sent.id)).toMatchObject({ state: "failed", reason: "550 no such user" });
    await one.call(settleMessage, { params: { id: sent.id }, body: { verdict: "again" } });
    await one.settled();
    expect((await one.read(sent.id)).state).toBe("sent");
  });
});

test("opens and clicks are asked for of marketing mail alone, and only when that is switched on", async () => {
  const { call, background, mailbox } = await createTestWorkspace();
  const consents = { email: { state: "granted" } } as never;
  const body = { name: "Sara", emails: [{ address: "sara@example.com" }], consents, timeZone: "UTC" };
  const { customer } = await call(createCustomer, { body });
  expect(await call(getSendingSettings)).toMatchObject({ canTrack: false, settings: { tracking: false } });
  const open = { quiet: null, daysOff: [], holidays: [], limit: null };
  for (const tracking of [false, true]) {
    const { version } = await call(getSendingSettings);
    await call(changeSendingSettings, { body: { version, ...open, tracking } });
    for (const purpose of ["transactional", "marketing"] as const) {
      const subject = `${purpose} ${tracking}`;
      const mail = { customerId: customer.id, channel: "email", purpose, subject, text: "سلام" } as const;
      await call(sendMessage, { body: mail });
      await Promise.all(background);
    }
  }
  const tracked = [...mailbox.mails.values()].map(({ subject, tracked = false }) => [subject, tracked]);
  expect(tracked).toEqual([
    ["transactional false", false],
    ["marketing false", false],
    ["transactional true", false],
    ["marketing true", true],
  ]);
});

test("an address that bounced is not written to any more; a complaint stops marketing alone", async () => {
  const one = await start();
  const first = await one.mail();
  await one.settled();
  const at = one.clock.now();
  const bounce = { kind: "bounced", sending: first.id, eventId: "b", at, permanent: true, reason: "550 5.1.1" };
  await tellOutcome(await one.ctx(), bounce);
  await tellOutcome(await one.ctx(), bounce);
  expect(await one.read(first.id)).toMatchObject({ state: "bounced", reason: "550 5.1.1" });
  expect((await one.call(listSuppressed)).items).toMatchObject([{ to: "sara@example.com", why: "bounced" }]);
  const next = await one.mail();
  await one.settled();
  expect(await one.read(next.id)).toMatchObject({ state: "held", hold: "bounced" });
  await one.call(cancelMessage, { params: { id: next.id } });
  expect(await one.read(next.id)).toMatchObject({ state: "failed", reason: "message.cancelled" });
});

test("events of messages that are not ours, of unknown kinds or with strange ids change nothing", async () => {
  const one = await start();
  const sent = await one.mail();
  await one.settled();
  const ctx = await one.ctx();
  const at = one.clock.now();
  for (const sending of [undefined, "", "../../x", "msg_01JD8ZC3W5Q1T8M4G2N6V9X0RA", one.customer.id])
    await tellOutcome(ctx, { kind: "bounced", sending, eventId: "x", at, permanent: true, reason: null });
  await tellOutcome(ctx, { kind: "exploded", sending: sent.id, eventId: "x", at, reason: null });
  expect((await one.read(sent.id)).state).toBe("sent");
  expect((await one.call(listSuppressed)).items).toEqual([]);
});

test("the sending rate honours the quota: what is over it waits for its own moment", async () => {
  const one = await start();
  const { version } = await one.call(getSendingSettings);
  const rates = { email: { perMinute: 2, perDay: 5 }, sms: { perMinute: null, perDay: null } };
  await one.call(changeSendingSettings, { body: { version, rates } });
  const sent: { id: `msg_${string}` }[] = [];
  for (let n = 0; n < 7; n++) sent.push(await one.mail());
  await one.settled();
  const went = async () =>
    (await Promise.all(sent.map(async ({ id }) => (await one.read(id)).state))).filter((state) => state === "sent")
      .length;
  expect(await went()).toBe(1);
  for (let minute = 1; minute <= 5; minute++) {
    one.clock.advanceBy(60_000);
    await one.tick();
    expect(await went()).toBe(Math.min(5, 1 + minute * 2));
  }
  one.clock.advanceBy(24 * HOUR);
  await one.tick();
  expect(await went()).toBe(7);
});

test("two ticks at once send each message once", async () => {
  const provider = providerThat(() => ({ is: "accepted" }));
  const down = { ...provider.mailer, from: null };
  const mailer = { ...down };
  const one = await start({ mailer });
  const sent: { id: `msg_${string}` }[] = [];
  for (let n = 0; n < 20; n++) sent.push(await one.mail());
  await one.settled();
  expect(provider.asked()).toBe(0);
  mailer.from = "office@example.com" as never;
  one.clock.advanceBy(2 * HOUR);
  await Promise.all([
    one.call(runTick, { body: {} }),
    one.call(runTick, { body: {} }),
    one.call(runTick, { body: {} }),
  ]);
  await one.settled();
  expect([...provider.accepted].sort()).toEqual(sent.map(({ id }) => id).sort());
});

test("secrets of a gateway are kept and never sent back, nor told in the log", async () => {
  const one = await start();
  const gateway = {
    name: "Kavenegar",
    method: "GET" as const,
    url: "https://api.kavenegar.com/v1/{secret.apiKey}/sms/send.json?receptor={toLocal}&message={text}",
    headers: [],
    body: "",
    successPath: "return.status",
    successValue: "200",
    idPath: "entries.0.messageid",
  };
  const changed = await one.call(changeSendingSettings, {
    body: { version: 0, gateway, secrets: { apiKey: "topsecret-1234" } },
  });
  expect(changed).toMatchObject({ version: 1, secrets: ["apiKey"], carriers: { sms: "Kavenegar" } });
  const { listChanges } = await import("#core/workspace/changes/index.ts");
  await one.settled();
  const told = await one.call(listChanges);
  expect(JSON.stringify([changed, told, await one.call(getSendingSettings)])).not.toContain("topsecret");
  const wrong = one.call(changeSendingSettings, {
    body: { version: 1, gateway: { ...gateway, url: "http://10.0.0.1/{text}{to}" } },
  });
  await expect(wrong).rejects.toThrow("sending.gateway_not_https");
});

test("what the program itself says comes from the sender of the settings", async () => {
  const { sendSystemMail } = await import("#server/platform/system-mail.ts");
  const one = await start();
  await one.call(changeSendingSettings, { body: { version: 0, fromName: "آژانس", fromAddress: "Hello@Example.com" } });
  await sendSystemMail(await one.ctx(), { to: "a@b.ir", subject: "s", text: "t", key: "k" });
  expect(one.mailbox.mails.get("k")?.from).toEqual({ address: "hello@example.com", name: "آژانس" });
});
