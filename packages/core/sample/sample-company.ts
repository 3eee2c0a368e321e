import type { NewCustomer } from "../people/customers/index.ts";
import { type Day, dayOf, isoOf } from "./calendar.ts";
import { tellFavours, tellGreetings, tellOffers, tellPartings } from "./care.ts";
import { castOf } from "./cast.ts";
import { comingWork, type SampleActivity } from "./coming.ts";
import { type Retreat, tellColleague, tellCompany, tellHesitation } from "./corporate.ts";
import type { Booking } from "./dealing.ts";
import { type Diary, openDiary, type SampleInteraction } from "./diary.ts";
import { type Telling, tellCompanion, tellTrip } from "./journeys.ts";
import type { Member, Plan, SampleRelation, Trip } from "./member.ts";
import { type Outreach, outreachOf } from "./outreach.ts";
import { isCold, profileOf, stageOf } from "./profile.ts";
import { type Random, seededRandom } from "./random.ts";
import { tellDealings } from "./trade.ts";
import { planningOf, planOf } from "./trips.ts";
import { factsOf, wordsOf } from "./words.ts";
import type { SampleLocale, SampleTeam, Staff, World } from "./world.ts";
import { WORLD_EN } from "./world-en.ts";
import { WORLD_FA } from "./world-fa.ts";

export type SampleCustomer = {
  input: NewCustomer;
  /** An instant of the last three years; no interaction is older. */
  createdAt: string;
  /** Oldest first, all before the midnight (UTC) with which `today` begins. */
  interactions: SampleInteraction[];
  /** The colleague (an index of `staff`) who looks after them. */
  byUser: number;
  /** Each tie is told from one end only; `other` is an index of `customers`. */
  relations: SampleRelation[];
};

export type SampleCompany = {
  workspaceName: string;
  staff: readonly Staff[];
  teams: readonly SampleTeam[];
  customers: SampleCustomer[];
  coming: SampleActivity[];
  outreach: Outreach;
};

/**
 * A travel agency with 200 customers and three years of work, shown at first start. The same locale and
 * date give the same agency: no clock and no dice but our own.
 */
export function sampleCompany({ locale, today }: { locale: SampleLocale; today: string }): SampleCompany {
  const world = locale === "fa" ? WORLD_FA : WORLD_EN;
  const agency = openAgency(world, dayOf(today));
  for (const member of agency.members) if (!member.lead) tellTraveller(agency, member);
  for (const member of agency.members) if (member.lead) tellFamily(agency, member, member.lead);
  for (const member of agency.members) if (member.path === "company") tellEmployer(agency, member);
  for (const member of agency.members) if (member.trade) tellTrade(agency, member);
  const customers = agency.members.map((member) => customerOf(agency, member));
  const coming = comingWork(customers, { locale, today: agency.today });
  const outreach = outreachOf(customers, { locale, today: agency.today, staff: world.staff });
  const { workspaceName, staff, teams } = world;
  return { workspaceName, staff, teams, customers, coming, outreach };
}

type Agency = {
  world: World;
  today: Day;
  start: Day;
  dice: Random;
  members: Member[];
  plans: Map<Member, Plan>;
  diaries: Map<Member, Diary>;
  /** Journeys that were booked, in the order their travellers appear. */
  bookings: Booking[];
};

function openAgency(world: World, today: Day): Agency {
  const dice = seededRandom(`sample company, ${world.locale}`);
  const members = castOf(world, dice.fork("cast"), today);
  const planning = planningOf(world, today);
  const plans = new Map(members.map((it) => [it, planOf(planning, it, dice.fork(`plan ${it.index}`))] as const));
  recommend(members, plans, dice.fork("recommendations"));
  const diaries = new Map<Member, Diary>();
  for (const member of members) {
    const random = dice.fork(`diary ${member.index}`);
    const { owner, preferred } = member;
    const variables = wordsOf(world, member, random);
    const business = member.firm !== undefined || member.trade !== undefined || member.path === "contact";
    diaries.set(
      member,
      openDiary({ world, random, today, facts: factsOf(member), variables, owner, preferred, business }),
    );
  }
  return { world, today, start: planning.start, dice, members, plans, diaries, bookings: [] };
}

/** Who came because somebody else had been before them. A few are asked by everybody. */
function recommend(members: readonly Member[], plans: ReadonlyMap<Member, Plan>, random: Random): void {
  const travelled = members.filter((it) => it.path === "loyal" || (it.path === "regular" && !it.lead));
  const voices = new Set(travelled.filter((it) => it.path === "loyal").slice(0, 4));
  const came = ["regular", "newcomer", "prospect", "lost", "resolved"];
  for (const member of members.filter((it) => came.includes(it.path) && it.human && !it.lead)) {
    const joined = plans.get(member)?.joined ?? 0;
    const known = travelled.filter((it) => {
      const first = plans.get(it)?.trips[0];
      return (
        it !== member && it !== member.spouse && first && !first.declined && first.leaves + first.nights + 6 < joined
      );
    });
    if (known.length === 0 || !random.chance(0.34)) continue;
    const referrer = random.weighted(known, (it) => (voices.has(it) ? 9 : it.path === "loyal" ? 3 : 1));
    member.referrer = referrer;
    for (const it of [member, ...member.party]) it.source = "referral";
    member.relations.push({ kind: "referredBy", other: referrer.index });
  }
}

function tellingOf({ world, today, dice, diaries }: Agency, member: Member): Telling {
  return { world, today, member, diary: diaries.get(member)!, random: dice.fork(`story ${member.index}`) };
}

const bookingsOf = (agency: Agency, member: Member): Booking[] => agency.bookings.filter((it) => it.member === member);

function tellTraveller(agency: Agency, member: Member): void {
  const plan = agency.plans.get(member);
  const first = plan?.trips[0];
  if (!plan || !first || member.trade || member.path === "company") return;
  const telling = tellingOf(agency, member);
  if (member.firm) {
    tellHesitation(telling, first);
    return;
  }
  if (isCold(member)) {
    const thread = telling.diary.thread([first.season.key], first.words);
    thread.tell("fair", first.asked);
    thread.tell("intro", first.asked + 4);
    thread.tell("silent", first.asked + 15);
    return;
  }
  if (member.old) telling.diary.thread().tell("imported", plan.joined);
  let before: Trip | undefined;
  let asked: Trip | undefined;
  for (const trip of plan.trips) {
    const booked = tellTrip(telling, trip, before, asked);
    asked = trip;
    if (booked !== null) agency.bookings.push({ member, trip, booked });
    if (booked !== null) before = trip;
  }
  const booked = bookingsOf(agency, member).map((it) => it.trip);
  const referred = agency.members
    .filter((it) => it.referrer === member)
    .map((it) => ({ member: it, joined: agency.plans.get(it)?.joined ?? 0 }));
  const standing = { plan, booked, referred, until: untilOf(member, booked, agency.today) };
  tellOffers(telling, standing);
  if (booked.length === 0) return;
  tellGreetings(telling, standing);
  tellFavours(telling, standing);
  tellPartings(telling, standing);
}

/** The last day of greetings: not to those who left in anger, nor long after the silence began. */
function untilOf(member: Member, booked: Plan["trips"], today: Day): Day {
  const last = booked.at(-1);
  if (!last) return today;
  const home = last.leaves + last.nights;
  const wronged = last.trouble && !last.trouble.mended;
  if (wronged || member.path === "ended") return last.leaves;
  return member.path === "lost" ? Math.min(today, home + 190) : today;
}

/** Those who travel on the booking of another in the family. */
function tellFamily(agency: Agency, member: Member, lead: Member): void {
  const telling = tellingOf(agency, member);
  const journeys = bookingsOf(agency, lead).filter(({ trip }) => trip.travellers.includes(member));
  for (const [at, { trip, booked }] of journeys.entries()) tellCompanion(telling, trip, booked, at === 0);
  const [first] = journeys;
  if (!first) return;
  const booked = journeys.map((it) => it.trip);
  const plan = { joined: first.booked, trips: booked };
  tellGreetings(telling, { plan, booked, referred: [], until: untilOf(lead, booked, agency.today) });
}

function tellEmployer(agency: Agency, company: Member): void {
  const { start, members } = agency;
  const people = members.filter((it) => it.employer === company);
  const contact = people.find((it) => it.path === "contact");
  if (!contact) return;
  const rank = company.rank ?? 0;
  const joined = start + 8 + rank * (rank < 2 ? 6 : 55);
  agency.plans.set(company, { joined, trips: [] });
  const retreats: Retreat[] = tellCompany({ ...tellingOf(agency, company), joined, contact, staff: people }, rank);
  for (const person of people) tellColleague(tellingOf(agency, person), retreats, joined);
}

function tellTrade(agency: Agency, member: Member): void {
  const joined =
    agency.start + (member.trade === "hotel" || member.trade === "operator" ? 1 : 4 + (member.index % 7) * 9);
  agency.plans.set(member, { joined, trips: [] });
  const since = agency.bookings.filter((it) => it.booked > joined + 4);
  const bookings = since.sort((one, other) => one.trip.leaves - other.trip.leaves);
  tellDealings({ ...tellingOf(agency, member), joined, bookings });
}

function customerOf(agency: Agency, member: Member): SampleCustomer {
  const { world, today, dice, diaries, plans, members } = agency;
  const entries = diaries.get(member)?.entries ?? [];
  const interactions = [...entries].sort((one, other) => (one.occurredAt < other.occurredAt ? -1 : 1));
  const own = bookingsOf(agency, member.lead ?? member).map((it) => it.trip);
  const booked = member.lead ? own.filter((trip) => trip.travellers.includes(member)) : own;
  const joined = plans.get(member.lead ?? member)?.joined ?? agency.start + 30;
  const createdAt = interactions[0]?.occurredAt ?? `${isoOf(Math.min(joined + 1, today - 1))}T08:30:00.000Z`;
  const lead = member.lead && stageOf(member.lead, own, today);
  const input = profileOf(
    world,
    member,
    {
      booked,
      createdAt,
      referred: members.filter((it) => it.referrer === member).length,
      writesEmail: interactions.some((it) => it.channel === "email"),
      stage: stageOf(member, booked, today, lead),
    },
    dice.fork(`profile ${member.index}`),
  );
  return { input, createdAt, interactions, byUser: member.owner, relations: member.relations };
}
