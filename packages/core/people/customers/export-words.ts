import type { CustomerImportField } from "./import-fields.ts";
import type {
  CHANNELS,
  CONSENT_STATES,
  CUSTOMER_KINDS,
  CUSTOMER_RELATIONS,
  LIFECYCLE_STAGES,
  RFM_GROUPS,
} from "./schema.ts";

type Words<T extends readonly string[]> = { [word in T[number]]: string };
export type ExportWords = {
  kinds: Words<typeof CUSTOMER_KINDS>;
  relations: Words<typeof CUSTOMER_RELATIONS>;
  stages: Words<typeof LIFECYCLE_STAGES>;
  channels: Words<typeof CHANNELS>;
  consents: Words<typeof CONSENT_STATES>;
  languages: { fa: string; en: string };
  rfmGroups: Words<typeof RFM_GROUPS>;
  yesNo: { yes: string; no: string };
};

/** The words of cells; `import-words.ts` reads each of them back. */
export const EXPORT_WORDS: { fa: ExportWords; en: ExportWords } = {
  fa: {
    kinds: { person: "شخص", organisation: "سازمان" },
    relations: {
      prospect: "مشتری بالقوه",
      customer: "مشتری",
      former: "مشتری پیشین",
      supplier: "تأمین کننده",
      agent: "نماینده",
      distributor: "پخش کننده",
      partner: "شریک",
      competitor: "رقیب",
    },
    stages: {
      targeted: "هدف گذاری شده",
      enquiring: "در حال پرس و جو",
      welcoming: "تازه وارد",
      developing: "در حال رشد",
      loyal: "وفادار",
      atRisk: "در خطر",
      lost: "از دست رفته",
      wonBack: "بازگشته",
      ended: "پایان یافته",
    },
    channels: {
      call: "تماس تلفنی",
      email: "ایمیل",
      sms: "پیامک",
      chat: "گفت‌وگوی آنلاین",
      social: "شبکهٔ اجتماعی",
      meeting: "جلسه",
      visit: "بازدید",
      letter: "نامه",
      web: "وب‌سایت",
      form: "فرم",
      note: "یادداشت",
      other: "راه دیگر",
    },
    consents: { granted: "داده", denied: "نداده", unknown: "نامعلوم" },
    languages: { fa: "فارسی", en: "انگلیسی" },
    rfmGroups: {
      champions: "قهرمانان",
      loyal: "وفاداران",
      potentialLoyalists: "وفاداران بالقوه",
      new: "تازه‌واردها",
      promising: "امیدبخش‌ها",
      needAttention: "نیازمند توجه",
      aboutToSleep: "در آستانهٔ خاموشی",
      atRisk: "در خطر",
      cannotLose: "نباید از دست بروند",
      hibernating: "خاموش‌ها",
      lost: "از دست رفته‌ها",
    },
    yesNo: { yes: "بله", no: "خیر" },
  },
  en: {
    kinds: { person: "Person", organisation: "Organisation" },
    relations: {
      prospect: "Prospect",
      customer: "Customer",
      former: "Former",
      supplier: "Supplier",
      agent: "Agent",
      distributor: "Distributor",
      partner: "Partner",
      competitor: "Competitor",
    },
    stages: {
      targeted: "Targeted",
      enquiring: "Enquiring",
      welcoming: "Welcoming",
      developing: "Developing",
      loyal: "Loyal",
      atRisk: "At risk",
      lost: "Lost",
      wonBack: "Won back",
      ended: "Ended",
    },
    channels: {
      call: "Phone call",
      email: "Email",
      sms: "Text message",
      chat: "Online chat",
      social: "Social media",
      meeting: "Meeting",
      visit: "Visit",
      letter: "Letter",
      web: "Website",
      form: "Form",
      note: "Note",
      other: "Other way",
    },
    consents: { granted: "Granted", denied: "Denied", unknown: "Unknown" },
    languages: { fa: "Persian", en: "English" },
    rfmGroups: {
      champions: "Champions",
      loyal: "Loyal",
      potentialLoyalists: "Potential loyalists",
      new: "New",
      promising: "Promising",
      needAttention: "Need attention",
      aboutToSleep: "About to sleep",
      atRisk: "At risk",
      cannotLose: "Cannot lose them",
      hibernating: "Hibernating",
      lost: "Lost",
    },
    yesNo: { yes: "Yes", no: "No" },
  },
};

type Heading = { fa: string; en: string; import: CustomerImportField | null };

/** Headings, in the order of the columns. What the import makes of each; null where it makes nothing of it. */
export const EXPORT_HEADINGS = {
  id: { fa: "شناسهٔ پیوند", en: "Peyvand id", import: null },
  code: { fa: "کد مشتری", en: "Customer code", import: "code" },
  kind: { fa: "نوع", en: "Kind", import: "kind" },
  relation: { fa: "رابطه", en: "Relation", import: "relation" },
  lifecycleStage: { fa: "مرحله", en: "Stage", import: "lifecycleStage" },
  name: { fa: "نام کامل", en: "Full name", import: "name" },
  givenName: { fa: "نام کوچک", en: "First name", import: "givenName" },
  familyName: { fa: "نام خانوادگی", en: "Last name", import: "familyName" },
  phones: { fa: "تلفن", en: "Phone", import: "phone" },
  emails: { fa: "ایمیل", en: "Email", import: "email" },
  addresses: { fa: "نشانی", en: "Address", import: null },
  nationalId: { fa: "کد ملی", en: "National id", import: "nationalId" },
  iban: { fa: "شماره شبا", en: "IBAN", import: "iban" },
  birthOn: { fa: "تاریخ تولد", en: "Birthday", import: "birthOn" },
  occasions: { fa: "مناسبت‌ها", en: "Occasions", import: "occasion.more" },
  tags: { fa: "برچسب‌ها", en: "Tags", import: "tags" },
  source: { fa: "نحوهٔ آشنایی", en: "Source", import: "source" },
  owner: { fa: "مسئول", en: "Owner", import: "owner" },
  preferredChannel: { fa: "راه ارتباط دلخواه", en: "Preferred channel", import: "preferredChannel" },
  language: { fa: "زبان", en: "Language", import: "language" },
  timeZone: { fa: "منطقهٔ زمانی", en: "Time zone", import: "timeZone" },
  consents: { fa: "رضایت", en: "Consent", import: null },
  custom: { fa: "", en: "", import: null },
  notes: { fa: "یادداشت", en: "Notes", import: "notes" },
  interactions: { fa: "شمار گفت‌وگوها", en: "Interactions", import: null },
  firstContactAt: { fa: "نخستین تماس", en: "First contact", import: null },
  lastContactAt: { fa: "آخرین تماس", en: "Last contact", import: null },
  silence: { fa: "روز از آخرین تماس", en: "Days since contact", import: null },
  inbound: { fa: "تماس از سوی مشتری", en: "Contacts they began", import: null },
  outbound: { fa: "تماس از سوی ما", en: "Contacts we began", import: null },
  openActivities: { fa: "کارهای باز", en: "Open activities", import: null },
  nextActivityAt: { fa: "گام بعدی", en: "Next activity", import: null },
  rfmGroup: { fa: "گروه RFM", en: "RFM group", import: null },
  segments: { fa: "بخش‌ها", en: "Segments", import: null },
  createdAt: { fa: "ساخته‌شده در", en: "Created", import: null },
  updatedAt: { fa: "آخرین تغییر", en: "Changed", import: null },
  archivedAt: { fa: "بایگانی‌شده در", en: "Archived", import: null },
} as const satisfies Record<string, Heading>;

export type ExportField = keyof typeof EXPORT_HEADINGS;

/** What of a list stands in columns of its own, before or after the number of the entry. */
export const PART_HEADINGS = {
  label: { fa: "نوع", en: "type" },
  country: { fa: "کشور", en: "country" },
  region: { fa: "استان", en: "region" },
  city: { fa: "شهر", en: "city" },
  street: { fa: "خیابان", en: "street" },
  postalCode: { fa: "کد پستی", en: "postal code" },
  more: { fa: "دیگر", en: "more" },
  email: { fa: "ایمیل", en: "email" },
  sms: { fa: "پیامک", en: "text message" },
  call: { fa: "تماس", en: "call" },
} as const;

export type ExportPart = keyof typeof PART_HEADINGS;

/** «تلفن ۱ - نوع», `Phone 1 - type`: the heading of one part of one entry of a list. */
export function partHeading(
  field: ExportField,
  number: number | null,
  part: ExportPart | null,
  language: "fa" | "en",
): string {
  const entry = number === null ? EXPORT_HEADINGS[field][language] : `${EXPORT_HEADINGS[field][language]} ${number}`;
  return part === null ? entry : `${entry} - ${PART_HEADINGS[part][language]}`;
}
