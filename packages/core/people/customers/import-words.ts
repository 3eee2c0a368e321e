import { foldText } from "../../platform/fold.ts";
import { CUSTOMER_KINDS, CUSTOMER_RELATIONS, LIFECYCLE_STAGES } from "./schema.ts";

const RELATION_WORDS: Record<(typeof CUSTOMER_RELATIONS)[number], string> = {
  prospect:
    "lead|subscriber|marketing qualified lead|sales qualified lead|opportunity|potential|سرنخ|مشتری بالقوه|بالقوه|مشتری احتمالی|احتمالی",
  customer: "client|buyer|evangelist|مشتری|مشتری فعلی|مشتری بالفعل|خریدار",
  former: "former customer|past customer|ex customer|مشتری سابق|سابق|مشتری پیشین|پیشین",
  supplier: "vendor|تأمین کننده|فروشنده",
  agent: "representative|نماینده|نماینده فروش|عامل",
  distributor: "reseller|توزیع کننده|پخش کننده|پخش",
  partner: "شریک|شریک تجاری|همکار",
  competitor: "رقیب",
};

const STAGE_WORDS: Record<(typeof LIFECYCLE_STAGES)[number], string> = {
  targeted: "target|هدف|هدف گذاری شده|مخاطب هدف",
  enquiring: "inquiring|enquiry|inquiry|پرس و جو|در حال پرس و جو|استعلام",
  welcoming: "welcome|new|خوشامد|خوش آمد گویی|تازه وارد|جدید",
  developing: "development|در حال توسعه|توسعه|در حال رشد|رشد",
  loyal: "وفادار",
  atRisk: "در خطر|در معرض خطر|در معرض ریزش",
  lost: "churned|از دست رفته|ریزش کرده",
  wonBack: "back|بازگشته|بازگشت",
  ended: "closed|پایان یافته|پایان|خاتمه یافته|قطع همکاری",
};

const KIND_WORDS: Record<(typeof CUSTOMER_KINDS)[number], string> = {
  person: "individual|human|شخص|فرد|حقیقی|شخص حقیقی|مشتری حقیقی",
  organisation: "organization|company|business|سازمان|شرکت|حقوقی|شخص حقوقی|مشتری حقوقی",
};

/** The relation that a cell names in Persian or English, or null. */
export const readRelation = reader(CUSTOMER_RELATIONS, RELATION_WORDS);
/** The lifecycle stage that a cell names in Persian or English, or null. */
export const readLifecycleStage = reader(LIFECYCLE_STAGES, STAGE_WORDS);
/** The kind of customer that a cell names in Persian or English, or null. */
export const readKind = reader(CUSTOMER_KINDS, KIND_WORDS);

function reader<T extends string>(values: readonly T[], words: Record<T, string>): (text: string) => T | null {
  const known = new Map<string, T>();
  for (const value of values) for (const word of [value, ...words[value].split("|")]) known.set(keyOf(word), value);
  return (text) => known.get(keyOf(text)) ?? null;
}

function keyOf(text: string): string {
  return foldText(text).replace(/[^\p{L}\p{N}]/gu, "");
}

const PLACEHOLDER = /^(?:[-–—_.?*#0/\\]+|n\/?a|#n\/a|null|none|nil|unknown|ندارد|ندارم|نامشخص|نامعلوم|خالی)$/;

/** Whether a cell only says that there is nothing: «ندارد», `-`, `N/A`, `0000-00-00`. Not to be asked of names. */
export function isPlaceholder(text: string): boolean {
  return text.length <= 20 && PLACEHOLDER.test(foldText(text));
}

const SHEET_ERROR = /^\s*#(?:N\/A|REF!|NAME\?|VALUE!|DIV\/0!|NULL!|NUM!|SPILL!|CALC!)\s*$/i;

/** Whether a cell holds nothing but the signs with which exports fill empty ones, or what a spreadsheet writes where a formula failed. */
export function saysNothing(text: string): boolean {
  return /^[\s\p{Cf}\-–—_.*/\\]*$/u.test(text) || SHEET_ERROR.test(text);
}
