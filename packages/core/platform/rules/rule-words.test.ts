import { describe, expect, test } from "vitest";
import type { Rule } from "./rule.ts";
import { type RuleNames, sayRule } from "./rule-words.ts";

const FA: Record<string, string> = {
  city: "شهر",
  stage: "مرحله",
  tags: "برچسب‌ها",
  visits: "شمار تماس‌ها",
  lastContactAt: "آخرین تماس",
  lastOrderAt: "آخرین خرید",
  createdAt: "زمان ثبت",
  birthOn: "تاریخ تولد",
  dueOn: "سررسید",
  hasPhone: "تلفن",
  loyal: "وفادار",
  atRisk: "در خطر",
  lost: "ازدست‌رفته",
};
const EN: Record<string, string> = {
  lastContactAt: "last contact",
  lastOrderAt: "last purchase",
  createdAt: "creation date",
  birthOn: "date of birth",
  dueOn: "due date",
  atRisk: "At risk",
  loyal: "Loyal",
  lost: "Lost",
};

const namesOf = (words: Record<string, string>): RuleNames => ({
  fieldName: (name) => words[name] ?? name,
  valueName: (_, value) => words[value] ?? value,
});
const fa = (rule: Rule) => sayRule(rule, "fa", namesOf(FA));
const en = (rule: Rule) => sayRule(rule, "en", namesOf(EN));

const days = (count: number) => ({ count, unit: "days" }) as const;

describe("sayRule", () => {
  test("the sentence people say", () => {
    const rule: Rule = {
      all: [
        { field: "city", is: "equals", value: "یزد" },
        { field: "lastContactAt", is: "notInLast", value: days(90) },
      ],
    };
    expect(fa(rule)).toBe("شهر یزد است و ۹۰ روز است که تماسی نداشته‌ایم");
    const inEnglish = JSON.parse(JSON.stringify(rule).replace("یزد", "Yazd"));
    expect(en(inEnglish)).toBe("city is Yazd and no contact for 90 days");
  });

  test.each<[Rule, string, string]>([
    [{ field: "city", is: "notEquals", value: "Qom" }, "شهر Qom نیست", "city is not Qom"],
    [{ field: "city", is: "contains", value: "abad" }, "شهر «abad» را در خود دارد", "city contains “abad”"],
    [{ field: "city", is: "startsWith", value: "Na" }, "شهر با «Na» آغاز می‌شود", "city starts with “Na”"],
    [{ field: "city", is: "empty" }, "شهر خالی است", "city is empty"],
    [
      { field: "stage", is: "anyOf", value: ["loyal", "atRisk", "lost"] },
      "مرحله وفادار، در خطر یا ازدست‌رفته است",
      "stage is Loyal, At risk or Lost",
    ],
    [{ field: "stage", is: "noneOf", value: ["lost"] }, "مرحله ازدست‌رفته نیست", "stage is not Lost"],
    [
      { field: "stage", is: "noneOf", value: ["atRisk", "lost"] },
      "مرحله هیچ‌یک از در خطر و ازدست‌رفته نیست",
      "stage is neither At risk nor Lost",
    ],
    [
      { field: "tags", is: "hasAny", value: ["VIP", "B2B"] },
      "در برچسب‌ها «VIP» یا «B2B» هست",
      "tags include “VIP” or “B2B”",
    ],
    [
      { field: "tags", is: "hasAll", value: ["VIP", "B2B"] },
      "در برچسب‌ها «VIP» و «B2B» هست",
      "tags include “VIP” and “B2B”",
    ],
    [{ field: "tags", is: "hasNone", value: ["VIP"] }, "در برچسب‌ها «VIP» نیست", "tags do not include “VIP”"],
    [{ field: "visits", is: "atLeast", value: 1200 }, "شمار تماس‌ها دست‌کم ۱٬۲۰۰ است", "visits is at least 1,200"],
    [
      { field: "visits", is: "between", value: { from: 2.5, to: 9 } },
      "شمار تماس‌ها بین ۲٫۵ و ۹ است",
      "visits is between 2.5 and 9",
    ],
    [
      { field: "createdAt", is: "after", value: "2024-04-03" },
      "زمان ثبت پس از ۱۵ فروردین ۱۴۰۳ است",
      "creation date is after 3 April 2024",
    ],
    [
      { field: "createdAt", is: "between", value: { from: "2024-03-20", to: "2024-04-03" } },
      "زمان ثبت بین ۱ فروردین ۱۴۰۳ و ۱۵ فروردین ۱۴۰۳ است",
      "creation date is between 20 March 2024 and 3 April 2024",
    ],
    [
      { field: "createdAt", is: "inLast", value: { count: 2, unit: "weeks" } },
      "زمان ثبت در ۲ هفته گذشته است",
      "creation date is in the last 2 weeks",
    ],
    [{ field: "createdAt", is: "inLast", value: days(1) }, "زمان ثبت امروز است", "creation date is today"],
    [
      { field: "lastOrderAt", is: "inLast", value: { count: 1, unit: "months", calendar: "persian" } },
      "در ۱ ماه گذشته خرید داشته‌ایم",
      "purchase in the last month",
    ],
    [{ field: "lastContactAt", is: "empty" }, "هنوز تماسی نداشته‌ایم", "no contact so far"],
    [
      { field: "lastContactAt", is: "moreThanAgo", value: days(90) },
      "آخرین تماس بیش از ۹۰ روز پیش است",
      "last contact is more than 90 days ago",
    ],
    [{ field: "dueOn", is: "inNext", value: days(3) }, "سررسید در ۳ روز آینده است", "due date is in the next 3 days"],
    [{ field: "dueOn", is: "moreThanAgo", value: days(0) }, "سررسید پیش از امروز است", "due date is before today"],
    [
      { field: "birthOn", is: "anniversaryInNext", value: { ...days(7), calendar: "persian" } },
      "سالگرد تولد در ۷ روز آینده است",
      "anniversary of date of birth is in the next 7 days",
    ],
    [
      { field: "birthOn", is: "monthDay", value: { month: 12, day: 30, calendar: "persian" } },
      "تاریخ تولد ۳۰ اسفند است",
      "date of birth falls on 30 Esfand",
    ],
    [
      { field: "birthOn", is: "month", value: { month: 7, calendar: "gregorian" } },
      "تاریخ تولد در ماه ژوئیه است",
      "date of birth is in July",
    ],
    [{ field: "hasPhone", is: "yes" }, "تلفن: بله", "hasPhone: yes"],
    [{ all: [] }, "همه", "all"],
    [{ any: [] }, "هیچ‌کدام", "none"],
  ])("%j", (rule, persian, english) => {
    expect(fa(rule)).toBe(persian);
    expect(en(rule)).toBe(english);
  });

  test("groups in groups are bracketed, groups of one and of the same kind are not", () => {
    const [a, b, c] = ["A", "B", "C"].map((value): Rule => ({ field: "city", is: "equals", value })) as [
      Rule,
      Rule,
      Rule,
    ];
    expect(en({ all: [a, { any: [b, c] }] })).toBe("city is A and (city is B or city is C)");
    expect(fa({ all: [a, { any: [b, c] }] })).toBe("شهر A است و (شهر B است یا شهر C است)");
    expect(en({ all: [a, { all: [b, { any: [c] }] }] })).toBe("city is A, city is B and city is C");
    expect(fa({ all: [a, { all: [b, { any: [c] }] }] })).toBe("شهر A است، شهر B است و شهر C است");
    expect(en({ all: [{ any: [a, b] }] })).toBe("city is A or city is B");
  });

  test("a condition with its own «or» is parted by a comma", () => {
    const stage: Rule = { field: "stage", is: "anyOf", value: ["loyal", "lost"] };
    const city: Rule = { field: "city", is: "equals", value: "Yazd" };
    expect(en({ all: [stage, city] })).toBe("stage is Loyal or Lost, and city is Yazd");
  });

  test("not is said where it bites", () => {
    const city: Rule = { field: "city", is: "equals", value: "Yazd" };
    const quiet: Rule = { field: "lastContactAt", is: "notInLast", value: days(90) };
    expect(en({ not: { all: [city, quiet] } })).toBe("city is not Yazd or contact in the last 90 days");
    expect(fa({ not: { any: [city, quiet] } })).toBe("شهر Yazd نیست و در ۹۰ روز گذشته تماس داشته‌ایم");
    expect(en({ not: { not: city } })).toBe("city is Yazd");
    expect(en({ not: { field: "hasPhone", is: "yes" } })).toBe("hasPhone: no, or not said");
  });

  test("the page may say a leaf better, and choose the calendar", () => {
    const names: RuleNames = {
      ...namesOf(FA),
      calendar: "gregorian",
      phrase: (leaf, negated) => (leaf.field === "hasPhone" ? (negated ? "تلفن ندارد" : "تلفن دارد") : undefined),
    };
    const rule: Rule = {
      all: [{ not: { field: "hasPhone", is: "yes" } }, { field: "createdAt", is: "on", value: "2024-04-03" }],
    };
    expect(sayRule(rule, "fa", names)).toBe("تلفن ندارد و زمان ثبت ۳ آوریل ۲۰۲۴ است");
  });

  test("a broken rule is still said", () => {
    expect(en({ field: "gone", is: "like" as "equals", value: "x" })).toBe("gone like x");
    expect(fa({ field: "gone", is: "inLast" })).toContain("gone");
  });
});
