import { describe, expect, test } from "vitest";
import { compareCustomers, LIKELY, STRONG, soundKey, soundsAlike } from "./index.ts";

describe("names that sound alike", () => {
  test.each([
    ["محمد رضایی", "محمّد رضائی"],
    ["محمد کریمی", "مهمد کریمی"],
    ["حسین نوری", "هسین نوری"],
    ["طاهره صادقی", "تاهره سادقی"],
    ["غلام ذاکری", "قلام زاکری"],
    ["مرضیه ظریف", "مرزیه ضریف"],
    ["اسماعیل نوروزی", "اسمائیل نوروزی"],
    ["مسعود عباسی", "مسود اباسی"],
    ["خواجه نصیر", "خاجه نسیر"],
    ["علی‌رضا مرادی", "علیرضا مرادی"],
    ["علی رضا مرادی", "علیرضا مرادی"],
    ["دکتر سید حسن کاظمی", "حسن کاظمی"],
    ["Mohammad Karimi", "Muhammad Karimi"],
    ["Mohamad Karimi", "Mohammed Karimi"],
    ["Hossein Nouri", "Husain Nuri"],
    ["Tahereh Sadeghi", "Tahere Sadeqi"],
    ["Zahra Mousavi", "Zahrah Moosavi"],
    ["Reza Rezaei", "Reza Rezayi"],
    ["محمد صادقی", "Mohammad Sadeghi"],
    ["حسین کریمی", "Hossein Karimi"],
    ["زهرا احمدی", "Zahra Ahmadi"],
    ["غلامرضا نوری", "Gholamreza Noori"],
    ["نوید شریفی", "Navid Sharifi"],
  ])("%s and %s", (one, other) => {
    expect(soundKey(one)).toBe(soundKey(other));
    expect(soundsAlike(one, other)).toBe(true);
  });

  test.each([
    ["حسن کریمی", "حسین کریمی"],
    ["محمد کریمی", "محمود کریمی"],
    ["احمد نوری", "حمید نوری"],
    ["سعید رضایی", "سید رضایی"],
    ["Hasan Karimi", "Hossein Karimi"],
    ["Mohammad Karimi", "Mahmoud Karimi"],
    ["حسن کریمی", "Hossein Karimi"],
    ["Ann Lee", "Anna Leigh Smith"],
    ["علی", "Ali"],
  ])("but not %s and %s", (one, other) => {
    expect(soundsAlike(one, other)).toBe(false);
  });
});

describe("evidence", () => {
  const person = {
    kind: "person" as const,
    name: "علی کریمی",
    phones: [{ number: "+989121234567", raw: "" }],
    emails: [],
    addresses: [{ city: "تهران" }],
  };

  test("one name and one phone are almost surely one customer", () => {
    const { score, evidence } = compareCustomers(person, { ...person, addresses: [] });
    expect(evidence).toEqual(["phone", "name"]);
    expect(score).toBeGreaterThanOrEqual(STRONG);
  });

  test("a phone that many have says nothing alone, a name alone neither", () => {
    const other = { ...person, name: "زهرا نوری" };
    expect(compareCustomers(person, other, () => true)).toEqual({ score: 0, evidence: [] });
    expect(compareCustomers(person, { ...person, phones: [], addresses: [] }).score).toBeLessThan(LIKELY);
    expect(compareCustomers(person, { ...person, addresses: [] }, () => true)).toEqual({
      score: 30,
      evidence: ["name", "commonPhone"],
    });
  });

  test("a phone shared by two of different names is the weakest of pairs", () => {
    const spouse = { ...person, name: "زهرا نوری" };
    expect(compareCustomers(person, spouse)).toEqual({ score: LIKELY, evidence: ["phone", "otherName"] });
    expect(compareCustomers(person, { ...spouse, name: "زهرا کریمی" })).toEqual({ score: 30, evidence: ["phone"] });
  });

  test("another national id or kind speaks against it", () => {
    const family = { ...person, nationalId: "0499370899" };
    expect(compareCustomers(family, { ...person, nationalId: "0084575948" })).toMatchObject({
      score: 0,
      evidence: ["phone", "name", "city", "otherNationalId"],
    });
    expect(compareCustomers(person, { ...person, name: "شرکت باران", kind: "organisation" }).score).toBe(0);
  });

  test("a name whose words are turned round, and a date of birth", () => {
    const turned = { ...person, name: "کریمی علی", birthOn: "1986-05-18" };
    expect(compareCustomers({ ...person, birthOn: "1986-05-18" }, turned).evidence).toEqual([
      "phone",
      "nameTurned",
      "birthOn",
      "city",
    ]);
  });
});
