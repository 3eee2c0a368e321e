import * as z from "zod";
import { invalid } from "../../platform/errors.ts";
import { CALENDARS, line } from "../../platform/text-shape.ts";

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "A time is written like 21:00.");

export const holidayShape = z.strictObject({
  name: line(80),
  calendar: z.enum(CALENDARS),
  month: z.number().int().min(1).max(12),
  day: z.number().int().min(1).max(31),
  /** Of that year alone; every year unless said. */
  year: z.number().int().min(1200).max(2200).optional(),
});

const rateShape = z.strictObject({
  perMinute: z.number().int().min(1).max(100_000).nullable(),
  perDay: z.number().int().min(1).max(10_000_000).nullable(),
});

const name = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,39}$/, "A name is Latin letters, digits, «_» and «-».");

/**
 * A provider of short messages reached over HTTP. In `url`, `headers` and `body` stand `{to}` (E.164), `{toLocal}` (as dialled at
 * home), `{toDigits}` (E.164 without «+»), `{text}`, `{id}` (of the message) and `{secret.NAME}`.
 */
export const gatewayShape = z.strictObject({
  name: line(60),
  method: z.enum(["GET", "POST"]),
  url: z
    .string()
    .trim()
    .min(8)
    .max(2000)
    .regex(/^https?:\/\//, "An address begins with https://."),
  headers: z.array(z.strictObject({ name: name, value: z.string().trim().max(1000) })).max(20),
  body: z.string().max(4000),
  /** Where in the JSON of the answer something must stand for it to count as accepted; the HTTP status alone when empty. */
  successPath: z.string().trim().max(200),
  successValue: z.string().trim().max(200),
  /** Where in the JSON of the answer the provider's own id stands. */
  idPath: z.string().trim().max(200),
});
export type Gateway = z.output<typeof gatewayShape>;

/** How messages are sent here. Days of the week are 1 (Monday) to 7 (Sunday). */
export const sendingSettingsShape = z.strictObject({
  fromName: line(100).nullable(),
  fromAddress: line(254).nullable(),
  replyTo: line(254).nullable(),
  /** In the customer's own time zone; `from` after `to` runs over midnight. */
  quiet: z.strictObject({ from: clock, to: clock }).nullable(),
  daysOff: z.array(z.number().int().min(1).max(7)).max(6),
  holidays: z.array(holidayShape).max(200),
  /** At most so many marketing messages to one customer in so many days. */
  limit: z.strictObject({ most: z.number().int().min(1).max(50), days: z.number().int().min(1).max(90) }).nullable(),
  /** Of customers who never said yes or no. */
  unknownConsent: z.enum(["hold", "send"]),
  rates: z.strictObject({ email: rateShape, sms: rateShape }),
  /** Whether opens and clicks of marketing mail are told, where the provider can: it puts a picture and links of its own into them. */
  tracking: z.boolean(),
  gateway: gatewayShape.nullable(),
});
export type SendingSettings = z.output<typeof sendingSettingsShape>;

const NO_RATE = { perMinute: null, perDay: null };

const of = (month: number, day: number, name: string) => ({ name, calendar: "persian" as const, month, day });

/** Days off that recur in the Solar Hijri calendar; those of the lunar one move and are added year by year. */
const IRAN = [
  of(1, 1, "نوروز"),
  of(1, 2, "نوروز"),
  of(1, 3, "نوروز"),
  of(1, 4, "نوروز"),
  of(1, 12, "روز جمهوری اسلامی"),
  of(1, 13, "روز طبیعت"),
  of(3, 14, "رحلت امام خمینی"),
  of(3, 15, "قیام ۱۵ خرداد"),
  of(11, 22, "پیروزی انقلاب"),
  of(12, 29, "ملی شدن صنعت نفت"),
];

/** What holds until somebody changes it. */
export function defaultSettings(locale: "fa" | "en"): SendingSettings {
  return {
    fromName: null,
    fromAddress: null,
    replyTo: null,
    quiet: { from: "21:00", to: "09:00" },
    daysOff: locale === "fa" ? [5] : [],
    holidays: locale === "fa" ? IRAN : [],
    limit: { most: 3, days: 7 },
    unknownConsent: "hold",
    rates: { email: NO_RATE, sms: NO_RATE },
    tracking: false,
    gateway: null,
  };
}

/** A part of the settings that no shape can say is wrong alone. */
export function checkSettings({ gateway, holidays }: SendingSettings): void {
  const wrong = (path: string, code: string, message: string) => invalid(code, message, [{ path, code, message }]);
  for (const [at, { calendar, month, day }] of holidays.entries())
    if (day > longestMonth(calendar, month))
      throw wrong(`holidays.${at}.day`, "sending.no_such_day", "This month has no such day.");
  if (!gateway) return;
  if (!/^(https:|http:\/\/(127\.0\.0\.1|localhost)[:/])/.test(gateway.url))
    throw wrong(
      "gateway.url",
      "sending.gateway_not_https",
      "Secrets travel with it: the address must begin with https://.",
    );
  const all = [gateway.url, gateway.body, ...gateway.headers.map(({ value }) => value)].join("\n");
  if (!/\{text\}/.test(all)) throw wrong("gateway.body", "sending.gateway_no_text", "Nowhere does {text} stand.");
  if (!/\{to(Local|Digits)?\}/.test(all))
    throw wrong("gateway.url", "sending.gateway_no_to", "Nowhere does {to} stand.");
}

function longestMonth(calendar: "persian" | "gregorian", month: number): number {
  if (calendar === "persian") return month <= 6 ? 31 : 30;
  return [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 31;
}
