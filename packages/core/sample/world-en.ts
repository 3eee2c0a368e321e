import { dayIn, gregorianOf, londonOffice } from "./calendar.ts";
import { CARE_EN } from "./care-en.ts";
import { NAMES_EN } from "./names-en.ts";
import { readPhrases } from "./phrasebook.ts";
import { PLACES_EN } from "./places-en.ts";
import { STORIES_EN } from "./stories-en.ts";
import { TRADE_EN } from "./trade-en.ts";
import type { World } from "./world.ts";

const MONTHS = "January February March April May June July August September October November December".split(" ");
const between = (from: readonly [number, number], to: readonly [number, number]) => (year: number) =>
  [dayIn("gregorian", year, ...from), dayIn("gregorian", year, ...to)] as const;

export const WORLD_EN: World = {
  locale: "en",
  calendar: "gregorian",
  office: londonOffice,
  country: "United Kingdom",
  workspaceName: "Merriwick Travel",
  agency: "Merriwick Travel",
  codePrefix: "MW",
  teams: [{ name: "Sales" }, { name: "Corporate sales", under: "Sales" }, { name: "Travellers’ care" }],
  staff: [
    { name: "Harriet Lowe", email: "harriet.lowe@example.com", role: "administrator" },
    { name: "Ben Achebe", email: "ben.achebe@example.com", role: "manager", team: "Sales" },
    { name: "Ros Tamblyn", email: "ros.tamblyn@example.com", role: "salesperson", team: "Sales" },
    { name: "Dev Malhotra", email: "dev.malhotra@example.com", role: "salesperson", team: "Corporate sales" },
    { name: "Elsie Crane", email: "elsie.crane@example.com", role: "agent", team: "Travellers’ care" },
  ],
  names: NAMES_EN,
  sharedSurname: true,
  // Ofcom keeps 0117 496 0xxx and 07700 900xxx for drama.
  mobile: (_, serial) => `+447700900${String(serial).padStart(3, "0")}`,
  landline: (serial) => `+441174960${String(serial).padStart(3, "0")}`,
  ...PLACES_EN,
  seasons: [
    { key: "easter", weight: 2, name: "Easter", departures: between([3, 29], [4, 12]) },
    { key: "spring", weight: 3, name: "May", departures: between([5, 3], [5, 29]) },
    { key: "summer", weight: 7, name: "the summer", departures: between([6, 28], [8, 24]) },
    { key: "autumn", weight: 3, name: "October", departures: between([9, 28], [10, 27]) },
    { key: "christmas", weight: 3, name: "Christmas", departures: between([12, 2], [12, 20]) },
    { key: "february", weight: 2, name: "February", departures: between([1, 28], [2, 22]) },
  ],
  habits: [
    ["summer", 6],
    ["christmas", 2],
    ["easter", 1],
  ],
  lead: [75, 150],
  balanceBefore: 56,
  holiday: { month: 12, day: 23 },
  winterNight: { month: 10, day: 25 },
  words: {
    source: {
      referral: "Referral",
      instagram: "Instagram",
      fair: "Travel show",
      website: "Website",
      phone: "Phone-in",
      walkIn: "Walk-in",
      trade: "Trade contact",
    },
    tag: {
      habit: "every summer",
      family: "family",
      couple: "couple",
      pilgrim: "walking",
      corporate: "corporate",
      culture: "culture",
      sea: "beach",
      vip: "VIP",
      advocate: "advocate",
      complaint: "complaint",
      instalments: "pays monthly",
      new: "first trip",
      abroad: "overseas",
      hotel: "hotel",
      airline: "airline",
      visa: "visas",
      operator: "local operator",
      guide: "guide",
      insurer: "insurance",
      coach: "coach hire",
      agent: "sub-agent",
      distributor: "online seller",
      partner: "partner",
      rival: "competitor",
    },
    kin: {
      spouses: "Spouse",
      motherSon: "Mother and son",
      motherDaughter: "Mother and daughter",
      fatherSon: "Father and son",
      fatherDaughter: "Father and daughter",
      siblings: "Brother and sister",
    },
    wedding: "Wedding anniversary",
    forAnniversary: "our anniversary",
    founded: "Founding day",
    mobile: "Mobile",
    work: "Work",
    shared: "Family mobile",
    home: "Home",
    office: "Office",
    consent: {
      form: "Booking form in the shop",
      web: "Website form",
      call: "Phone call",
      fair: "Travel show",
      withdrawn: "Customer's request",
    },
    rooms: ["a single room", "a double room", "a family room"],
    bus: "the coach company",
    roomsWord: "rooms",
    seatsWord: "seats",
    note: {
      agent: "Sells our trips locally; commission at the end of each month.",
      rival: "Only for what we see and hear; never message them.",
      supplier: "Under contract; call early before the busy seasons.",
    },
  },
  phrases: readPhrases({ ...STORIES_EN, ...CARE_EN, ...TRADE_EN }),
  honorific: ({ gender, generation, family }) =>
    `${gender === "he" ? "Mr" : generation === "young" ? "Ms" : "Mrs"} ${family}`,
  household({ gender, given, family }, company) {
    if (company === "family") return `the ${family} family`;
    return company === "couple"
      ? `Mr and Mrs ${family}`
      : `${gender === "she" ? "Ms" : "Mr"} ${given} ${family} and friend`;
  },
  money: (amount) => `£${String(amount).replace(/\B(?=(\d{3})+$)/g, ",")}`,
  priceOn(amount, day) {
    const { year, month } = gregorianOf(day);
    const price = amount * 1.05 ** (year + month / 12 - 2025.5);
    const step = price > 1000 ? 10 : 5;
    return Math.round(price / step) * step;
  },
  number: String,
  date(day) {
    const { month, day: date } = gregorianOf(day);
    return `${date} ${MONTHS[month - 1]}`;
  },
  monthName: (day) => MONTHS[gregorianOf(day).month - 1] ?? "",
  clock: (minute) => `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`,
  nights: (count) => `${count} nights`,
  people: (count) => `${count} people`,
  party(adults, children) {
    const grown = ["", "one adult", "two adults", "three adults", "four adults"][adults] ?? `${adults} adults`;
    if (children.length === 0) return grown;
    const young = children.length === 1 ? "one child" : children.length === 2 ? "two children" : "three children";
    return `${grown} and ${young} (${children.join(" and ")})`;
  },
  inPlace: (place) => `in ${place}`,
  address: (street, number) => `${number} ${street}`,
};
