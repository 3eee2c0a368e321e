import type { Day } from "./calendar.ts";
import { amount, type Dealing, everySo, monthly, seasonWords, wordsOfBooking } from "./dealing.ts";

/** A hotel: a contract each year, rates and rooms each season, and every guest we send. */
export function tellHotel(dealing: Dealing): void {
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

export function tellAirline(dealing: Dealing): void {
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

export function tellVisaOffice(dealing: Dealing): void {
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

export function tellOperator(dealing: Dealing): void {
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

export function tellGuide(dealing: Dealing): void {
  const { member, diary } = dealing;
  const guided = dealing.bookings.filter(({ trip }) => /culture|nature/.test(trip.place.about));
  let free: Day = dealing.joined;
  for (const [at, { trip }] of guided.entries()) {
    if (at % 4 !== member.index % 4 || trip.leaves < free) continue;
    free = trip.leaves + 85;
    const thread = diary.thread([], {
      ...trip.words,
      rate: amount(dealing, trip.leaves, 2_600, 140),
    });
    thread.tell("guideAsked", trip.leaves - 25);
    thread.tell("guideAccepted", trip.leaves - 23);
    const home = trip.leaves + trip.nights;
    thread.tell("guideReport", home + 1);
    thread.tell("guidePaid", home + 4);
  }
}

export function tellInsurer(dealing: Dealing): void {
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

export function tellCoach(dealing: Dealing): void {
  const { diary } = dealing;
  const roads = dealing.bookings.filter(({ trip }) => trip.place.about.includes("road"));
  let free: Day = dealing.joined;
  for (const { trip } of roads) {
    if (trip.leaves < free) continue;
    free = trip.leaves + 45;
    const total = amount(dealing, trip.leaves, 28_000, 1_150);
    const thread = diary.thread([], { ...trip.words, total });
    thread.tell("coachAsked", trip.leaves - 14);
    thread.tell("coachDone", trip.leaves + trip.nights + 4);
  }
}
