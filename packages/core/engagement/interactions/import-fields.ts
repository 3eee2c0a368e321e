import { foldText } from "../../platform/fold.ts";

/** How the columns of an interaction are called, best name first; folded, without spaces and signs. */
const HEADINGS = {
  customerCode: "کدمشتری شمارهمشتری customercode customernumber code accountnumber contactcode",
  customerPhone:
    "موبایل تلفن شمارهتماس تلفنهمراه شمارهموبایل شمارهتلفن phone mobile phonenumber customerphone contactphone number",
  customerEmail: "ایمیل پستالکترونیک email emailaddress customeremail contactemail mail",
  customerId: "شناسهمشتری customerid contactid",
  customerName: "مشتری ناممشتری نام customer customername contact contactname name fullname",
  channel: "کانال نوع نوعتماس روش روشتماس channel type activitytype medium kind",
  direction: "جهت ورودیخروجی direction inout",
  on: "تاریخ زمان تاریختماس تاریخوساعت date datetime occurredat time timestamp activitydate startedat duedate",
  time: "ساعت ساعتتماس timeofday hour clock starttime",
  subject: "موضوع عنوان subject title",
  body: "شرح متن توضیحات توضیح یادداشت گزارش body text note notes description content message details",
  outcome: "نتیجه نتیجهتماس outcome result disposition calloutcome",
  durationSeconds: "مدت مدتثانیه طول duration durationseconds seconds length callduration",
  durationMinutes: "مدتدقیقه دقیقه durationminutes minutes durationmin",
  sourceId: "شناسه شناسهتماس id sourceid recordid activityid externalid interactionid",
} as const;

export type InteractionImportField = keyof typeof HEADINGS;

/** What a column of an import of interactions can be. */
export const INTERACTION_IMPORT_FIELDS = Object.keys(HEADINGS) as readonly InteractionImportField[];

const KNOWN = new Map<string, { field: InteractionImportField; rank: number }>();
for (const field of INTERACTION_IMPORT_FIELDS) {
  [field, ...HEADINGS[field].split(" ")].forEach((key, rank) => {
    if (!KNOWN.has(keyOf(key))) KNOWN.set(keyOf(key), { field, rank });
  });
}

/** Several columns may hold phones and emails of the customer, and text. */
const MAY_REPEAT = new Set<string>(["customerPhone", "customerEmail", "body"]);

/** The field that each heading means, in Persian or English; null when it is none we know. */
export function guessInteractionFields(headings: readonly string[]): (InteractionImportField | null)[] {
  const found = headings.map(
    (heading) => KNOWN.get(keyOf(heading)) ?? KNOWN.get(keyOf(heading).replace(/\d/g, "")) ?? null,
  );
  return found.map((one, at) => {
    if (!one || MAY_REPEAT.has(one.field)) return one?.field ?? null;
    const better = found.some(
      (other, there) =>
        other?.field === one.field && (other.rank < one.rank || (other.rank === one.rank && there < at)),
    );
    return better ? null : one.field;
  });
}

function keyOf(heading: string): string {
  return foldText(heading).replace(/[^\p{L}\p{N}]/gu, "");
}
