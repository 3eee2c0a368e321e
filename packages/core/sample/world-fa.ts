import { toPersianDigits } from "../platform/digits.ts";
import { type Day, islamicDay, persianDay, persianOf, tehranOffice } from "./calendar.ts";
import { CARE_FA } from "./care-fa.ts";
import { NAMES_FA } from "./names-fa.ts";
import { readPhrases } from "./phrasebook.ts";
import { PLACES_FA } from "./places-fa.ts";
import { STORIES_FA } from "./stories-fa.ts";
import { TRADE_FA } from "./trade-fa.ts";
import type { World } from "./world.ts";

const MONTHS = "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند".split(" ");
const digits = (value: number) => toPersianDigits(String(value));
const between = (from: readonly [number, number], to: readonly [number, number]) => (year: number) =>
  [persianDay(year, ...from), persianDay(year, ...to)] as const;

/** Forty days after Ashura, in the Persian year. */
function arbaeenOf(year: number): Day {
  const newYear = persianDay(year, 1, 1);
  let lunarYear = year + 40;
  while (islamicDay(lunarYear, 2, 20) < newYear) lunarYear++;
  return islamicDay(lunarYear, 2, 20);
}

export const WORLD_FA: World = {
  locale: "fa",
  calendar: "persian",
  office: tehranOffice,
  country: "ایران",
  workspaceName: "آژانس مسافرتی سپیدبال",
  agency: "آژانس سپیدبال",
  codePrefix: "SB",
  teams: [{ name: "فروش" }, { name: "فروش سازمانی", under: "فروش" }, { name: "پشتیبانی مسافران" }],
  staff: [
    { name: "مینا کیانی", email: "mina.kiani@example.com", role: "administrator" },
    { name: "آرش رستگار", email: "arash.rastegar@example.com", role: "manager", team: "فروش" },
    { name: "سمیرا یوسفی", email: "samira.yousefi@example.com", role: "salesperson", team: "فروش" },
    { name: "پویا نظری", email: "pouya.nazari@example.com", role: "salesperson", team: "فروش سازمانی" },
    { name: "الهام صدر", email: "elham.sadr@example.com", role: "agent", team: "پشتیبانی مسافران" },
  ],
  names: NAMES_FA,
  sharedSurname: false,
  // No subscriber has a number beginning 000 after its prefix, nor a Tehran line beginning with zero.
  mobile: (prefix, serial) => `+98${prefix}000${String(serial).padStart(4, "0")}`,
  landline: (serial) => `+98210000${String(serial).padStart(4, "0")}`,
  ...PLACES_FA,
  seasons: [
    { key: "nowruz", weight: 6, name: "نوروز", departures: between([1, -3], [1, 7]) },
    { key: "spring", weight: 2, name: "اردیبهشت", departures: between([2, 1], [2, 28]) },
    { key: "summer", weight: 6, name: "تابستان", departures: between([4, 1], [6, 24]) },
    { key: "arbaeen", weight: 1, name: "اربعین", departures: (year) => [arbaeenOf(year) - 8, arbaeenOf(year) - 4] },
    { key: "autumn", weight: 3, name: "پاییز", departures: between([7, 3], [8, 25]) },
    { key: "yalda", weight: 1, name: "یلدا", departures: between([9, 27], [9, 29]) },
    { key: "winter", weight: 3, name: "زمستان", departures: between([10, 8], [11, 28]) },
  ],
  habits: [
    ["nowruz", 6],
    ["summer", 2],
    ["arbaeen", 1],
  ],
  lead: [22, 48],
  balanceBefore: 12,
  holiday: { month: 1, day: 1 },
  winterNight: { month: 9, day: 30 },
  words: {
    source: {
      referral: "معرفی",
      instagram: "اینستاگرام",
      fair: "نمایشگاه گردشگری",
      website: "وب‌سایت",
      phone: "تماس ورودی",
      walkIn: "مراجعهٔ حضوری",
      trade: "همکاری صنفی",
    },
    tag: {
      habit: "نوروزی",
      family: "خانوادگی",
      couple: "زوج",
      pilgrim: "زیارتی",
      corporate: "شرکتی",
      culture: "فرهنگی",
      sea: "ساحلی",
      vip: "ویژه",
      advocate: "معرف",
      complaint: "شکایت",
      instalments: "قسطی",
      new: "سفر اولی",
      abroad: "خارجی",
      hotel: "هتل",
      airline: "هواپیمایی",
      visa: "ویزا",
      operator: "کارگزار",
      guide: "راهنما",
      insurer: "بیمه",
      coach: "حمل‌ونقل",
      agent: "همکار فروش",
      distributor: "فروش آنلاین",
      partner: "شریک",
      rival: "رقیب",
    },
    kin: {
      spouses: "همسر",
      motherSon: "مادر و پسر",
      motherDaughter: "مادر و دختر",
      fatherSon: "پدر و پسر",
      fatherDaughter: "پدر و دختر",
      siblings: "خواهر و برادر",
    },
    wedding: "سالگرد ازدواج",
    forAnniversary: "سالگرد ازدواج",
    founded: "سالگرد تأسیس",
    mobile: "همراه",
    work: "محل کار",
    shared: "همراه خانواده",
    home: "خانه",
    office: "دفتر",
    consent: {
      form: "فرم حضوری دفتر",
      web: "فرم وب‌سایت",
      call: "تماس تلفنی",
      fair: "نمایشگاه گردشگری",
      withdrawn: "به درخواست مشتری",
    },
    rooms: ["یک اتاق یک‌تخته", "یک اتاق دوتخته", "یک اتاق خانوادگی"],
    bus: "شرکت اتوبوس‌رانی",
    roomsWord: "اتاق",
    seatsWord: "صندلی",
    note: {
      agent: "تورهای ما را در شهر خودشان می‌فروشند؛ تسویهٔ پورسانت آخر هر ماه.",
      rival: "فقط برای ثبت دیده‌ها و شنیده‌ها؛ هیچ پیامی فرستاده نشود.",
      supplier: "طرف قرارداد؛ پیش از فصل‌های شلوغ زودتر هماهنگ شود.",
    },
  },
  phrases: readPhrases({ ...STORIES_FA, ...CARE_FA, ...TRADE_FA }),
  honorific: ({ gender, family }) => `${gender === "she" ? "خانم" : "آقای"} ${family}`,
  household({ gender, family }, company) {
    const lead = `${gender === "she" ? "خانم" : "آقای"} ${family}`;
    if (company === "family") return `خانوادهٔ ${lead}`;
    return company === "couple" ? `${lead} و همسرشان` : `${lead} و همراهشان`;
  },
  // Prices are in thousands of Toman.
  money(amount) {
    const millions = Math.floor(amount / 1000);
    const thousands = amount % 1000;
    const parts = [millions > 0 ? `${digits(millions)} میلیون` : "", thousands > 0 ? `${digits(thousands)} هزار` : ""];
    return `${parts.filter(Boolean).join(" و ")} تومان`;
  },
  priceOn(amount, day) {
    const { year, month } = persianOf(day);
    const price = amount * 1.36 ** (year + month / 12 - 1404.5);
    const step = price > 40_000 ? 1000 : price > 10_000 ? 500 : 100;
    return Math.round(price / step) * step;
  },
  number: digits,
  date(day) {
    const { month, day: date } = persianOf(day);
    return `${digits(date)} ${MONTHS[month - 1]}`;
  },
  monthName: (day) => MONTHS[persianOf(day).month - 1] ?? "",
  clock: (minute) => `${digits(Math.floor(minute / 60))}:${toPersianDigits(String(minute % 60).padStart(2, "0"))}`,
  nights: (count) => `${digits(count)} شب`,
  people: (count) => `${digits(count)} نفر`,
  party(adults, children) {
    const count = ["", "یک", "دو", "سه", "چهار", "پنج"][adults] ?? digits(adults);
    if (children.length === 0) return `${count} نفر`;
    const grown = `${count} بزرگسال`;
    const ages = children.map(digits).join(" و ");
    return children.length === 1 ? `${grown} و یک بچهٔ ${ages}ساله` : `${grown} و دو بچهٔ ${ages}ساله`;
  },
  inPlace: (place) => `در ${place}`,
  address: (street, number) => `${street}، پلاک ${digits(number)}، واحد ${digits((number % 7) + 1)}`,
};
