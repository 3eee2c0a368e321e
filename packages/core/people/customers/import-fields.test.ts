import { describe, expect, test } from "vitest";
import { CUSTOMER_IMPORT_FIELDS, guessCustomerFields } from "./import-fields.ts";

describe("guessCustomerFields", () => {
  test("the headings of a Persian office", () => {
    expect(
      guessCustomerFields([
        "نام",
        "نام خانوادگی",
        "موبایل",
        "ایمیل",
        "تاریخ تولد",
        "شهر",
        "نحوه آشنایی",
        "کد ملی",
        "یادداشت",
      ]),
    ).toEqual(["givenName", "familyName", "phone.mobile", "email", "birthOn", "city", "source", "nationalId", "notes"]);
  });

  test("the headings of an English CRM", () => {
    expect(
      guessCustomerFields([
        "id",
        "first_name",
        "last_name",
        "gender",
        "title",
        "background",
        "first_seen",
        "tags",
        "company_id",
        "company",
        "email_work",
        "email_home",
        "phone_work",
        "phone_other",
      ]),
    ).toEqual([
      null,
      "givenName",
      "familyName",
      null,
      "jobTitle",
      "notes",
      null,
      "tags",
      null,
      "organisation",
      "email.work",
      "email.home",
      "phone.work",
      "phone.other",
    ]);
  });

  test.each([
    ["تلفن همراه", "phone.mobile"],
    ["شماره‌ی موبایل", "phone.mobile"],
    ["موبايل ۲", "phone.mobile"],
    ["شماره تماس", "phone"],
    ["تلفن محل کار", "phone.work"],
    ["تلفن منزل", "phone.home"],
    ["پست الکترونیک", "email"],
    ["آدرس ایمیل", "email"],
    ["نام و نام خانوادگی", "name"],
    ["نام مشتری", "name"],
    ["استان", "region"],
    ["نشانی", "street"],
    ["آدرس", "street"],
    ["کد پستی", "postalCode"],
    ["نحوهٔ آشنایی", "source"],
    ["كد ملي", "nationalId"],
    ["شماره شبا", "iban"],
    ["توضیحات", "notes"],
    ["برچسب‌ها", "tags"],
    ["نام شرکت", "organisation"],
    ["سازمان", "organisation"],
    ["سمت", "jobTitle"],
    ["کد مشتری", "code"],
    ["کشور", "country"],
    ["نوع مشتری", "kind"],
    ["نام (الزامی)", "name"],
    ["موبایل *", "phone.mobile"],
    ["First Name", "givenName"],
    ["firstName", "givenName"],
    ["FIRST-NAME", "givenName"],
    ["Surname", "familyName"],
    ["Full name", "name"],
    ["E-mail", "email"],
    ["E-mail 1 - Value", "email"],
    ["Home Email", "email.home"],
    ["Mobile Phone", "phone.mobile"],
    ["Business Phone", "phone.work"],
    ["phone_home", "phone.home"],
    ["Phone 2", "phone"],
    ["Birthday", "birthOn"],
    ["Address", "street"],
    ["Home City", "city"],
    ["ZIP", "postalCode"],
    ["State/Province", "region"],
    ["Customer ID", "code"],
    ["Lead Source", "source"],
  ])("«%s» is %s", (heading, field) => {
    expect(guessCustomerFields([heading])).toEqual([field]);
  });

  test.each(["", "   ", "id", "gender", "جنسیت", "Business Fax", "نمابر", "company_id", "created_at", "first_seen"])(
    "«%s» is no field",
    (heading) => {
      expect(guessCustomerFields([heading])).toEqual([null]);
    },
  );

  test("every field is called by its own name", () => {
    for (const field of CUSTOMER_IMPORT_FIELDS) expect(guessCustomerFields([field])).toEqual([field]);
  });

  test("the best heading gets a field of one value, the first of equals", () => {
    expect(guessCustomerFields(["company_name", "company"])).toEqual([null, "organisation"]);
    expect(guessCustomerFields(["نشانی ۲", "نشانی"])).toEqual([null, "street"]);
    expect(guessCustomerFields(["city", "City"])).toEqual(["city", null]);
  });

  test("phones, emails, tags and notes may come from several columns", () => {
    expect(guessCustomerFields(["موبایل", "موبایل ۲", "Email", "ایمیل", "یادداشت", "توضیحات", "tags", "گروه"])).toEqual(
      ["phone.mobile", "phone.mobile", "email", "email", "notes", "notes", "tags", "tags"],
    );
  });

  test("«نام» is the whole name when there is no family name, or a given name of its own", () => {
    expect(guessCustomerFields(["نام", "موبایل"])).toEqual(["name", "phone.mobile"]);
    expect(guessCustomerFields(["name", "first name", "last name"])).toEqual(["name", "givenName", "familyName"]);
    expect(guessCustomerFields(["نام کامل", "نام خانوادگی"])).toEqual(["name", "familyName"]);
  });
});
