import { describe, expect, test } from "vitest";
import { getTimeline, withdrawInteraction } from "#core/engagement/interactions/index.ts";
import { createCustomer } from "#core/people/customers/index.ts";
import { everybody, importFile, previewFile, textBytes } from "./imports.ts";
import { createMemoryFiles } from "./memory-files.ts";
import { createTestWorkspace, type TestWorkspace } from "./workspace.ts";

const HEADINGS = "کد مشتری,موبایل,ایمیل,کانال,جهت,تاریخ,ساعت,موضوع,شرح,نتیجه,مدت (دقیقه),شناسه";
const fileOf = (...rows: string[]) => textBytes(`${HEADINGS}\n${rows.join("\n")}\n`);
const as = "interactions" as const;

async function workspaceWithCustomers() {
  const workspace = await createTestWorkspace({ files: createMemoryFiles() });
  const { customer } = await workspace.call(createCustomer, {
    body: {
      name: "مریم رضایی",
      code: "A-1",
      phones: [{ number: "09121000050" }],
      emails: [{ address: "m@example.com" }],
    },
  });
  for (const name of ["پدر", "پسر"])
    await workspace.call(createCustomer, { body: { name, phones: [{ number: "02188776655" }] } });
  return { workspace, maryam: customer.id };
}

async function logged({ call }: TestWorkspace, id: `cus_${string}`) {
  const { items } = await call(getTimeline, { params: { id }, query: { only: "interactions", limit: 200 } });
  return items.flatMap((entry) => (entry.type === "interaction" ? [entry.interaction] : []));
}

describe("a file of interactions", () => {
  test("finds the customer by code, phone or email, and reads channel, direction, time, text, outcome, duration", async () => {
    const { workspace, maryam } = await workspaceWithCustomers();
    const bytes = fileOf(
      "A-1,,,تماس,ورودی,۱۴۰۳/۰۱/۰۱,۱۰:۳۰,تور شیراز,می‌خواهد نوروز برود,رزرو شد,۵,",
      ",0912 100 0050,,پیامک,خروجی,1403/01/02 09:00,,,تأیید رزرو,,,",
      ",,M@Example.com,جلسه,,1403/01/03,,دیدار,,,1:02:05,",
    );
    expect(await importFile(workspace, bytes, { as })).toMatchObject({ state: "done", added: 3, refused: 0 });
    expect((await logged(workspace, maryam)).reverse()).toMatchObject([
      {
        channel: "call",
        direction: "in",
        occurredAt: "2024-03-20T07:00:00.000Z",
        subject: "تور شیراز",
        body: "می‌خواهد نوروز برود",
        outcome: "رزرو شد",
        durationSeconds: 300,
      },
      { channel: "sms", direction: "out", occurredAt: "2024-03-21T05:30:00.000Z", body: "تأیید رزرو" },
      { channel: "meeting", direction: "none", subject: "دیدار", durationSeconds: 3725 },
    ]);
  });

  test("imported twice it adds nothing twice, also what stands in it twice, was corrected or withdrawn", async () => {
    const { workspace, maryam } = await workspaceWithCustomers();
    const bytes = fileOf(
      "A-1,,,تماس,ورودی,1403/01/01,10:30,الف,,,,",
      "A-1,,,تماس,ورودی,1403/01/01,10:30,الف,,,,",
      "A-1,,,تماس,ورودی,1403/01/01,10:30,ب,,,,",
      "A-1,,,تماس,ورودی,1403/01/01,11:30,ج,,,,call-7",
    );
    const preview = await previewFile(workspace, bytes, { as });
    expect(preview.rows.map(({ outcome }) => outcome)).toEqual(["add", "skip", "add", "add"]);
    expect(await importFile(workspace, bytes, { as })).toMatchObject({ added: 3, skipped: 1 });
    const [first] = await logged(workspace, maryam);
    await workspace.call(withdrawInteraction, { params: { id: first!.id }, body: { version: 1 } });
    expect(await importFile(workspace, bytes, { as })).toMatchObject({ added: 0, skipped: 4 });
    const later = fileOf("A-1,,,تماس,ورودی,1403/01/05,11:30,ج دوباره,,,,call-7");
    expect(await importFile(workspace, later, { as })).toMatchObject({ added: 0, skipped: 1 });
    expect(await logged(workspace, maryam)).toHaveLength(3);
  });

  test("rows that say too little are refused with the reason", async () => {
    const { workspace } = await workspaceWithCustomers();
    const bytes = fileOf(
      "Z-9,,,تماس,ورودی,1403/01/01,,,,,,",
      ",02188776655,,تماس,ورودی,1403/01/01,,,,,,",
      "A-1,,,دود,ورودی,1403/01/01,,,,,,",
      "A-1,,,تماس,ورودی,1404/12/30,,,,,,",
      "A-1,,,تماس,ورودی,,,,,,,",
      ",,,تماس,ورودی,1403/01/01,,,,,,",
      "A-1,,,تماس,ورودی,1499/01/01,,,,,,",
    );
    const result = await importFile(workspace, bytes, { as });
    expect(result).toMatchObject({ added: 0, refused: 7 });
    for (const word of ["چنین مشتری‌ای نیست", "چند مشتری", "کانال", "چنین روزی", "کِی", "با چه کسی", "آینده"])
      expect(result.refusedText).toContain(word);
  });

  test("an unknown customer is added when that is asked for, once for all its rows", async () => {
    const { workspace } = await workspaceWithCustomers();
    const bytes = textBytes(
      "name,phone,channel,date\nعلی,09131000050,call,2024-05-01\nعلی,09131000050,sms,2024-05-02\n,09141000050,call,2024-05-02\n",
    );
    expect(await importFile(workspace, bytes, { as })).toMatchObject({ added: 0, refused: 3 });
    expect(await importFile(workspace, bytes, { as, createCustomers: true })).toMatchObject({ added: 3, refused: 0 });
    const names = (await everybody(workspace)).map(({ name }) => name).sort();
    expect(names).toEqual(["+989141000050", "علی", "مریم رضایی", "پدر", "پسر"].sort());
    expect(await importFile(workspace, bytes, { as, createCustomers: true })).toMatchObject({ added: 0, skipped: 3 });
  });
});
