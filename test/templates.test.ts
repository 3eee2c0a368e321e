import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import PostalMime from "postal-mime";
import { afterEach, describe, expect, test } from "vitest";
import { type Gateway, getMessage, sendMessage } from "#core/engagement/messages/index.ts";
import {
  createTemplate,
  deleteTemplate,
  listTemplates,
  previewTemplate,
  restoreTemplate,
  updateTemplate,
} from "#core/engagement/templates/index.ts";
import { createCustomer, getCustomer, updateCustomer } from "#core/people/customers/index.ts";
import { defineField } from "#core/workspace/fields/index.ts";
import { createCallOut } from "#node/call-out.ts";
import { sendByGateway } from "#server/engagement/messages/gateway.ts";
import { composeMail } from "#server/platform/compose-mail.ts";
import { createTestWorkspace } from "./workspace.ts";

async function start() {
  const workspace = await createTestWorkspace();
  const { customer } = await workspace.call(createCustomer, {
    body: {
      name: "سارا احمدی",
      givenName: "سارا",
      emails: [{ address: "sara@example.com" }],
      phones: [{ number: "09121000050" }],
      consents: { email: { state: "granted" } },
    },
  });
  const settled = async () => {
    await workspace.pump.idle();
    while (workspace.background.length > 0) await Promise.all(workspace.background.splice(0));
  };
  const preview = (body: string, more: { language?: "fa" | "en"; subject?: string; customerId?: string } = {}) =>
    workspace.call(previewTemplate, {
      body: {
        channel: "email",
        language: more.language ?? "fa",
        text: { subject: more.subject ?? "موضوع", body },
        customerId: (more.customerId ?? customer.id) as typeof customer.id,
      },
    });
  return { ...workspace, customer, settled, preview };
}

describe("personal fields", () => {
  test("are filled in, with what stands in for those that are missing; dates and money as people say them", async () => {
    const { preview } = await start();
    const { text } = await preview(
      '{{ customer.givenName | default: "دوست" }}، {{ customer.city | default: "شهر شما" }}، {{ "2026-03-21" | date }}، {{ 12500000 | toman }}، {{ 42 | persian_digits }}',
    );
    expect(text).toBe("سارا، شهر شما، ۱ فروردین ۱۴۰۵، ۱٬۲۵۰٬۰۰۰ تومان، ۴۲");
    const english = await preview('{{ "2026-03-21" | date: "short" }}, {{ 12500000 | toman }}', { language: "en" });
    expect(english.text).toBe("2026-03-21, 1,250,000 tomans");
  });

  test("that are numbers and are not known stand empty for what stands in, and are no zero", async () => {
    const { preview } = await start();
    const { text } = await preview(
      '[{{ customer.city | number }}] [{{ customer.city | toman }}] [{{ customer.city | money: "USD" }}] [{{ 5 | divided_by: 0 }}] [{{ customer.city | toman | default: "هیچ" }}] [{{ 0 | toman }}] [{{ customer.city | plus: 2 }}]',
    );
    expect(text).toBe("[] [] [] [] [هیچ] [۰ تومان] [2]");
  });

  test("make a heading of a line with the text right below it", async () => {
    const { preview } = await start();
    const { html, text } = await preview("# سلام\nمتن\nادامه");
    expect(html).toMatch(/<h1[^>]*>سلام<\/h1>\s*<p[^>]*>متن<br>ادامه<\/p>/);
    expect(text).toBe("سلام\nمتن\nادامه");
  });

  test("that are a choice are said in the language of the text", async () => {
    const { call, customer, preview } = await start();
    const choices = [{ label: { fa: "طلایی", en: "Gold" } }, { label: { fa: "نقره‌ای" } }];
    const field = await call(defineField, {
      body: { kind: "customer", label: { en: "Level" }, type: "choice", choices },
    });
    const put = async (at: number) => {
      const { version } = await call(getCustomer, { params: { id: customer.id } });
      const custom = { [field.key]: String(field.choices?.[at]?.value) };
      await call(updateCustomer, { params: { id: customer.id }, body: { version, custom } });
    };
    await put(0);
    expect((await preview(`{{ customer.custom.${field.key} }}`, { language: "en" })).text).toBe("Gold");
    expect((await preview(`{{ customer.custom.${field.key} }}`)).text).toBe("طلایی");
    await put(1);
    expect((await preview(`{{ customer.custom.${field.key} }}`, { language: "en" })).text).toBe("نقره‌ای");
  });

  test("that are yes or no are said so; a phone stands as it is dialled; a link to a customer says nothing", async () => {
    const { call, customer, preview } = await start();
    const yesNo = await call(defineField, { body: { kind: "customer", label: { en: "Vip" }, type: "yesNo" } });
    const link = await call(defineField, { body: { kind: "customer", label: { en: "Brought by" }, type: "customer" } });
    const body = `{{ customer.custom.${yesNo.key} | yes_no }};{{ customer.custom.${link.key} }};{{ customer.phone }}`;
    expect((await preview(body)).text).toBe(";;09121000050");
    const { version } = await call(getCustomer, { params: { id: customer.id } });
    const phones = [{ number: "+442071838750" }];
    const custom = { [yesNo.key]: false, [link.key]: customer.id };
    await call(updateCustomer, { params: { id: customer.id }, body: { version, phones, custom } });
    const filled = await preview(body);
    expect(filled.text).toBe("خیر;;\u200e+442071838750");
    expect(filled.problems).toMatchObject([{ code: "template.unknown_field", message: `customer.custom.${link.key}` }]);
    expect((await preview(body, { language: "en" })).text).toBe("no;;+442071838750");
  });

  test("show where the link to fewer mails stands, in a preview that is nobody's", async () => {
    const { preview, app } = await start();
    const { html, text } = await preview("[لغو]({{ unsubscribe }})");
    const link = /href="([^"]+)"[^>]*>لغو</.exec(html ?? "")?.[1] ?? "";
    expect(text).toBe(`لغو: ${link}`);
    expect((await app.request(new URL(link).pathname)).status).toBe(404);
  });

  test("nobody knows are said, not hidden; what cannot be read keeps a template from being saved", async () => {
    const { preview, call } = await start();
    expect((await preview("{{ customer.shoeSize }}")).problems).toMatchObject([
      { code: "template.unknown_field", message: "customer.shoeSize", blocks: false },
      { code: "template.nothing" },
    ]);
    const broken = { name: "x", channel: "email" as const, purpose: "marketing" as const };
    await expect(
      call(createTemplate, { body: { ...broken, texts: { fa: { subject: "s", body: "{% if %}" } } } }),
    ).rejects.toThrow("template.syntax");
    await expect(call(createTemplate, { body: { ...broken, texts: { fa: { body: "متن" } } } })).rejects.toThrow(
      "template.no_subject",
    );
    await expect(call(createTemplate, { body: { ...broken, texts: {} } })).rejects.toThrow("template.no_text");
  });

  test("make neither markup nor links of what a customer is called", async () => {
    const { preview, call } = await start();
    const { customer } = await call(createCustomer, {
      body: { name: "**A** [click](https://evil.example) https://evil.example <script>alert(1)</script>" },
    });
    const { html } = await preview("# سلام\n\n{{ customer.name }} و **همه** [سایت](https://example.com)", {
      customerId: customer.id,
    });
    expect(html).toContain("<strong>همه</strong>");
    expect(html).toContain('<a href="https://example.com"');
    expect(html).not.toMatch(/<script|href="https:\/\/evil|<strong>A/);
  });

  test("reach nothing but what is given: no prototypes, no files, no other templates", async () => {
    const { preview } = await start();
    const { text } = await preview(
      "a{{ customer.constructor }}{{ customer.__proto__ }}{{ company.name.constructor.name }}b",
    );
    expect(text).toBe("ab");
    for (const body of ['{% include "/etc/passwd" %}', '{% render "x" %}', '{% layout "x" %}', "{{ 'x' | raw }}"])
      expect((await preview(body)).problems.some(({ blocks }) => blocks)).toBe(true);
  });
});

test.each([
  ["a loop without end", "{% for a in (1..100000000) %}x{% endfor %}"],
  [
    "loops in loops",
    "{% for a in (1..3000) %}{% for b in (1..3000) %}{% for c in (1..3000) %}x{% endfor %}{% endfor %}{% endfor %}",
  ],
  [
    "a text that doubles",
    `{% assign a = "xxxxxxxxxx" %}${"{% capture b %}{{ a }}{{ a }}{% endcapture %}{% assign a = b %}".repeat(60)}{{ a }}`,
  ],
  [
    "a text that doubles by a filter",
    `{% assign a = "xxxxxxxxxx" %}${"{% capture a %}{{ a | upcase }}{{ a | downcase }}{% endcapture %}".repeat(60)}{{ a }}`,
  ],
  [
    "a filter that nobody offers",
    `{% assign a = "x" %}{% for i in (1..99999) %}{% assign a = a | append: a %}{% endfor %}`,
  ],
  ["more text than a mail has", `{% for i in (1..9000) %}{{ "0123456789" }}{% endfor %}`],
  ["deep nesting", `${"{%if 1%}".repeat(2000)}x`],
  ["deep nesting, closed", `${"{%if 1%}".repeat(1000)}{%for a in (1..90000000)%}{%endfor%}${"{%endif%}".repeat(1000)}`],
])("a bomb is refused in bounded time: %s", async (_, body) => {
  const { preview } = await start();
  const began = performance.now();
  const { problems } = await preview(body);
  expect(problems.find(({ blocks }) => blocks)?.code).toMatch(/template\.(too_heavy|syntax)/);
  expect(performance.now() - began).toBeLessThan(15_000);
});

test("a template goes out in the customer's own language; deleted while used, what was decided keeps its words", async () => {
  const { call, customer, settled, mailbox } = await start();
  const template = await call(createTemplate, {
    body: {
      name: "خوش‌آمد",
      channel: "email",
      purpose: "transactional",
      texts: {
        fa: { subject: "سلام {{ customer.givenName }}", body: "خوش آمدید" },
        en: { subject: "Hello {{ customer.givenName }}", body: "Welcome" },
      },
    },
  });
  const send = () =>
    call(sendMessage, { body: { customerId: customer.id, channel: "email", templateId: template.id } });
  const first = await send();
  await call(deleteTemplate, { params: { id: template.id } });
  await settled();
  expect(mailbox.mails.get(first.id)).toMatchObject({ subject: "سلام سارا" });
  await expect(send()).rejects.toThrow("template.deleted");
  expect((await call(listTemplates)).items).toEqual([]);
  await call(restoreTemplate, { params: { id: template.id } });
  const read = await call(getCustomer, { params: { id: customer.id } });
  await call(updateCustomer, { params: { id: customer.id }, body: { version: read.version, language: "en" } });
  const second = await send();
  expect(second).toMatchObject({ language: "en", subject: "Hello سارا" });
  const stale = call(updateTemplate, { params: { id: template.id }, body: { version: 1, name: "other" } });
  await expect(stale).rejects.toThrow("template.version_conflict");
});

describe("marketing mail", () => {
  const sendOne = async () => {
    const one = await start();
    one.clock.advanceBy(Date.parse("2026-04-11T08:00:00.000Z") - Date.parse(one.clock.now()));
    const sent = await one.call(sendMessage, {
      body: {
        customerId: one.customer.id,
        channel: "email",
        purpose: "marketing",
        subject: "تخفیف ۲۰٪ نوروزی",
        text: "سلام",
      },
    });
    await one.settled();
    const mail = await PostalMime.parse(await composeMail(one.mailbox.mails.get(sent.id)!, sent.id));
    const header = (name: string) => mail.headers.find(({ key }) => key === name)?.value ?? "";
    const link = header("list-unsubscribe").replace(/^<|>$/g, "");
    return { ...one, sent, mail, header, link };
  };
  const consentOf = async ({ call, customer }: Awaited<ReturnType<typeof sendOne>>) =>
    (await call(getCustomer, { params: { id: customer.id } })).consents.email;
  const form = (body: string) => ({
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body,
  });

  test("read by a real parser: subject, both alternatives, right to left, List-Unsubscribe with one click", async () => {
    const { mail, header, link } = await sendOne();
    expect(mail.subject).toBe("تخفیف ۲۰٪ نوروزی");
    expect(mail.text).toContain("سلام");
    expect(mail.text).toContain(link);
    expect(mail.html).toContain('dir="rtl" align="right"');
    expect(link).toMatch(/^https:\/\/crm\.example\.com\/u\/[0-9A-Z]{26}\.[\w-]{22}$/);
    expect(header("list-unsubscribe-post")).toBe("List-Unsubscribe=One-Click");
    expect(header("content-language")).toBe("fa");
  });

  test("goes on when something else than our form or the one click is posted", async () => {
    const one = await sendOne();
    const path = new URL(one.link).pathname;
    for (const body of ["", "{}", "x=1", "List-Unsubscribe=No"])
      expect((await one.app.request(path, form(body))).status).toBe(200);
    expect(await consentOf(one)).toMatchObject({ state: "granted" });
    await one.app.request(path, form("save=1"));
    expect(await consentOf(one)).toMatchObject({ state: "denied" });
  });

  test("ends with one click, by POST alone: looking at the page changes nothing", async () => {
    const one = await sendOne();
    const path = new URL(one.link).pathname;
    const page = await one.app.request(path);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain("پیام‌های ما به شما");
    expect(page.headers.get("referrer-policy")).toBe("no-referrer");
    expect((await consentOf(one)).state).toBe("granted");
    const clicked = await one.app.request(path, form("List-Unsubscribe=One-Click"));
    expect(clicked.status).toBe(200);
    expect(await consentOf(one)).toMatchObject({ state: "denied", source: "preference page" });
    const next = await one.call(sendMessage, {
      body: { customerId: one.customer.id, channel: "email", purpose: "marketing", subject: "s", text: "t" },
    });
    await one.settled();
    expect((await one.call(getMessage, { params: { id: next.id } })).message).toMatchObject({
      state: "held",
      hold: "noConsent",
    });
    // They change their mind on the same page: what waited goes by itself.
    const saved = await one.app.request(`${path}?lang=en`, form("email=on"));
    expect(await saved.text()).toContain("Saved");
    await one.settled();
    expect((await one.call(getMessage, { params: { id: next.id } })).message.state).toBe("sent");
  });

  test("a forged link is nobody's: no state changes and no customer is told of", async () => {
    const one = await sendOne();
    const [body, mac] = new URL(one.link).pathname.slice(3).split(".") as [string, string];
    const other = `${body.slice(0, -1)}${body.endsWith("0") ? "1" : "0"}`;
    for (const token of [`${other}.${mac}`, `${body}.${"A".repeat(22)}`, body, `${body}.`, "x", `${body}.${mac}x`]) {
      const answer = await one.app.request(`/u/${token}`, form("List-Unsubscribe=One-Click"));
      expect(answer.status).toBe(404);
      expect(await answer.text()).not.toContain("سارا");
    }
    expect((await one.app.request(new URL(one.link).pathname, form(`email=${"x".repeat(10_000)}`))).status).toBe(413);
    expect((await consentOf(one)).state).toBe("granted");
  });
});

describe("a gateway set up by settings alone", () => {
  const servers: ReturnType<typeof createServer>[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });

  /** Answers as the provider's documentation says it does, and keeps what it was asked. */
  async function imitate(answer: (url: URL, body: string) => { status?: number; json: unknown }) {
    const asked: { method: string; url: URL; headers: Record<string, unknown>; body: string }[] = [];
    const server = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk) => {
        body += chunk;
      });
      request.on("end", () => {
        const url = new URL(request.url ?? "/", "http://x");
        asked.push({ method: request.method ?? "", url, headers: request.headers, body });
        const { status = 200, json } = answer(url, body);
        response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(json));
      });
    });
    servers.push(server);
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    return { asked, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  }

  const callOut = createCallOut({ insideToo: true });
  const MESSAGE = { to: "+989121000050", text: 'سلام «سارا» & "خوش آمدید"', at: "2026-04-11T08:00:00.000Z" };
  const SECRETS = { apiKey: "abc/def+123", sid: "AC123", auth: "QUMxMjM6dG9rZW4=" };
  const send = (gateway: Gateway) => sendByGateway(callOut, gateway, SECRETS, MESSAGE, { key: "msg_1" });

  test("Kavenegar: GET, the key in the path, «return.status» 200", async () => {
    const wrong = { value: false };
    const { asked, origin } = await imitate(() =>
      wrong.value
        ? { status: 418, json: { return: { status: 418, message: "اعتبار حساب کافی نیست" }, entries: null } }
        : {
            json: {
              return: { status: 200, message: "تایید شد" },
              entries: [{ messageid: 8792343, status: 1, statustext: "در صف ارسال" }],
            },
          },
    );
    const gateway: Gateway = {
      name: "Kavenegar",
      method: "GET",
      url: `${origin}/v1/{secret.apiKey}/sms/send.json?receptor={toLocal}&sender=10004346&message={text}&localid={id}`,
      headers: [],
      body: "",
      successPath: "return.status",
      successValue: "200",
      idPath: "entries.0.messageid",
    };
    expect(await send(gateway)).toEqual({ is: "accepted", providerId: "8792343" });
    expect(asked[0]?.url.pathname).toBe("/v1/abc%2Fdef%2B123/sms/send.json");
    expect(Object.fromEntries(asked[0]!.url.searchParams)).toMatchObject({
      receptor: "09121000050",
      message: MESSAGE.text,
    });
    wrong.value = true;
    expect(await send(gateway)).toMatchObject({
      is: "refused",
      forGood: false,
      reason: expect.stringContaining("418"),
    });
  });

  test("Ghasedak: POST of JSON with the key in a header, «isSuccess»", async () => {
    const { asked, origin } = await imitate((_url, body) =>
      JSON.parse(body).message
        ? {
            json: {
              isSuccess: true,
              statusCode: 200,
              message: "با موفقیت انجام شد",
              data: { messageId: "1234567", cost: 280 },
            },
          }
        : { json: { isSuccess: false, statusCode: 400, message: "خطا" } },
    );
    const gateway: Gateway = {
      name: "Ghasedak",
      method: "POST",
      url: `${origin}/rest/api/v1/WebService/SendSingleSMS`,
      headers: [
        { name: "ApiKey", value: "{secret.apiKey}" },
        { name: "Content-Type", value: "application/json" },
      ],
      body: '{"lineNumber":"30005088","receptor":"{toLocal}","message":"{text}","clientReferenceId":"{id}"}',
      successPath: "isSuccess",
      successValue: "true",
      idPath: "data.messageId",
    };
    expect(await send(gateway)).toEqual({ is: "accepted", providerId: "1234567" });
    expect(asked[0]?.headers).toMatchObject({ apikey: "abc/def+123" });
    expect(JSON.parse(asked[0]!.body)).toMatchObject({ receptor: "09121000050", message: MESSAGE.text });
    expect(await send({ ...gateway, body: '{"message":""}{text}'.slice(0, 14) })).toMatchObject({ is: "refused" });
  });

  test("Twilio: POST of a form with basic authorization, 201 and «sid»; a wrong number is refused for good", async () => {
    const wrong = { value: false };
    const { asked, origin } = await imitate(() =>
      wrong.value
        ? { status: 400, json: { code: 21211, message: "The 'To' number is not a valid phone number.", status: 400 } }
        : { status: 201, json: { sid: "SM0123", status: "queued", error_code: null } },
    );
    const gateway: Gateway = {
      name: "Twilio",
      method: "POST",
      url: `${origin}/2010-04-01/Accounts/{secret.sid}/Messages.json`,
      headers: [{ name: "Authorization", value: "Basic {secret.auth}" }],
      body: "To={to}&From=%2B15005550006&Body={text}",
      successPath: "",
      successValue: "",
      idPath: "sid",
    };
    expect(await send(gateway)).toEqual({ is: "accepted", providerId: "SM0123" });
    expect(Object.fromEntries(new URLSearchParams(asked[0]!.body))).toMatchObject({
      To: "+989121000050",
      Body: MESSAGE.text,
    });
    expect(asked[0]?.headers.authorization).toBe("Basic QUMxMjM6dG9rZW4=");
    wrong.value = true;
    expect(await send(gateway)).toMatchObject({ is: "refused", forGood: true });
  });

  test("an error of the server, or no answer, leaves it uncertain; nobody there is surely not sent; secrets are hidden", async () => {
    const { origin } = await imitate(() => ({ status: 500, json: { error: "key abc/def+123 exploded" } }));
    const gateway: Gateway = {
      name: "X",
      method: "POST",
      url: `${origin}/{to}`,
      headers: [],
      body: "{text}",
      successPath: "",
      successValue: "",
      idPath: "",
    };
    const outcome = await send(gateway);
    expect(outcome).toMatchObject({ is: "uncertain", reason: expect.stringContaining("•••") });
    expect(JSON.stringify(outcome)).not.toContain("abc/def");
    expect(await send({ ...gateway, url: "http://127.0.0.1:1/{to}" })).toMatchObject({ is: "refused", forGood: false });
  });
});
