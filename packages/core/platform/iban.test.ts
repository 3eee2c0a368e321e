import fc from "fast-check";
import { expect, test } from "vitest";
import { parseIban } from "./iban.ts";

// The example numbers of the SWIFT IBAN registry.
test.each([
  ["IR58 0540 1051 8002 1273 1130 07", "IR580540105180021273113007"],
  ["ir-580540105180021273113007", "IR580540105180021273113007"],
  ["۵۸۰۵۴۰۱۰۵۱۸۰۰۲۱۲۷۳۱۱۳۰۰۷", "IR580540105180021273113007"],
  ["GB29 NWBK 6016 1331 9268 19", "GB29NWBK60161331926819"],
  ["DE89370400440532013000", "DE89370400440532013000"],
  ["NO9386011117947", "NO9386011117947"],
  ["MT84MALT011000012345MTLCAST001S", "MT84MALT011000012345MTLCAST001S"],
])("%s is kept as %s", (raw, kept) => {
  expect(parseIban(raw)).toBe(kept);
});

test.each([
  "",
  "IR58054010518002127311300",
  "IR5805401051800212731130070",
  "IR580540105180021273113008",
  "580540105180021273113008",
  "GB29NWBK60161331926818",
  "GB29 NWBK",
  "شبا ندارم",
])("%j is refused", (raw) => {
  expect(parseIban(raw)).toBeNull();
});

test("one wrong digit, or two neighbours exchanged, is always noticed", () => {
  const right = "580540105180021273113007";
  fc.assert(
    fc.property(fc.nat({ max: 23 }), fc.nat({ max: 9 }), (at, digit) => {
      const wrong = right.slice(0, at) + digit + right.slice(at + 1);
      return wrong === right || parseIban(wrong) === null;
    }),
  );
  fc.assert(
    fc.property(fc.nat({ max: 22 }), (at) => {
      const wrong = right.slice(0, at) + right[at + 1] + right[at] + right.slice(at + 2);
      return wrong === right || parseIban(wrong) === null;
    }),
  );
});
