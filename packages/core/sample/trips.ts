import { type Day, dayIn, partsOf } from "./calendar.ts";
import type { Member, Plan, Trip } from "./member.ts";
import type { Random } from "./random.ts";
import { roundTo, wordsOfTrip } from "./words.ts";
import type { Place, Season, World } from "./world.ts";

/** The records begin this many days before today. */
const YEARS_KEPT = 1090;

export type Planning = { world: World; today: Day; start: Day };

export const planningOf = (world: World, today: Day): Planning => ({ world, today, start: today - YEARS_KEPT });

/** What the traveller asks for and where they go, in order of departure. */
export function planOf(planning: Planning, member: Member, random: Random): Plan {
  let trips = tripsOf(planning, member, random);
  // A departure too near to be asked about falls away; a traveller left with none is dealt again.
  const deals = member.employer ? 0 : 12;
  for (let count = 0; trips.length === 0 && count < deals; count++) trips = tripsOf(planning, member, random);
  for (const [at, trip] of trips.entries()) spice(member, trip, at, trips.length, random);
  const first = trips[0]?.asked ?? planning.start + random.int(20, 900);
  return { joined: member.old ? Math.max(planning.start, first - random.int(3, 25)) : first, trips };
}

function tripsOf(planning: Planning, member: Member, random: Random): Trip[] {
  const { today, start } = planning;
  const departures = departuresOf(planning, member, random);
  const trips: Trip[] = [];
  for (const { day, season, occasion } of departures.sort((one, other) => one.day - other.day)) {
    const before = trips.at(-1);
    const lead = random.int(...planning.world.lead);
    const asked = Math.max(day - lead, start + 2, before ? before.leaves + before.nights + 12 : 0);
    if (day - asked < planning.world.lead[0] * 0.7 || asked >= today - 1) continue;
    trips.push(tripOf(planning, member, { day, season, occasion, asked, before: trips }, random));
  }
  return trips;
}

type Departure = { day: Day; season: Season; occasion?: "anniversary" };

/** Every time the season comes between the two days, on a day of it. */
function returnsOf({ world }: Planning, season: Season, from: Day, to: Day, random: Random): Departure[] {
  const days: Departure[] = [];
  const last = partsOf(world.calendar, to).year;
  for (let year = partsOf(world.calendar, from).year; year <= last; year++) {
    const [first, end] = season.departures(year);
    const low = Math.max(first, from);
    const high = Math.min(end, to);
    if (low <= high) days.push({ day: random.int(low, high), season });
  }
  return days;
}

function departuresOf(planning: Planning, member: Member, random: Random): Departure[] {
  const { world, today, start } = planning;
  const horizon = today + world.lead[0] + 30;
  const some = (count: number, from: Day, to: Day) => {
    const all = world.seasons.flatMap((season) => returnsOf(planning, season, from, to, random));
    const chosen: Departure[] = [];
    while (chosen.length < Math.min(count, all.length)) {
      chosen.push(random.weighted(all, (it) => (chosen.includes(it) ? 0 : it.season.weight)));
    }
    return chosen;
  };
  const settling = start + world.lead[0] + 10;
  switch (member.path) {
    case "loyal": {
      const kept = member.habit ? returnsOf(planning, member.habit, settling, horizon, random) : [];
      return [...kept, ...anniversaryOf(planning, member, random), ...some(random.int(0, 1), settling, today + 30)];
    }
    case "regular":
      return [
        ...some(random.pick([1, 1, 2, 2, 3]), settling + random.int(20, 500), horizon),
        ...(random.chance(0.5) ? anniversaryOf(planning, member, random) : []),
      ];
    case "resolved":
      return some(random.int(2, 3), settling, today - 45);
    case "newcomer": {
      const recent = some(1, today - 80, today + 50);
      return recent.length > 0 ? recent : some(1, today - 160, today);
    }
    case "lost":
      return some(random.int(1, 2), settling, start + 520);
    case "ended":
      return some(2, settling, start + 600);
    case "wonBack":
      return [...some(1, settling, start + 430), ...some(1, today - 190, today + 20)];
    case "aggrieved":
      return [...some(1, settling, today - 420), ...some(1, today - 330, today - 50)];
    case "contact":
      return random.chance(0.4) ? some(1, settling + 100, today) : [];
    case "employee":
      return random.chance(0.5) ? some(1, settling + 100, horizon) : [];
    case "prospect":
      return some(random.chance(0.25) ? 2 : 1, random.chance(0.55) ? today - 240 : settling, today + world.lead[1]);
    default:
      return [];
  }
}

/** One journey for two in three years, on the wedding day itself. */
function anniversaryOf({ world, today, start }: Planning, member: Member, random: Random): Departure[] {
  const { wedOn } = member;
  if (wedOn === undefined || random.chance(0.3)) return [];
  const { month, day } = partsOf(world.calendar, wedOn);
  const season: Season = {
    key: "anniversary",
    name: world.words.forAnniversary,
    weight: 0,
    departures: () => [0, 0],
  };
  const first = partsOf(world.calendar, start).year;
  const on = [0, 1, 2, 3].map((more) => dayIn(world.calendar, first + more, month, day));
  const kept = on.filter((it) => it > start + world.lead[0] + 60 && it < today - 40);
  // Seldom the latest, so that there is a year in which to remember it.
  return kept.length === 0
    ? []
    : [{ day: random.weighted(kept, (it) => today - it) - 1, season, occasion: "anniversary" }];
}

function placeFor({ world }: Planning, member: Member, season: Season, before: Trip[], random: Random): Place {
  const open = world.places.filter((place) => place.seasons.includes(season.key) && place.name !== member.city.name);
  const seen = before.map((trip) => trip.place.name);
  const fresh = open.filter((place) => !seen.includes(place.name));
  const taste = ["sea", "culture", "nature", "pilgrimage"][member.index % 7] ?? "";
  const median = 0.9 + (member.index % 5) * 0.5;
  const prices = world.places.map((place) => place.price).sort((one, other) => one - other);
  const purse = (prices[Math.floor(prices.length / 2)] ?? 0) * median;
  return random.weighted(fresh.length > 0 ? fresh : open, (place) => {
    const liked = taste !== "" && place.about.includes(taste) ? 3 : 1;
    return place.price <= purse ? liked * 2 : liked * 0.3 * (purse / place.price);
  });
}

type Wanted = Departure & { asked: Day; before: Trip[] };

function tripOf(planning: Planning, member: Member, wanted: Wanted, random: Random): Trip {
  const { world } = planning;
  const { day, season, occasion, asked, before } = wanted;
  const place = placeFor(planning, member, season, before, random);
  // The spouse always comes along, grown children and grandparents every other time.
  const along = member.party.filter((_, at) => at === 0 || (!occasion && before.length % 2 === 0));
  const friend = member.party.length === 0 && random.chance(0.45) ? 1 : 0;
  const adults = 1 + along.length + friend;
  const children = occasion ? 0 : member.children.length;
  const nights = random.int(...place.nights);
  const finer = { hotel: place.hotels[0], each: world.priceOn(place.price, asked) };
  const simpler = { hotel: place.hotels[1], each: world.priceOn(place.price * 0.84, asked) };
  const chosen = random.chance(0.65) ? finer : simpler;
  const total = roundTo(chosen.each * (adults + children * 0.7), world);
  // About three tenths down, so that the rest falls into three equal parts.
  const part = roundTo((total * 0.7) / 3, world);
  const about = place.about.split(" ");
  const trip: Omit<Trip, "words"> = {
    place,
    season,
    ...(occasion ? { occasion } : {}),
    asked,
    leaves: day,
    nights,
    adults,
    travellers: along,
    hotel: chosen.hotel,
    finer,
    simpler,
    airline: random.pick(world.trade.airline).name,
    hour: about.includes("road") ? random.int(12, 14) * 30 : random.int(11, 42) * 30,
    each: chosen.each,
    total,
    deposit: total - 3 * part,
    part,
    instalments: before.length > 0 && member.index % 6 === 0 && total > chosen.each,
  };
  return { ...trip, words: wordsOfTrip(world, member, trip, random) };
}

/** What goes wrong, and what makes them hesitate. */
function spice(member: Member, trip: Trip, at: number, count: number, random: Random): void {
  const last = at === count - 1;
  const mended = member.path === "resolved" || member.path === "wonBack";
  const strained =
    (member.path === "resolved" && at === 0) ||
    (member.path === "wonBack" && at === 0) ||
    (member.path === "lost" && last && member.index % 3 === 0) ||
    (member.path === "aggrieved" && last) ||
    (member.path === "loyal" && at > 0 && random.chance(0.07));
  if (member.path === "ended" && last && member.index % 2 === 0) trip.instalments = true;
  if (strained) trip.trouble = { topic: troubleOf(trip, random), mended: mended || member.path === "loyal" };
  const doubts = trip.occasion ? (["money"] as const) : (["money", "money", "family", "dates"] as const);
  if (random.chance(0.5)) trip.doubt = random.pick(doubts);
  if (member.path === "prospect") trip.declined = declineOf(trip, random);
  else if (at > 0 && !last && member.path === "loyal" && !trip.occasion && random.chance(0.1)) trip.declined = "dates";
}

function troubleOf(trip: Trip, random: Random): string {
  const about = trip.place.about;
  const topics = ["room", "refund", "room"];
  if (about.includes("air")) topics.push("delay", "delay");
  if (about.includes("abroad air")) topics.push("transfer");
  if (/culture|nature/.test(about)) topics.push("leader");
  return random.pick(topics);
}

function declineOf(trip: Trip, random: Random): string {
  const reasons = ["price", "price", "dates", "rival", "family", "silence", "silence", "silence"];
  return random.pick(trip.place.about.includes("visa") ? [...reasons, "visa", "visa"] : reasons);
}
