import { expect, test } from "vitest";
import { bytesOnCard } from "../../platform/custom-fields/on-card.ts";
import {
  type CustomField,
  decideBringBack,
  decideChange,
  decideDefine,
  decideFilled,
  decideRetire,
  type NewField,
  newFieldShape,
} from "./index.ts";

const NOW = "2026-03-21T08:00:00.000Z";
const LATER = "2026-03-22T08:00:00.000Z";
const idOf = (n: number) => `fld_01JD8ZC3W5Q1T8M4G2N6V9X${String(n).padStart(3, "0")}` as const;

/** The fields of a workspace that defines these, one after the other. */
function defined(...inputs: (Partial<NewField> & Pick<NewField, "label">)[]): CustomField[] {
  return inputs.reduce<CustomField[]>((fields, input, n) => {
    const whole = newFieldShape.parse({ kind: "customer", type: "text", ...input });
    return decideDefine(fields, whole, { now: NOW, id: idOf(n), currency: "IRR" }).fields;
  }, []);
}

const codeOf = (run: () => unknown) => {
  try {
    run();
    return null;
  } catch (error) {
    return (error as { code: string }).code;
  }
};

test("a key is made from the English label, is free, and never changes", () => {
  const fields = defined(
    { label: { en: "Plate number" } },
    { label: { en: "Plate Number" } },
    { label: { fa: "پلاک" } },
  );
  expect(fields.map(({ key }) => key)).toEqual(["plateNumber", "plateNumber2", "field1"]);
  const { field } = decideChange(fields, fields[0]!, { version: 1, label: { fa: "شمارهٔ پلاک" } }, { now: LATER });
  expect(field).toMatchObject({ key: "plateNumber", label: { fa: "شمارهٔ پلاک" }, version: 2 });
});

test("a key that is taken, also by a retired field, or that every object has is refused", () => {
  const [plate] = defined({ label: { en: "Plate" } });
  const retired = decideRetire([plate!], plate!, { now: LATER }).fields;
  const define = (key: string) => {
    const input = newFieldShape.parse({ kind: "customer", type: "text", label: { en: "x" }, key });
    return codeOf(() => decideDefine(retired, input, { now: LATER, id: idOf(9), currency: "IRR" }));
  };
  expect([define("plate"), define("constructor"), define("other")]).toEqual([
    "field.key_taken",
    "field.key_taken",
    null,
  ]);
});

test("a choice that is left out of the list is retired, so that old values stay readable", () => {
  const [tier] = defined({
    type: "choice",
    label: { en: "Tier" },
    choices: [{ label: { en: "Gold" } }, { label: { fa: "نقره‌ای" } }],
  });
  expect(tier!.choices!.map(({ value }) => value)).toEqual(["gold", "choice1"]);
  const { field } = decideChange(
    [tier!],
    tier!,
    { version: 1, choices: [{ value: "choice1", label: { fa: "نقره" } }] },
    { now: LATER },
  );
  expect(field.choices).toEqual([
    { value: "choice1", label: { fa: "نقره" } },
    { value: "gold", label: { en: "Gold" }, retired: true },
  ]);
});

test("a default must be a value of the field", () => {
  expect(codeOf(() => defined({ type: "number", label: { en: "Seats" }, default: "four" }))).toBe(
    "field.default_invalid",
  );
  expect(
    codeOf(() => defined({ type: "customer", label: { en: "By" }, default: "cus_01JD8ZC3W5Q1T8M4G2N6V9X0RA" })),
  ).toBe("field.default_not_allowed");
  expect(defined({ type: "number", label: { en: "Seats" }, default: 4 })[0]!.default).toBe(4);
});

test("lists take eight fields, no long text, and 300 bytes of a card", () => {
  const flags = (count: number) =>
    Array.from({ length: count }, (_, n) => ({ type: "yesNo" as const, label: { en: `Flag ${n}` }, inLists: true }));
  expect(defined(...flags(8))).toHaveLength(8);
  expect(codeOf(() => defined(...flags(9)))).toBe("field.too_many_in_lists");
  expect(codeOf(() => defined({ type: "longText", label: { en: "Story" }, inLists: true }))).toBe("field.not_in_lists");
  const texts = (count: number) =>
    Array.from({ length: count }, (_, n) => ({ label: { en: `Some text ${n}` }, inLists: true }));
  expect(bytesOnCard({ type: "text", key: "someText0" })).toBe(65);
  expect(codeOf(() => defined(...texts(4)))).toBe(null);
  expect(codeOf(() => defined(...texts(5)))).toBe("field.lists_full");
});

test("a field put in lists later waits until all cards carry it", () => {
  const [plate] = defined({ label: { en: "Plate" } });
  const listed = decideChange([plate!], plate!, { version: 1, inLists: true }, { now: LATER });
  expect(listed.field.fillingSince).toBe(LATER);
  const stale = decideFilled(listed.fields, new Map([[plate!.id, NOW]]));
  expect(stale.changes).toEqual({});
  const filled = decideFilled(listed.fields, new Map([[plate!.id, LATER]]));
  expect(filled.fields[0]).not.toHaveProperty("fillingSince");
});

test("a field is moved before another, or to the end", () => {
  const fields = defined({ label: { en: "a" } }, { label: { en: "b" } }, { label: { en: "c" } });
  const order = (before: string | null, at: number) =>
    decideChange(fields, fields[at]!, { version: 1, before: before as never }, { now: LATER }).fields.map(
      ({ key }) => key,
    );
  expect(order(fields[0]!.id, 2)).toEqual(["c", "a", "b"]);
  expect(order(null, 0)).toEqual(["b", "c", "a"]);
  expect(decideChange(fields, fields[0]!, { version: 1, before: fields[1]!.id }, { now: LATER }).changes).toEqual({});
});

test("a field that is retired and brought back is what it was", () => {
  const fields = defined({ label: { en: "Plate" }, required: true });
  const away = decideRetire(fields, fields[0]!, { now: LATER });
  expect(away.field.retiredAt).toBe(LATER);
  const back = decideBringBack(away.fields, away.field, { now: LATER });
  expect(back.field).toEqual({ ...fields[0], version: 3, updatedAt: LATER });
});
