import { partsOf } from "./calendar.ts";
import type { Member, Trip } from "./member.ts";
import type { Variables } from "./phrasebook.ts";
import type { Random } from "./random.ts";
import type { Place, World } from "./world.ts";

/** How this customer is spoken to and of. */
export function wordsOf(world: World, member: Member, random: Random): Variables {
  const { human, spouse } = member;
  const she = human?.gender === "she";
  const [past, past2] = random.shuffle(world.places.filter((place) => !place.about.includes("visa")));
  const honor = human ? world.honorific(human) : member.name;
  return {
    honor,
    given: human?.given ?? member.name,
    name: member.name,
    he: she ? "she" : "he",
    him: she ? "her" : "him",
    his: she ? "her" : "his",
    agency: world.agency,
    manager: world.staff[0].name,
    wish: member.trait.wish,
    ask: member.trait.ask,
    past: past?.name ?? "",
    past2: past2?.name ?? "",
    last: past?.name ?? "",
    rival: random.pick(world.trade.rival).name,
    city2: random.pick(world.errands.filter((city) => city !== member.city.name)),
    supplier: member.name,
    company: member.name,
    score: world.number(random.int(8, 10)),
    low: world.number(random.int(3, 5)),
    ...(spouse?.human ? { spouse: politely(world, spouse), spouseGiven: spouse.human.given } : {}),
    ...(member.lead ? { lead: politely(world, member.lead) } : {}),
    ...(member.referrer ? { referrer: politely(world, member.referrer) } : {}),
    ...(member.children[0] ? { child: random.pick(member.children).name } : {}),
  };
}

/** As one names somebody to others: by title in Persian, by first name in English. */
export function politely(world: World, member: Member): string {
  if (!member.human) return member.name;
  return world.locale === "fa" ? world.honorific(member.human) : member.human.given;
}

export function factsOf(member: Member): Set<string> {
  const facts = new Set<string>([member.human?.gender ?? "firm"]);
  if (member.spouse) facts.add("couple");
  if (member.referrer) facts.add("referred");
  return facts;
}

/** The journey of one who booked it, in words. */
export function wordsOfTrip(world: World, member: Member, trip: Omit<Trip, "words">, random: Random): Variables {
  const back = trip.leaves + trip.nights;
  const year = partsOf(world.calendar, trip.leaves).year;
  const ages = trip.occasion ? [] : member.children.map((child) => year - child.born).sort((one, other) => one - other);
  const rest = trip.total - trip.deposit;
  return {
    ...wordsOfPlace(world, trip.place, random),
    season: trip.season.name,
    hotel: trip.hotel,
    finer: trip.finer.hotel,
    finerEach: world.money(trip.finer.each),
    simpler: trip.simpler.hotel,
    simplerEach: world.money(trip.simpler.each),
    airline: trip.airline,
    airlineOrBus: trip.place.about.includes("road") ? world.words.bus : trip.airline,
    date: world.date(trip.leaves),
    back: world.date(back),
    anniversary: world.date(trip.leaves + 1),
    hour: world.clock(trip.hour),
    nights: world.nights(trip.nights),
    party: world.party(trip.adults, ages),
    people: world.people(trip.adults + ages.length),
    each: world.money(trip.each),
    total: world.money(trip.total),
    deposit: world.money(trip.deposit),
    rest: world.money(rest),
    part: world.money(trip.part),
    refund: world.money(roundTo(trip.each * 0.12, world)),
  };
}

export function wordsOfPlace(world: World, place: Place, random: Random): Variables {
  const others = world.places.filter((it) => {
    const alike = it.price > place.price * 0.55 && it.price < place.price * 1.25;
    return it !== place && alike && !it.about.includes("visa");
  });
  return {
    dest: place.name,
    /** Before a noun: «the Lake District», but «your Lake District trip». */
    place: place.name.replace(/^the /, ""),
    sight: place.sight,
    hotel: place.hotels[0],
    alt: random.pick(others.length > 0 ? others : world.places).name,
  };
}

export function factsOfTrip(member: Member, trip: Trip): Set<string> {
  const facts = new Set(trip.place.about.split(" "));
  facts.add(trip.season.key);
  if (trip.adults === 1) facts.add("alone");
  if (trip.instalments) facts.add("instalments");
  if (trip.trouble) facts.add("trouble").add(trip.trouble.topic);
  if (trip.occasion) facts.add("anniversary");
  else if (member.children.length > 0) facts.add("kids");
  return facts;
}

export function roundTo(amount: number, world: World): number {
  const step = world.locale === "fa" ? 100 : 5;
  return Math.max(step, Math.round(amount / step) * step);
}
