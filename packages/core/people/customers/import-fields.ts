import { foldText } from "../../platform/fold.ts";

/**
 * How the columns of each field are called, best name first: folded, without spaces and signs. Phones and emails
 * with a place («تلفن محل کار», `email_home`) are made from the lists below.
 */
const HEADINGS = {
  name: "نام اسم fullname نامونامخانوادگی نامکامل ناممشتری customername displayname clientname contactname نامشخص مشتری",
  givenName: "firstname forename نامکوچک اسمکوچک first fname نامفرد",
  middleName: "middle additionalname",
  familyName: "lastname surname نامخانوادگی فامیلی فامیل شهرت last lname نامفامیل",
  organisation:
    "organization company شرکت سازمان نامشرکت نامسازمان companyname organisationname organizationname " +
    "accountname account employer business مؤسسه موسسه فروشگاه نامفروشگاه",
  jobTitle: "سمت عنوانشغلی شغل position occupation role title organizationtitle",
  phone: "",
  "phone.mobile": "",
  "phone.work": "",
  "phone.home": "",
  "phone.other": "",
  email: "",
  "email.work": "",
  "email.home": "",
  "email.other": "",
  birthOn: "تاریختولد تولد birthday birthdate dateofbirth dob متولد روزتولد born",
  nationalId: "کدملی شمارهملی شناسهملی nationalcode nationalnumber nationalidnumber mellicode codemelli",
  iban: "شبا شمارهشبا کدشبا sheba ibannumber",
  code:
    "کدمشتری شمارهمشتری کداشتراک شمارهاشتراک شناسهمشتری کد customercode customerid customernumber customerno " +
    "clientid accountnumber accountno",
  source: "نحوهآشنایی طریقهآشنایی روشآشنایی شیوهآشنایی منبع منبعآشنایی leadsource referralsource",
  tags: "tag برچسب برچسبها تگ تگها labels keywords categories category گروه گروهها groups group",
  notes: "note یادداشت یادداشتها توضیحات توضیح شرح ملاحظات comments comment remarks remark description background",
  country: "کشور countryregion",
  region: "استان state province stateprovince stateregion county منطقه",
  city: "شهر شهرستان town locality محلسکونت",
  street: "نشانی ادرس خیابان streetaddress address addressline addressstreet نشانیپستی ادرسپستی",
  postalCode: "کدپستی zip zipcode postcode zippostalcode",
  label: "",
  phoneCountry: "",
  occasion: "",
  owner:
    "contactowner recordowner accountowner assignedto assigneduser assignedusername responsible مسئول کارشناس " +
    "کارشناسفروش مسئولپیگیری",
  "notes.labelled": "",
  "country.other": "",
  "region.other": "",
  "city.other": "",
  "street.other": "",
  "postalCode.other": "",
  "address.more": "",
  "occasion.more": "",
  "consents.email": "",
  "consents.sms": "",
  "consents.call": "",
  preferredChannel: "",
  language: "",
  timeZone: "",
  relation: "رابطه نوعرابطه نوعارتباط relationship",
  lifecycleStage: "مرحله مرحلهچرخهعمر مرحلهمشتری چرخهعمر lifecycle stage",
  kind: "نوع نوعمشتری نوعشخص حقیقیحقوقی customertype",
} as const;

export type CustomerImportField = keyof typeof HEADINGS;

/** What a column of an import can be: a field of a customer, or one part or label of it. */
export const CUSTOMER_IMPORT_FIELDS = Object.keys(HEADINGS) as readonly CustomerImportField[];

const PHONE =
  "phone phonenumber telephone tel telephonenumber contactnumber تلفن شمارهتلفن شمارهتماس شماره تلفنتماس تلفنثابت phonevalue";
const MOBILE =
  "mobile mobilephone mobilenumber cell cellphone cellular موبایل تلفنهمراه شمارهموبایل شمارههمراه همراه گوشی تلفنموبایل";
const EMAIL =
  "email emailaddress mail ایمیل پستالکترونیک پستالکترونیکی رایانامه ادرسایمیل نشانیایمیل emailvalue emailid";
const PLACES = {
  work: "work business office company job محلکار کار کاری شرکت دفتر اداره",
  home: "home personal private منزل خانه شخصی",
  other: "other alternate secondary second دیگر سایر دوم",
} as const;
const ADDRESS_PLACES = "home business work mailing postal billing primary محلکار منزل";

/** Only these may be filled from several columns. */
export function mayRepeat(field: string): boolean {
  return /^(?:phone|email)(?:\.|$)|^(?:tags|notes|notes\.labelled|label|occasion)$/.test(field);
}

type Rank = { field: CustomerImportField; rank: number };

const KNOWN: ReadonlyMap<string, Rank> = listKnown();

/**
 * The field that each heading means, in Persian or English, `snake_case`, `camelCase` or words; null when it is
 * none we know. A field that holds one value is given to the column whose heading says it best, the
 * first of equals; phones, emails, tags and notes may come from several columns. «نام» beside «نام خانوادگی»
 * is the given name.
 */
export function guessCustomerFields(headings: readonly string[]): (CustomerImportField | null)[] {
  const found = headings.map(findField);
  const hasGivenName = found.some((rank) => rank?.field === "givenName");
  const hasFamilyName = found.some((rank) => rank?.field === "familyName");
  const meant = found.map((one) => {
    const isGivenName = one && isPlainName(one) && hasFamilyName && !hasGivenName;
    return isGivenName ? { field: "givenName" as const, rank: one.rank } : one;
  });
  return meant.map((one, at) => (one && isBest(one, at, meant) ? one.field : null));
}

/** `name`, «نام» and «اسم» are the first three; a hundred more is an addition such as «(فارسی)». */
function isPlainName(one: Rank): boolean {
  return one.field === "name" && one.rank % UNSURE <= 2;
}

const UNSURE = 100;

function isBest(one: Rank, at: number, all: readonly (Rank | null)[]): boolean {
  if (mayRepeat(one.field)) return true;
  return !all.some(
    (other, there) => other?.field === one.field && (other.rank < one.rank || (other.rank === one.rank && there < at)),
  );
}

function findField(heading: string): Rank | null {
  const key = keyOf(heading);
  const exact = KNOWN.get(key);
  if (exact) return exact;
  // «موبایل ۲», "E-mail 1 - Value", «نام (الزامی)» mean the same, only less surely.
  const bare = KNOWN.get(key.replace(/\d/g, "")) ?? KNOWN.get(keyOf(heading.replace(/\(.*?\)|\[.*?\]/g, "")));
  return bare ? { field: bare.field, rank: bare.rank + UNSURE } : null;
}

export function keyOf(heading: string): string {
  // «شماره‌ی تلفن» is «شماره تلفن».
  return foldText(heading)
    .replace(/ه ی(?= )/g, "ه")
    .replace(/[^\p{L}\p{N}]/gu, "");
}

function listKnown(): Map<string, Rank> {
  const known = new Map<string, Rank>();
  const add = (field: CustomerImportField, keys: string[]) => {
    keys.forEach((key, rank) => {
      const folded = keyOf(key);
      if (!known.has(folded)) known.set(folded, { field, rank });
    });
  };
  const words = (text: string) => text.split(" ").filter((word) => word !== "");
  const both = (one: string[], other: string[]) => one.flatMap((a) => other.flatMap((b) => [a + b, b + a]));

  for (const field of CUSTOMER_IMPORT_FIELDS) add(field, [field, ...words(HEADINGS[field])]);
  add("phone", words(PHONE));
  add("phone.mobile", words(MOBILE));
  add("email", words(EMAIL));
  for (const place of ["work", "home", "other"] as const) {
    add(`phone.${place}`, both(words(PHONE), words(PLACES[place])));
    add(`email.${place}`, both(words(EMAIL), words(PLACES[place])));
    add("phone.mobile", both(words(MOBILE), words(PLACES[place])));
  }
  for (const field of ["country", "region", "city", "street", "postalCode"] as const) {
    add(field, both([field, ...words(HEADINGS[field])], words(ADDRESS_PLACES)));
  }
  return known;
}
