import fc from "fast-check";
import { expect, test } from "vitest";
import { foldEmail } from "./email.ts";

test.each([
  ["MREZA2@EXAMPLE.IR", "mreza2@example.ir"],
  ["  a.b+tag@mail.example.co.uk\n", "a.b+tag@mail.example.co.uk"],
  ["\u202aali@example.ir\u202c", "ali@example.ir"],
  ["ali۱۲@example.ir", "ali12@example.ir"],
  ["ali@example.ir", "ali@example.ir"],
  ["info@BÜCHER.example", "info@bücher.example"],
  ["info@نمونه.ایران", "info@نمونه.ایران"],
  ["o'brien_1@x-y.xn--mgba3a4f16a", "o'brien_1@x-y.xn--mgba3a4f16a"],
])("%j is kept as %j", (raw, kept) => {
  expect(foldEmail(raw)).toBe(kept);
});

test.each([
  "",
  "a@",
  "@b.ir",
  "not-an-email",
  "a@b",
  "a@@b.ir",
  "a@b.ir@c.ir",
  "a b@c.ir",
  "a@b c.ir",
  "a\u0000@b.ir",
  ".a@b.ir",
  "a.@b.ir",
  "a..b@c.ir",
  "a@b..ir",
  "a@.ir",
  "a@b.ir.",
  "a@-b.ir",
  "a@b-.ir",
  "a@1.2.3.4",
  "a,b@c.ir",
  "<a@b.ir>",
  '"a"@b.ir',
  "علی@example.ir",
  `${"a".repeat(65)}@b.ir`,
  `a@${"b".repeat(64)}.ir`,
  `a@${"b.".repeat(130)}ir`,
])("%j is refused", (raw) => {
  expect(foldEmail(raw)).toBeNull();
});

test("an ordinary address is kept, and folding twice changes nothing", () => {
  fc.assert(fc.property(fc.emailAddress(), (email) => foldEmail(email) === email.toLowerCase()));
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (local, domain) => {
      const once = foldEmail(`${local}@${domain}.ir`);
      return once === null || foldEmail(once) === once;
    }),
  );
});
