import { type Day, dayIn, partsOf } from "./calendar.ts";
import type { Telling } from "./journeys.ts";
import type { Member, Trip } from "./member.ts";
import type { Variables } from "./phrasebook.ts";
import { roundTo, wordsOfPlace } from "./words.ts";
import type { Beat, Place } from "./world.ts";

/** A journey somebody booked, as its suppliers hear of it. */
export type Booking = { member: Member; trip: Trip; booked: Day };

export type Dealing = Telling & { joined: Day; bookings: readonly Booking[] };

/** The booking as a supplier reads it: whose, how many, which room. */
export function wordsOfBooking({ world, random }: Telling, { member, trip }: Booking): Variables {
  const children = trip.occasion ? 0 : member.children.length;
  const family = children > 0 || trip.adults > 2;
  const company = family ? "family" : trip.travellers.includes(member.spouse as Member) ? "couple" : "friends";
  const human = member.human!;
  const [single, double, large] = world.words.rooms;
  return {
    ...trip.words,
    guest: trip.adults === 1 && !family ? world.honorific(human) : world.household(human, company),
    room: family ? large : trip.adults === 1 ? single : double,
    request: member.trait.request,
    code: `${random.int(100, 999)}${random.int(100, 999)}`,
  };
}

/** Calls `tell` at about every so many days of the dealings. */
export function everySo(
  { random, joined, today }: Dealing,
  days: readonly [number, number],
  tell: (day: Day) => void,
): void {
  for (let day = joined + random.int(5, days[0]); day < today; day += random.int(...days)) tell(day);
}

/** Tells it early in every month, or every so many months, of the month that has passed. */
export function monthly(dealing: Dealing, months: number, beat: Beat, more: (first: Day) => Variables): void {
  const { world, diary, joined, today } = dealing;
  const { year, month } = partsOf(world.calendar, joined);
  for (let at = month; ; at += months) {
    const first = dayIn(world.calendar, year + Math.floor((at - 1) / 12), ((at - 1) % 12) + 1, 1);
    const next = dayIn(world.calendar, year + Math.floor(at / 12), (at % 12) + 1, 1);
    if (next >= today) return;
    diary.thread([], { month: world.monthName(first), ...more(first) }).tell(beat, next + 3);
  }
}

/** Some amount of about that size, at the prices of the day. */
export const amount = ({ world, random }: Dealing, day: Day, fa: number, en: number): string =>
  world.money(roundTo(world.priceOn((world.locale === "fa" ? fa : en) * (0.7 + random.next() * 0.6), day), world));

/** The next season worth preparing, and a place to go then. */
export function seasonWords({ world, random }: Dealing, day: Day, place?: Place): Variables {
  const { year } = partsOf(world.calendar, day);
  const starts = world.seasons.flatMap((season) =>
    [year, year + 1].map((it) => ({ season, start: season.departures(it)[0] })),
  );
  const suited = starts.filter((it) => !place || place.seasons.includes(it.season.key));
  const { season } = suited.filter((it) => it.start > day + 20).sort((one, other) => one.start - other.start)[0]!;
  const open = world.places.filter((it) => it.seasons.includes(season.key));
  const chosen = place ?? random.pick(open);
  return {
    ...wordsOfPlace(world, chosen, random),
    season: season.name,
    each: world.money(world.priceOn(chosen.price, day)),
    nights: world.nights(chosen.nights[0]),
    until: world.date(day + 12),
  };
}
