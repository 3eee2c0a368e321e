import { type Day, dayIn, partsOf } from "./calendar.ts";
import type { Telling } from "./journeys.ts";
import type { Member, Trip } from "./member.ts";
import type { Variables } from "./phrasebook.ts";
import { roundTo, wordsOfPlace, wordsOfTrip } from "./words.ts";
import type { Beat, Place, TradeRole } from "./world.ts";

/** A journey somebody booked, as its suppliers hear of it. */
export type Booking = { member: Member; trip: Trip; booked: Day };

export type Dealing = Telling & { joined: Day; bookings: readonly Booking[] };

function wordsOfBooking({ world, random }: Telling, { member, trip }: Booking): Variables {
  const children = trip.occasion ? 0 : member.children.length;
  const family = children > 0 || trip.adults > 2;
  const company = family ? "family" : trip.travellers.includes(member.spouse as Member) ? "couple" : "friends";
  const human = member.human!;
  const [single, double, large] = world.words.rooms;
  return {
    ...wordsOfTrip(world, member, trip, random),
    guest: trip.adults === 1 && !family ? world.honorific(human) : world.household(human, company),
    room: family ? large : trip.adults === 1 ? single : double,
    request: member.trait.request,
    code: `${random.int(100, 999)}${random.int(100, 999)}`,
  };
}

/** Calls `tell` at about every so many days of the dealings. */
function everySo({ random, joined, today }: Dealing, days: readonly [number, number], tell: (day: Day) => void): void {
  for (let day = joined + random.int(5, days[0]); day < today; day += random.int(...days)) tell(day);
}

function monthly(dealing: Dealing, months: number, beat: Beat, more: (first: Day) => Variables): void {
  const { world, diary, joined, today } = dealing;
  const { year, month } = partsOf(world.calendar, joined);
  for (let at = month; ; at += months) {
    const first = dayIn(world.calendar, year + Math.floor((at - 1) / 12), ((at - 1) % 12) + 1, 1);
    const next = dayIn(world.calendar, year + Math.floor(at / 12), (at % 12) + 1, 1);
    if (next >= today) return;
    diary.thread([], { month: world.monthName(first), ...more(first) }).tell(beat, next + 3);
  }
}

const amount = ({ world, random }: Dealing, day: Day, fa: number, en: number): string =>
  world.money(roundTo(world.priceOn((world.locale === "fa" ? fa : en) * (0.7 + random.next() * 0.6), day), world));

function seasonWords({ world, random }: Dealing, day: Day, place?: Place): Variables {
  const { year } = partsOf(world.calendar, day);
  const starts = world.seasons.flatMap((season) =>
    [year, year + 1].map((it) => ({ season, start: season.departures(it)[0] })),
  );
  const { season } = starts.filter((it) => it.start > day + 20).sort((one, other) => one.start - other.start)[0]!;
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

/** A hotel: a contract each year, rates and rooms each season, and every guest we send. */
function tellHotel(dealing: Dealing): void {
  const { world, member, random, diary, joined } = dealing;
  const place = world.places.find((it) => member.firm?.places.includes(it.name))!;
  diary.thread().tell("hotelContract", joined);
  diary.thread().tell("hotelContract", joined + 366);
  everySo(dealing, [150, 210], (day) => {
    const rate = amount(dealing, day, 3_400, 95);
    const rooms = `${world.number(random.int(4, 10))} ${world.words.roomsWord}`;
    const thread = diary.thread([], { ...seasonWords(dealing, day, place), rate, rooms });
    thread.tell("hotelRates", day);
    thread.tell("allotment", day + random.int(2, 6));
  });
  const guests = dealing.bookings.filter(({ trip }) => trip.place === place && trip.hotel === place.hotels[0]);
  for (const [at, booking] of guests.entries()) {
    const { trip } = booking;
    const thread = diary.thread([], wordsOfBooking(dealing, booking));
    thread.tell("voucher", booking.booked, { latest: trip.leaves - 3 });
    thread.tell("voucherOk", booking.booked + 1, { latest: trip.leaves - 2 });
    if (at % 9 === 4) {
      thread.tell("overbooked", trip.leaves - 4, { latest: trip.leaves - 2 });
      thread.tell("overbookedSolved", trip.leaves - 4, { latest: trip.leaves - 1 });
    }
    if (trip.trouble?.topic === "room") {
      thread.tell("hotelComplaint", trip.leaves + 1);
      thread.tell("hotelComplaintReply", trip.leaves + 2);
    }
  }
  monthly(dealing, 4, "settled", (first) => ({ total: amount(dealing, first, 42_000, 1_900) }));
}

function tellAirline(dealing: Dealing): void {
  const { world, member, random, diary } = dealing;
  everySo(dealing, [100, 150], (day) => {
    const place = random.pick(world.places.filter((it) => it.about.includes("air")));
    const seats = `${world.number(random.int(3, 9) * 4)} ${world.words.seatsWord}`;
    const thread = diary.thread([], { ...seasonWords(dealing, day, place), seats });
    thread.tell("seatBlock", day);
    thread.tell("seatBlockOk", day + 2);
    if (random.chance(0.4)) thread.tell("seatsReturned", day + 30);
  });
  const flights = dealing.bookings.filter(
    ({ trip }) => trip.airline === member.name && trip.place.about.includes("air"),
  );
  for (const booking of flights) {
    const { trip } = booking;
    const late = trip.trouble?.topic === "delay";
    if (!late && trip.adults < 3 && booking.member.index % 3 > 0) continue;
    const thread = diary.thread([], wordsOfBooking(dealing, booking));
    thread.tell("nameList", trip.leaves - 7, { latest: trip.leaves - 3 });
    if (late) thread.tell("delayNotice", trip.leaves - 1, { latest: trip.leaves - 1 });
  }
  monthly(dealing, 6, "settled", (first) => ({ total: amount(dealing, first, 180_000, 6_200) }));
}

function tellVisaOffice(dealing: Dealing): void {
  const { diary, random } = dealing;
  const files = dealing.bookings.filter(({ trip }) => trip.place.about.includes("visa"));
  for (const booking of files) {
    const { trip, booked } = booking;
    const thread = diary.thread([], wordsOfBooking(dealing, booking));
    thread.tell("visaFile", booked + 5, { latest: trip.leaves - 8 });
    if (random.chance(0.4)) thread.tell("visaLacking", booked + 7, { latest: trip.leaves - 6 });
    thread.tell("visaDone", booked + 13, { latest: trip.leaves - 4 });
  }
  const visas = dealing.world.places.filter((it) => it.about.includes("visa"));
  everySo(dealing, [40, 75], (day) => {
    diary.thread([], seasonWords(dealing, day, random.pick(visas))).tell("visaTalk", day);
  });
  monthly(dealing, 1, "settled", (first) => ({ total: amount(dealing, first, 14_000, 480) }));
}

function tellOperator(dealing: Dealing): void {
  const { world, member, random, diary } = dealing;
  const places = world.places.filter((it) => member.firm?.places.includes(it.name));
  diary.thread().tell("hotelContract", dealing.joined);
  for (const booking of dealing.bookings.filter(({ trip }) => places.includes(trip.place))) {
    const { trip } = booking;
    const thread = diary.thread([], wordsOfBooking(dealing, booking));
    thread.tell("transferList", trip.leaves - 7, { latest: trip.leaves - 3 });
    thread.tell("transferOk", trip.leaves - 6, { latest: trip.leaves - 2 });
    if (trip.trouble?.topic === "transfer") {
      thread.tell("transferMissed", trip.leaves + 1);
      thread.tell("transferMissedReply", trip.leaves + 2);
    }
  }
  everySo(dealing, [60, 110], (day) => {
    diary.thread([], seasonWords(dealing, day, random.pick(places))).tell("operatorTalk", day);
  });
  monthly(dealing, 3, "settled", (first) => ({ total: amount(dealing, first, 65_000, 2_700) }));
}

function tellGuide(dealing: Dealing): void {
  const { world, member, diary } = dealing;
  const guided = dealing.bookings.filter(({ trip }) => /culture|nature/.test(trip.place.about));
  let free: Day = dealing.joined;
  for (const [at, { trip }] of guided.entries()) {
    if (at % 4 !== member.index % 4 || trip.leaves < free) continue;
    free = trip.leaves + 60;
    const thread = diary.thread([], {
      ...wordsOfTrip(world, member, trip, dealing.random),
      rate: amount(dealing, trip.leaves, 2_600, 140),
    });
    thread.tell("guideAsked", trip.leaves - 25);
    thread.tell("guideAccepted", trip.leaves - 23);
    const home = trip.leaves + trip.nights;
    thread.tell("guideReport", home + 1);
    thread.tell("guidePaid", home + 4);
  }
}

function tellInsurer(dealing: Dealing): void {
  const { world, random, diary, bookings } = dealing;
  monthly(dealing, 1, "insuredList", (first) => {
    const leaving = bookings.filter(({ trip }) => trip.leaves >= first && trip.leaves < first + 30);
    const count = leaving.reduce(
      (sum, { trip, member }) => sum + trip.adults + (trip.occasion ? 0 : member.children.length),
      0,
    );
    return { count: world.people(count + 3) };
  });
  everySo(dealing, [150, 260], (day) => {
    const code = String(random.int(10_000, 99_999));
    const thread = diary.thread([], { ...seasonWords(dealing, day), code, refund: amount(dealing, day, 4_800, 160) });
    thread.tell("claim", day);
    thread.tell("claimPaid", day + random.int(18, 35));
  });
}

function tellCoach(dealing: Dealing): void {
  const { world, random, diary } = dealing;
  const roads = dealing.bookings.filter(({ trip }) => trip.place.about.includes("road"));
  let free: Day = dealing.joined;
  for (const { member, trip } of roads) {
    if (trip.leaves < free) continue;
    free = trip.leaves + 45;
    const total = amount(dealing, trip.leaves, 28_000, 1_150);
    const thread = diary.thread([], { ...wordsOfTrip(world, member, trip, random), total });
    thread.tell("coachAsked", trip.leaves - 14);
    thread.tell("coachDone", trip.leaves + trip.nights + 4);
  }
}

/** One who sells our journeys elsewhere. */
function tellAgent(dealing: Dealing): void {
  const { world, random, diary } = dealing;
  diary.thread([], seasonWords(dealing, dealing.joined)).tell("agentVisit", dealing.joined);
  everySo(dealing, [45, 95], (day) => {
    const place = random.pick(world.places);
    const words = { date: world.date(day + random.int(25, 50)), count: world.people(random.int(2, 7)) };
    const thread = diary.thread([], { ...seasonWords(dealing, day, place), ...words });
    thread.tell("agentBooking", day);
    thread.tell("agentConfirmed", day);
  });
  everySo(dealing, [260, 380], (day) => void diary.thread([], seasonWords(dealing, day)).tell("agentVisit", day));
  monthly(dealing, 4, "commission", (first) => ({ refund: amount(dealing, first, 9_500, 340) }));
}

function tellDistributor(dealing: Dealing): void {
  monthly(dealing, 2, "settled", (first) => ({ total: amount(dealing, first, 24_000, 900) }));
}

function tellPartner(dealing: Dealing): void {
  const { diary } = dealing;
  diary.thread().tell("partnerAgreed", dealing.joined);
  everySo(dealing, [150, 240], (day) => {
    const thread = diary.thread([], seasonWords(dealing, day));
    thread.tell("partnerLead", day);
    thread.tell("partnerThanks", day + 40);
  });
}

function tellRival(dealing: Dealing): void {
  everySo(
    dealing,
    [150, 260],
    (day) => void dealing.diary.thread([], seasonWords(dealing, day)).tell("rivalSeen", day),
  );
}

const TELLERS: Record<TradeRole, (dealing: Dealing) => void> = {
  hotel: tellHotel,
  airline: tellAirline,
  visa: tellVisaOffice,
  operator: tellOperator,
  guide: tellGuide,
  insurer: tellInsurer,
  coach: tellCoach,
  agent: tellAgent,
  distributor: tellDistributor,
  partner: tellPartner,
  rival: tellRival,
};

/** The dealings with one of the trade, told from the journeys our customers made. */
export function tellDealings(dealing: Dealing): void {
  const { world, member, diary, joined, today } = dealing;
  if (!member.trade) return;
  TELLERS[member.trade](dealing);
  if (member.trade === "rival") return;
  const last = partsOf(world.calendar, today).year;
  for (let year = last - 4; year <= last; year++) {
    const feast = dayIn(world.calendar, year, world.holiday.month, world.holiday.day);
    if (feast > joined + 30) diary.thread().tell("tradeGreeting", feast - 2, { latest: feast - 1 });
  }
}
