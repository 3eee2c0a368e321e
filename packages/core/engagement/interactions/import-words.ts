import type { CHANNELS } from "../../people/customers/schema.ts";
import { toLatinDigits } from "../../platform/digits.ts";
import { foldText } from "../../platform/fold.ts";
import type { DIRECTIONS } from "./schema.ts";

type Channel = (typeof CHANNELS)[number];
type Direction = (typeof DIRECTIONS)[number];

const CHANNEL_WORDS: Record<Channel, string> = {
  call: "phone|phone call|telephone|تماس|تماس تلفنی|تلفن|تلفنی|مکالمه",
  email: "e-mail|mail|ایمیل|پست الکترونیک|رایانامه",
  sms: "text|text message|پیامک|پیام کوتاه|اس ام اس",
  chat: "whatsapp|telegram|messenger|چت|گفتگو|واتساپ|تلگرام|بله|ایتا|روبیکا|پیام",
  social: "instagram|linkedin|facebook|twitter|x|اینستاگرام|شبکه اجتماعی|لینکدین",
  meeting: "appointment|demo|جلسه|ملاقات|قرار",
  visit: "on site|بازدید|حضوری|مراجعه|مراجعه حضوری",
  letter: "post|نامه|پست",
  web: "website|وب|وبگاه|سایت",
  form: "web form|فرم",
  note: "comment|remark|یادداشت|توضیح",
  other: "task|activity|دیگر|سایر|متفرقه",
};

const DIRECTION_WORDS: Record<Direction, string> = {
  in: "inbound|incoming|received|ورودی|دریافتی|از مشتری",
  out: "outbound|outgoing|sent|made|خروجی|ارسالی|به مشتری",
  none: "-|بدون جهت|internal",
};

/** The channel that a cell names in Persian or English, or null. */
export const readChannel = reader(CHANNEL_WORDS);
/** The direction that a cell names in Persian or English, or null. */
export const readDirection = reader(DIRECTION_WORDS);

function reader<T extends string>(words: Record<T, string>): (text: string) => T | null {
  const known = new Map<string, T>();
  for (const [value, others] of Object.entries(words) as [T, string][])
    for (const word of [value, ...others.split("|")]) known.set(keyOf(word), value);
  return (text) => known.get(keyOf(text)) ?? null;
}

function keyOf(text: string): string {
  return foldText(text).replace(/[^\p{L}\p{N}-]/gu, "");
}

const MINUTES = /^(\d+(?:[.,]\d+)?)\s*(?:m|min|mins|minutes?|دقیقه)$/i;
const SECONDS = /^(\d+)(?:\.\d+)?\s*(?:s|sec|secs|seconds?|ثانیه)?$/i;
const CLOCK = /^(?:(\d+):)?(\d{1,3}):(\d\d)$/;

/** Seconds of a duration as programs write it: `125`, `2:05`, `1:02:05`, `5 min`; null when it is none. */
export function readDuration(text: string, unit: 1 | 60): number | null {
  const plain = toLatinDigits(text).trim();
  const clock = CLOCK.exec(plain);
  if (clock) return Number(clock[1] ?? 0) * 3600 + Number(clock[2]) * 60 + Number(clock[3]);
  const minutes = MINUTES.exec(plain);
  if (minutes) return Math.round(Number(minutes[1]?.replace(",", ".")) * 60);
  const seconds = SECONDS.exec(plain);
  return seconds ? Number(seconds[1]) * unit : null;
}
