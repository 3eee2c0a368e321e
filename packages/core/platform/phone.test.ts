import fc from "fast-check";
import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import { describe, expect, test } from "vitest";
import { toPersianDigits } from "./digits.ts";
import { formatPhone, parsePhone } from "./phone.ts";

describe("parsePhone in Iran", () => {
  test.each([
    "۰۹۱۲ ۱۰۰ ۰۰۵۰",
    "٠٩١٢١٠٠٠٠٥٠",
    "00989121000050",
    "0098 912 100 0050",
    "+989121000050",
    "+۹۸۹۱۲۱۰۰۰۰۵۰",
    "+98 (0)912 100 0050",
    "+9809121000050",
    "989121000050",
    "(0912) 100-0050",
    "912 100 0050",
    "0912.100.0050",
    "\u202a+989121000050\u202c",
  ])("%s is one mobile", (raw) => {
    expect(parsePhone(raw, "IR")).toEqual({ number: "+989121000050", raw });
  });

  test("a landline keeps its area code, and an extension its digits", () => {
    expect(parsePhone("021-88776655", "IR")?.number).toBe("+982188776655");
    expect(parsePhone("۰۲۱۸۸۷۷۶۶۵۵ داخلی ۲۳", "IR")).toEqual({
      number: "+982188776655",
      extension: "23",
      raw: "۰۲۱۸۸۷۷۶۶۵۵ داخلی ۲۳",
    });
  });

  test("a foreign number with + or 00 keeps its country", () => {
    expect(parsePhone("+1 262 397 7937", "IR")?.number).toBe("+12623977937");
    expect(parsePhone("0049 30 901820", "IR")?.number).toBe("+4930901820");
  });

  test.each(["", "ندارد", "abc", "12", "۰۹", "9", "+98", "0912", "0912100005", "091210000500", "۱۴۰۳/۰۱/۱۵"])(
    "%j is no phone",
    (raw) => {
      expect(parsePhone(raw, "IR")).toBeNull();
    },
  );

  test("every mobile is understood however it is spelled", () => {
    const prefixes = fc.constantFrom("+98", "0098", "0", "", "+98 0", "(+98) ");
    const spaces = fc.constantFrom("", " ", "-", ".");
    const mobile = fc.stringMatching(/^9[0-9]{9}$/);
    fc.assert(
      fc.property(mobile, prefixes, spaces, fc.boolean(), (digits, prefix, space, persian) => {
        const spelled = prefix + [digits.slice(0, 3), digits.slice(3, 6), digits.slice(6)].join(space);
        expect(parsePhone(persian ? toPersianDigits(spelled) : spelled, "IR")?.number).toBe(`+98${digits}`);
      }),
    );
  });
});

describe("a plainly written Iranian number", () => {
  const plain = fc.stringMatching(/^[1-9][0-9]{9}$/);

  test("is read as the library reads it", () => {
    fc.assert(
      fc.property(plain, fc.constantFrom("0", "+98"), (digits, prefix) => {
        const library = parsePhoneNumberFromString(prefix + digits, "IR");
        expect(library?.isPossible()).toBe(true);
        expect(parsePhone(prefix + digits, "IR")).toEqual({ number: library?.number, raw: prefix + digits });
      }),
    );
  });

  test("is shown as the library shows it", () => {
    fc.assert(
      fc.property(plain, (digits) => {
        expect(formatPhone(`+98${digits}`)).toBe(parsePhoneNumberFromString(`+98${digits}`)?.formatNational());
      }),
    );
  });

  test("without its country is another country's elsewhere", () => {
    expect(parsePhone("02088776655", "GB")?.number).toBe("+442088776655");
    expect(parsePhone("+982188776655", "GB")?.number).toBe("+982188776655");
  });
});

describe("parsePhone elsewhere", () => {
  test("American spellings", () => {
    expect(parsePhone("1-955-371-0847 x371", "US")).toEqual({
      number: "+19553710847",
      extension: "371",
      raw: "1-955-371-0847 x371",
    });
    expect(parsePhone("262.397.7937", "US")?.number).toBe("+12623977937");
    expect(parsePhone("(415) 293-3313", "US")?.number).toBe("+14152933313");
  });

  test("00 means + in a region that does not dial it", () => {
    expect(parsePhone("0098 912 100 0050", "US")?.number).toBe("+989121000050");
  });

  test("an unknown region understands international numbers only", () => {
    expect(parsePhone("+989121000050", "XX")?.number).toBe("+989121000050");
    expect(parsePhone("09121000050", "XX")).toBeNull();
  });

  test("a parsed number is read back as itself", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."+00123456789 -()x") }), (raw) => {
        const phone = parsePhone(raw, "IR");
        if (phone) expect(parsePhone(phone.number, "US")?.number).toBe(phone.number);
      }),
    );
  });
});

describe("formatPhone", () => {
  test.each([
    ["+989121000050", "0912 100 0050"],
    ["+982188776655", "021 8877 6655"],
    ["+12623977937", "+1 262 397 7937"],
    ["not a number", "not a number"],
  ])("%s is shown as %s", (number, shown) => {
    expect(formatPhone(number)).toBe(shown);
  });
});
