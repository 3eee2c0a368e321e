import type { NewCustomer } from "../people/customers/index.ts";
import type { RelationKind } from "../people/relations/index.ts";
import type { Day } from "./calendar.ts";
import type { Gender } from "./names.ts";
import type { Channel, Variables } from "./phrasebook.ts";
import type { City, Firm, Human, Place, Season, SourceKey, TradeRole, Trait } from "./world.ts";

/** How the relationship goes. */
export type Path =
  | "loyal"
  | "regular"
  | "newcomer"
  | "lost"
  | "wonBack"
  | "resolved"
  | "aggrieved"
  | "ended"
  | "prospect"
  | "companion"
  | "contact"
  | "employee"
  | "company"
  | "trade";

export type SampleRelation = { kind: RelationKind; other: number; note?: string };
export type Child = { name: string; gender: Gender; born: number };

/** Somebody in the sample, before anything has happened. */
export type Member = {
  index: number;
  path: Path;
  name: string;
  slug: string;
  human?: Human;
  firm?: Firm;
  trade?: TradeRole;
  city: City;
  street: string;
  phone: { number: string; label: string };
  owner: number;
  preferred: Channel;
  source: SourceKey;
  trait: Trait;
  bornOn?: Day;
  wedOn?: Day;
  foundedOn?: Day;
  spouse?: Member;
  /** Whose bookings they travel on. */
  lead?: Member;
  /** Those who may come along on this one's bookings. */
  party: Member[];
  children: Child[];
  /** The place of a company among the others, the busiest first. */
  rank?: number;
  employer?: Member;
  job?: string;
  referrer?: Member;
  habit?: Season;
  /** Travelled with us before the records began. */
  old?: boolean;
  consents: Record<"email" | "sms" | "call", "granted" | "denied" | "unknown">;
  /** Will ask us one day to stop. */
  tiresOfTexts?: boolean;
  /** When it was said. */
  tiredAt?: string;
  relations: SampleRelation[];
};

export type Trouble = { topic: string; mended: boolean };

export type Trip = {
  place: Place;
  season: Season;
  occasion?: "anniversary";
  asked: Day;
  leaves: Day;
  nights: number;
  adults: number;
  travellers: Member[];
  hotel: string;
  /** The two that were proposed; the hotel is one of them. */
  finer: { hotel: string; each: number };
  simpler: { hotel: string; each: number };
  airline: string;
  /** Minute of the day. */
  hour: number;
  each: number;
  total: number;
  deposit: number;
  part: number;
  instalments: boolean;
  trouble?: Trouble;
  /** What it was that made them hesitate. */
  doubt?: "money" | "family" | "dates";
  /** Asked about, never booked: the reason, or silence. */
  declined?: string;
  /** The journey in words, the same in every message about it. */
  words: Variables;
};

/** What a member does in the years of the sample. */
export type Plan = { joined: Day; trips: Trip[] };

export type StageAndRelation = Required<Pick<NewCustomer, "lifecycleStage" | "relation">>;
