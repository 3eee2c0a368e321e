import { type Day, dayIn, partsOf } from "./calendar.ts";
import type { Telling } from "./journeys.ts";
import type { Member, Trip } from "./member.ts";
import type { Variables } from "./phrasebook.ts";
import type { Random } from "./random.ts";
import { politely, roundTo, wordsOfPlace } from "./words.ts";
import type { World } from "./world.ts";

/** A journey a company made with its own people. */
export type Retreat = { words: Variables; leaves: Day; nights: number };

export type Company = Telling & { joined: Day; contact: Member; staff: readonly Member[] };

/** Business trips in a month, by the size of the company. */
const TRIPS_A_MONTH = [1.75, 1.15, 1.1, 0.35, 0.3, 0.25, 0, 0.2, 0.12];

/** Tickets for business, an invoice for each month that had any, a review each quarter, a journey each year. */
export function tellCompany(company: Company, rank: number): Retreat[] {
  const { world, random, diary, contact, joined, today } = company;
  const named = { contact: politely(world, contact), contactName: contact.name };
  const opening = diary.thread([], { ...named, limit: world.money(limitOf(world, rank)) });
  opening.tell("companyIntro", joined);
  opening.tell("companyContract", joined + 9);

  const { year, month } = partsOf(world.calendar, joined + 40);
  const colleagues = colleaguesOf(company);
  for (let count = 0; ; count++) {
    const first = firstOfMonth(world, year, month + count);
    const next = firstOfMonth(world, year, month + count + 1);
    if (first >= today) break;
    const rate = TRIPS_A_MONTH[rank] ?? 0.2;
    const trips = Math.floor(rate) + (random.chance(rate % 1) ? 1 : 0);
    const spent = tellMissions(company, named, colleagues, { trips, first, next });
    if (spent > 0) tellInvoice(company, named, first, next, spent);
    if (count % (rank < 2 ? 3 : 7) === 2) diary.thread([], named).tell("companyReview", first + 12);
    const feast = dayIn(world.calendar, partsOf(world.calendar, first).year, world.holiday.month, world.holiday.day);
    if (feast >= first && feast < next && feast > joined)
      diary.thread().tell("tradeGreeting", feast - 3, { only: ["letter"] });
  }
  return tellRetreats(company, named, rank);
}

function firstOfMonth(world: World, year: number, month: number): Day {
  return dayIn(world.calendar, year + Math.floor((month - 1) / 12), ((month - 1) % 12) + 1, 1);
}

const limitOf = (world: World, rank: number) => (world.locale === "fa" ? 240_000 : 12_000) / (1 + (rank % 4));

/** Those of the sample who work there, and some who only ever appear on a ticket. */
function colleaguesOf({ world, random, staff }: Company): string[] {
  const strangers = Array.from({ length: 5 }, () => strangerIn(world, random));
  const known = staff
    .filter((it) => it.path !== "contact")
    .map((it) => (world.locale === "en" ? it.name : politely(world, it)));
  return [...known, ...known, ...strangers];
}

type Named = { contact: string; contactName: string };
type Month = { trips: number; first: Day; next: Day };

function tellMissions(company: Company, named: Named, colleagues: string[], { trips, first, next }: Month): number {
  const { world, random, diary } = company;
  let spent = 0;
  for (let count = 0; count < trips; count++) {
    const asked = random.int(first, next - 4);
    const leaves = asked + random.int(3, 12);
    const total = roundTo(
      world.priceOn(world.locale === "fa" ? 6_400 : 190, asked) * (0.8 + random.next() * 0.6),
      world,
    );
    const thread = diary.thread([], {
      ...named,
      traveller: random.pick(colleagues),
      route: random.pick(world.routes),
      date: world.date(leaves),
      hour: world.clock(random.int(13, 38) * 30),
      airline: random.pick(world.trade.airline).name,
      total: world.money(total),
    });
    thread.tell("missionAsked", asked);
    const issued = thread.tell("missionIssued", asked, { latest: leaves - 1 });
    if (issued === null) continue;
    spent += total;
    if (random.chance(0.14)) thread.tell("missionChanged", Math.max(issued, leaves - 2));
  }
  return spent;
}

function tellInvoice(
  { world, random, diary, member }: Company,
  named: Named,
  first: Day,
  next: Day,
  spent: number,
): void {
  const { year, month } = partsOf(world.calendar, first);
  const number = `${world.codePrefix}-${year}${String(month).padStart(2, "0")}-${member.index}`;
  const words = { ...named, month: world.monthName(first), invoice: number, total: world.money(spent) };
  const thread = diary.thread([], words);
  const sent = thread.tell("invoiced", next + random.int(0, 2));
  if (sent === null) return;
  const slow = random.chance(0.25);
  if (slow) thread.tell("invoiceChased", next + 17);
  thread.tell("invoicePaid", next + (slow ? 22 : random.int(8, 15)));
}

function tellRetreats(company: Company, named: Named, rank: number): Retreat[] {
  const { world, random, diary, joined, today } = company;
  const count = rank < 2 ? 3 : rank < 7 ? 1 : 0;
  const retreats: Retreat[] = [];
  const seasons = world.seasons.flatMap((season) =>
    [-3, -2, -1, 0].map((back) => ({ season, window: season.departures(partsOf(world.calendar, today).year + back) })),
  );
  const open = seasons.filter(
    ({ season, window }) => season.key !== "arbaeen" && window[0] - 70 > joined && window[0] - 60 < today,
  );
  for (const { season, window } of random.shuffle(open).slice(0, count)) {
    const cheap = world.places.filter((it) => it.seasons.includes(season.key) && !it.about.includes("visa"));
    const place = random.weighted(cheap, (it) => 1 / it.price);
    const leaves = random.int(...window);
    const people = random.int(14, 42);
    const nights = place.nights[0];
    const total = roundTo(world.priceOn(place.price * 0.9, leaves) * people, world);
    const thread = diary.thread([], {
      ...named,
      ...wordsOfPlace(world, place, random),
      season: season.name,
      date: world.date(leaves),
      nights: world.nights(nights),
      count: world.people(people),
      total: world.money(total),
    });
    thread.tell("retreatAsked", leaves - 60);
    thread.tell("retreatProposed", leaves - 54);
    if (thread.tell("retreatAgreed", leaves - 40) === null) continue;
    thread.tell("retreatNames", leaves - 18);
    if (thread.tell("retreatDone", leaves + nights + 3) !== null && random.chance(0.6)) {
      thread.tell("retreatPraise", leaves + nights + 9);
    }
    retreats.push({ words: wordsOfPlace(world, place, random), leaves, nights });
  }
  return retreats;
}

/** Somebody at a company: the calls behind the tickets, and the journey with colleagues. */
export function tellColleague(telling: Telling, retreats: readonly Retreat[], joined: Day): void {
  const { random, member, diary, today } = telling;
  const contact = member.path === "contact";
  const company = { company: member.employer?.name ?? "" };
  if (contact) {
    for (let day = joined + 40; day < today; day += random.int(70, 150))
      diary.thread([], company).tell("contactCall", day);
  }
  for (const [at, { words, leaves, nights }] of retreats.entries()) {
    if (!contact && (at === 0 || random.chance(0.7))) {
      diary.thread([], { ...words, ...company }).tell("staffTrip", leaves + nights + random.int(1, 6));
    }
  }
  if (diary.entries.length === 0) diary.thread().tell("errand", joined + 90);
}

/** A company that asked for a journey and has not made up its mind. */
export function tellHesitation({ world, random, diary }: Telling, trip: Trip): void {
  const contact = strangerIn(world, random);
  const thread = diary.thread([], {
    ...wordsOfPlace(world, trip.place, random),
    contact,
    contactName: contact,
    season: trip.season.name,
    nights: world.nights(trip.nights),
    date: world.date(trip.leaves),
    count: world.people(24),
    total: world.money(trip.each * 24),
  });
  thread.tell("companyIntro", trip.asked);
  thread.tell("retreatAsked", trip.asked + 6);
  const proposed = thread.tell("retreatProposed", trip.asked + 9);
  if (proposed !== null) thread.tell("silent", proposed + 6);
}

/** Somebody who is only ever a name on a ticket. */
function strangerIn(world: World, random: Random): string {
  const gender = random.chance(0.4) ? ("she" as const) : ("he" as const);
  const given = random.pick(world.names.given[gender].middle).text;
  const family = random.pick(world.names.family).text;
  if (world.locale === "en") return `${given} ${family}`;
  return world.honorific({ gender, generation: "middle", given, family, slug: "" });
}
