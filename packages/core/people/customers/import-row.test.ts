import { describe, expect, test } from "vitest";
import { decideImportRow } from "./import-row.ts";

const options = { region: "IR", calendar: "guess" } as const;

/** A row written as heading, field, text. */
function decide(...cells: [heading: string, field: string | null, text: string][]) {
  const columns = cells.map(([heading, field]) => ({ heading, field }));
  const texts = cells.map(([, , text]) => text);
  return decideImportRow(columns, texts, options);
}

const NAME: [string, string, string] = ["نام", "name", "مریم رضایی"];
const MOBILE: [string, string, string] = ["موبایل", "phone.mobile", "09121000050"];
const PHONE = { number: "+989121000050", label: "mobile", raw: "09121000050" };

describe("who the customer is", () => {
  test("given and family name make the name, in Persian letters", () => {
    expect(decide(["نام", "givenName", " علي "], ["نام خانوادگی", "familyName", "نيك‌نام"], MOBILE)).toEqual({
      customer: { name: "علی نیک‌نام", givenName: "علی", familyName: "نیک‌نام", phones: [PHONE] },
      warnings: [],
    });
  });

  test("only an organisation: it is the customer", () => {
    expect(decide(["شرکت", "organisation", "پارس‌نور"], MOBILE)).toEqual({
      customer: { name: "پارس‌نور", kind: "organisation", phones: [PHONE] },
      warnings: [],
    });
  });

  test("the organisation and job title of a person are told, and kept in the notes", () => {
    expect(
      decide(
        NAME,
        MOBILE,
        ["یادداشت", "notes", "خوش‌حساب"],
        ["شرکت", "organisation", "پارس‌نور"],
        ["سمت", "jobTitle", "مدیر"],
      ),
    ).toEqual({
      customer: { name: "مریم رضایی", phones: [PHONE], notes: "خوش‌حساب\nشرکت: پارس‌نور\nسمت: مدیر" },
      warnings: [],
      worksAt: { name: "پارس‌نور", title: "مدیر" },
    });
  });

  test("relation, stage and kind are understood in both languages", () => {
    expect(
      decide(
        NAME,
        MOBILE,
        ["رابطه", "relation", "مشتری سابق"],
        ["مرحله", "lifecycleStage", "در معرض خطر"],
        ["نوع", "kind", "حقوقی"],
      ),
    ).toMatchObject({ customer: { relation: "former", lifecycleStage: "atRisk", kind: "organisation" }, warnings: [] });
    expect(
      decide(
        NAME,
        MOBILE,
        ["Relation", "relation", "Lead"],
        ["Stage", "lifecycleStage", "won back"],
        ["Kind", "kind", "Person"],
      ),
    ).toMatchObject({ customer: { relation: "prospect", lifecycleStage: "wonBack", kind: "person" }, warnings: [] });
  });

  test("the other fields, cleaned", () => {
    expect(
      decide(
        NAME,
        ["کد مشتری", "code", "م-۱۲"],
        ["تاریخ تولد", "birthOn", "۱۳۴۴/۰۲/۲۸"],
        ["کد ملی", "nationalId", "۰۰۸۴۵۷۵۹۴۸"],
        ["شبا", "iban", "IR82 0540 1026 8002 0817 9090 02"],
        ["برچسب", "tags", "همکار، نمایشگاه|همکار؛vip,"],
        ["استان", "region", "تهران"],
        ["شهر", "city", "شهرري"],
        ["کد پستی", "postalCode", "۱۸۱۳۷-۱۱۱۱۱"],
        ["نحوه آشنایی", "source", "معرفی"],
      ),
    ).toEqual({
      customer: {
        name: "مریم رضایی",
        code: "م-12",
        birthOn: "1965-05-18",
        nationalId: "0084575948",
        iban: "IR820540102680020817909002",
        tags: ["همکار", "نمایشگاه", "vip"],
        addresses: [{ region: "تهران", city: "شهرری", postalCode: "18137-11111" }],
        source: "معرفی",
      },
      warnings: [],
    });
  });

  test("a column mapped to nothing is left out, whatever it holds", () => {
    expect(decide(NAME, MOBILE, ["gender", null, "female"])).toEqual({
      customer: { name: "مریم رضایی", phones: [PHONE] },
      warnings: [],
    });
  });
});

describe("phones and emails", () => {
  test.each([
    "09121000050 / 02188776655",
    "09121000050،02188776655",
    "09121000050 - 02188776655",
    "09121000050\n021-88776655",
    "09121000050 02188776655",
    "۰۹۱۲۱۰۰۰۰۵۰ و ۰۲۱۸۸۷۷۶۶۵۵",
  ])("%j holds two phones", (text) => {
    const decided = decide(NAME, ["تلفن", "phone", text]);
    const phones = "customer" in decided ? decided.customer.phones : [];
    expect(phones?.map(({ number }) => number)).toEqual(["+989121000050", "+982188776655"]);
    expect(decided).toMatchObject({ warnings: [] });
  });

  test("an extension is kept, and the text as it was typed", () => {
    expect(decide(NAME, ["تلفن کار", "phone.work", "۰۲۱-۸۸۷۷۶۶۵۵ داخلی ۲۳"])).toMatchObject({
      customer: { phones: [{ number: "+982188776655", extension: "23", label: "work", raw: "۰۲۱-۸۸۷۷۶۶۵۵ داخلی ۲۳" }] },
    });
  });

  test("one number written twice is one phone", () => {
    expect(decide(NAME, MOBILE, ["موبایل ۲", "phone.mobile", "+98 912 100 0050"])).toMatchObject({
      customer: { phones: [PHONE] },
    });
  });

  test("what a spreadsheet writes where a formula failed says nothing", () => {
    expect(decide(NAME, MOBILE, ["شهر", "city", "#REF!"], ["یادداشت", "notes.labelled", "#1"])).toEqual({
      customer: { name: "مریم رضایی", phones: [PHONE], notes: "یادداشت: #1" },
      warnings: [],
    });
  });

  test.each([
    ['["vip","نوروز"]', ["vip", "نوروز"]],
    ["[]", []],
    ['"""نقل""",vip', ['"نقل"', "vip"]],
    ["[vip, نوروز", ["[vip", "نوروز"]],
  ])("tags are words of a cell or a list in JSON: %s", (cell, tags) => {
    const { customer } = decide(NAME, MOBILE, ["برچسب", "tags", cell]) as { customer: { tags?: string[] } };
    expect(customer.tags ?? []).toEqual(tags);
  });

  test("every address is kept with the label of its column", () => {
    expect(decide(NAME, ["Email", "email", "A@B.ir; c@d.ir"], ["Work", "email.work", "Ali Rezaei <ali@x.ir>"])).toEqual(
      {
        customer: {
          name: "مریم رضایی",
          emails: [{ address: "a@b.ir" }, { address: "c@d.ir" }, { address: "ali@x.ir", label: "work" }],
          notes: "Work: Ali Rezaei <ali@x.ir>",
        },
        warnings: [expect.objectContaining({ code: "customer.email_invalid", path: "email.work" })],
      },
    );
  });

  test.each([
    ["* Mobile", "mobile"],
    ["Office", "work"],
    ["constructor", "constructor"],
    ["toString", "toString"],
    ["کارگاه", "کارگاه"],
  ])("a column of kinds says what the next one is: %s", (kind, label) => {
    expect(decide(NAME, ["Phone 1 - Type", "label", kind], ["Phone 1 - Value", "phone", "09121000050"])).toMatchObject({
      customer: { phones: [{ number: "+989121000050", label }] },
    });
  });

  test("what cannot be read is kept in the notes while another contact is usable", () => {
    expect(
      decide(NAME, MOBILE, ["تلفن منزل", "phone.home", "از خواهرش بپرسید"], ["ایمیل", "email", "maryam@"]),
    ).toEqual({
      customer: { name: "مریم رضایی", phones: [PHONE], notes: "تلفن منزل: از خواهرش بپرسید\nایمیل: maryam@" },
      warnings: [
        expect.objectContaining({ code: "customer.phone_invalid", path: "phone.home", value: "از خواهرش بپرسید" }),
        expect.objectContaining({ code: "customer.email_invalid", path: "email", value: "maryam@" }),
      ],
    });
  });

  test("the usable half of a cell is used and the whole cell kept", () => {
    expect(decide(NAME, ["تلفن", "phone", "09121000050 / 12"])).toEqual({
      customer: {
        name: "مریم رضایی",
        phones: [{ number: "+989121000050", raw: "09121000050" }],
        notes: "تلفن: 09121000050 / 12",
      },
      warnings: [expect.objectContaining({ code: "customer.phone_invalid" })],
    });
  });

  test("a number that a spreadsheet rounded is no phone", () => {
    expect(decide(NAME, ["Mobile", "phone.mobile", "9.89121E+11"], ["ایمیل", "email", "a@b.ir"])).toMatchObject({
      customer: { notes: "Mobile: 9.89121E+11" },
    });
  });

  test("cells that say there is nothing are not kept", () => {
    expect(
      decide(NAME, MOBILE, ["ایمیل", "email", "ندارد"], ["شهر", "city", "-"], ["تولد", "birthOn", "0000-00-00"]),
    ).toEqual({
      customer: { name: "مریم رضایی", phones: [PHONE] },
      warnings: [],
    });
  });
});

describe("what does not refuse a row", () => {
  test("a birthday that cannot be read, or that its calendar does not have", () => {
    expect(decide(NAME, MOBILE, ["تاریخ تولد", "birthOn", "بهار ۶۴"])).toEqual({
      customer: { name: "مریم رضایی", phones: [PHONE], notes: "تاریخ تولد: بهار ۶۴" },
      warnings: [expect.objectContaining({ code: "customer.birth_on_invalid", path: "birthOn" })],
    });
    expect(decide(NAME, MOBILE, ["تاریخ تولد", "birthOn", "۱۴۰۲/۱۲/۳۰"])).toEqual({
      customer: { name: "مریم رضایی", phones: [PHONE], notes: "تاریخ تولد: ۱۴۰۲/۱۲/۳۰" },
      warnings: [expect.objectContaining({ code: "customer.birth_on_no_such_day", path: "birthOn" })],
    });
  });

  test("a wrong national id, a wrong IBAN, a word we do not know", () => {
    expect(
      decide(
        NAME,
        MOBILE,
        ["کد ملی", "nationalId", "1234567890"],
        ["شبا", "iban", "IR00"],
        ["status", "lifecycleStage", "warm"],
      ),
    ).toMatchObject({
      customer: { notes: "status: warm\nکد ملی: 1234567890\nشبا: IR00" },
      warnings: [
        { code: "import.value_unknown", path: "lifecycleStage" },
        { code: "customer.national_id_invalid", path: "nationalId" },
        { code: "customer.iban_invalid", path: "iban" },
      ],
    });
  });

  test("a second value for a field that holds one", () => {
    expect(decide(NAME, MOBILE, ["شهر", "city", "یزد"], ["شهر ۲", "city", "رشت"], ["شهر ۳", "city", "یزد"])).toEqual({
      customer: { name: "مریم رضایی", phones: [PHONE], addresses: [{ city: "یزد" }], notes: "شهر ۲: رشت" },
      warnings: [],
    });
  });
});

describe("what refuses a row", () => {
  test("no usable contact, with every reason", () => {
    expect(decide(NAME, ["موبایل", "phone.mobile", "ندارد"], ["ایمیل", "email", "@b.ir"])).toEqual({
      refused: [
        { code: "import.no_contact", message: expect.any(String) },
        { code: "customer.phone_invalid", message: expect.any(String), path: "phone.mobile", value: "ندارد" },
        { code: "customer.email_invalid", message: expect.any(String), path: "email", value: "@b.ir" },
      ],
    });
  });

  test("no name and no contact are both said", () => {
    expect(decide(["نام", "name", " - "], ["یادداشت", "notes", "خراب"])).toMatchObject({
      refused: [{ code: "customer.name_missing" }, { code: "import.no_contact" }],
    });
  });

  test("a code alone reaches the customer", () => {
    expect(decide(NAME, ["کد", "code", "12"])).toEqual({ customer: { name: "مریم رضایی", code: "12" }, warnings: [] });
  });

  test("text that is too long for its field", () => {
    expect(decide(NAME, MOBILE, ["شهر", "city", "ش".repeat(81)])).toMatchObject({
      refused: [{ code: "import.cell_too_long", path: "addresses.0.city" }],
    });
    expect(decide(NAME, MOBILE, ["یادداشت", "notes", "ی".repeat(10_001)])).toMatchObject({
      refused: [{ code: "import.cell_too_long", path: "notes" }],
    });
    expect(decide(NAME, ["موبایل", "phone", "0".repeat(500_000)])).toMatchObject({
      refused: [{ code: "import.cell_too_long", path: "phone" }],
    });
  });

  test("more values than a field can hold", () => {
    const tags = Array.from({ length: 31 }, (_, at) => `t${at}`).join(",");
    expect(decide(NAME, MOBILE, ["tags", "tags", tags])).toMatchObject({
      refused: [{ code: "import.too_many_values", path: "tags" }],
    });
  });
});
