import type { BuiltInRole } from "../platform/permissions.ts";
import type { CalendarName, Day, Office } from "./calendar.ts";
import type { CareBeat } from "./care-fa.ts";
import type { Gender, Generation, Names } from "./names.ts";
import type { Line } from "./phrasebook.ts";
import type { TravelBeat } from "./stories-fa.ts";
import type { TradeBeat } from "./trade-fa.ts";

export type Beat = TravelBeat | CareBeat | TradeBeat;
export type SampleLocale = "fa" | "en";
/** `team`: the name of one of the company's teams. */
export type Staff = { name: string; email: string; role: BuiltInRole; team?: string };
/** `under`: the name of the team above it, which stands before it. */
export type SampleTeam = { name: string; under?: string };

export type Human = { gender: Gender; generation: Generation; given: string; family: string; slug: string };

export type Place = {
  name: string;
  hotels: readonly [string, string, ...string[]];
  /** What is true of every journey there: abroad or home, air or road, visa, sea, culture, nature, pilgrimage. */
  about: string;
  nights: readonly [number, number];
  /** For one person, in the year the price list was written. */
  price: number;
  seasons: string;
  /** What one tells of it afterwards. */
  sight: string;
};

export type Season = {
  key: string;
  name: string;
  /** How many travel then. */
  weight: number;
  /** The days on which journeys of that season begin, for the calendar year. */
  departures(year: number): readonly [Day, Day];
};

/** What somebody always asks for: as we note it, as they say it, as the hotel hears it. */
export type Trait = { wish: string; ask: string; request: string };

export type City = {
  name: string;
  region: string;
  weight: number;
  mobile: readonly string[];
  streets: readonly string[];
};

export type Kin = "spouses" | "motherSon" | "motherDaughter" | "fatherSon" | "fatherDaughter" | "siblings";
export type SourceKey = "referral" | "instagram" | "fair" | "website" | "phone" | "walkIn" | "trade";
export type TradeRole =
  | "hotel"
  | "airline"
  | "visa"
  | "operator"
  | "guide"
  | "insurer"
  | "coach"
  | "agent"
  | "distributor"
  | "partner"
  | "rival";
export type TagKey =
  | "habit"
  | "family"
  | "couple"
  | "pilgrim"
  | "corporate"
  | "culture"
  | "sea"
  | "vip"
  | "advocate"
  | "complaint"
  | "instalments"
  | "new"
  | "abroad"
  | TradeRole;

export type Firm = { name: string; slug: string; city?: string; places: string[]; language?: "en" };

/** One of the two languages: its people, places, seasons and phrases. */
export type World = {
  locale: SampleLocale;
  calendar: CalendarName;
  office: Office;
  country: string;
  workspaceName: string;
  agency: string;
  codePrefix: string;
  staff: readonly [Staff, Staff, Staff, Staff, Staff];
  teams: readonly SampleTeam[];
  names: Names;
  /** Whether husband and wife bear one family name. */
  sharedSurname: boolean;
  cities: readonly City[];
  /** Numbers that nobody has: E.164. */
  mobile(prefix: string, serial: number): string;
  landline(serial: number): string;
  places: readonly Place[];
  seasons: readonly Season[];
  /** Seasons a faithful family keeps, with the weight of each. */
  habits: readonly (readonly [season: string, weight: number])[];
  /** Days between the first question and departure. */
  lead: readonly [number, number];
  /** Days before departure on which the balance is due. */
  balanceBefore: number;
  holiday: { month: number; day: number };
  winterNight: { month: number; day: number };
  traits: readonly Trait[];
  childTrait: Trait;
  companies: readonly Firm[];
  trade: Readonly<Record<Exclude<TradeRole, "guide">, readonly Firm[]>>;
  jobs: { contact: readonly string[]; employee: readonly string[]; guide: string; guideNotes: readonly string[] };
  routes: readonly string[];
  errands: readonly string[];
  words: {
    source: Readonly<Record<SourceKey, string>>;
    tag: Readonly<Record<TagKey, string>>;
    kin: Readonly<Record<Kin, string>>;
    wedding: string;
    forAnniversary: string;
    founded: string;
    mobile: string;
    work: string;
    shared: string;
    home: string;
    office: string;
    consent: { form: string; web: string; call: string; fair: string; withdrawn: string };
    rooms: readonly [string, string, string];
    bus: string;
    roomsWord: string;
    seatsWord: string;
    note: { agent: string; rival: string; supplier: string };
  };
  phrases: Readonly<Record<Beat, readonly Line[]>>;
  honorific(person: Human): string;
  /** Those who travel together, by the name of the one who books. */
  household(person: Human, company: "family" | "couple" | "friends"): string;
  money(amount: number): string;
  /** The price on that day, rounded as agencies round. */
  priceOn(amount: number, day: Day): number;
  number(value: number): string;
  date(day: Day): string;
  monthName(day: Day): string;
  clock(minute: number): string;
  nights(count: number): string;
  people(count: number): string;
  party(adults: number, children: readonly number[]): string;
  inPlace(place: string): string;
  address(street: string, number: number): string;
};
