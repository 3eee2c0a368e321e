import { anniversariesOf, type Day, dayIn, dayOf, partsOf } from "./calendar.ts";
import type { Telling } from "./journeys.ts";
import type { Member, Plan, Trip } from "./member.ts";
import type { Channel } from "./phrasebook.ts";
import { isVip } from "./profile.ts";
import { politely, wordsOfPlace } from "./words.ts";
import type { Beat } from "./world.ts";

/** What is known of the relationship before its greetings are told. */
export type Standing = {
  plan: Plan;
  /** Journeys made or booked. */
  booked: Trip[];
  /** The last day on which we still write of our own accord. */
  until: Day;
  /** Who came by this one's recommendation, and when. */
  referred: readonly { member: Member; joined: Day }[];
};

/** The channels in which we may greet or offer: only those agreed to. */
function allowedChannels({ consents, tiredAt }: Member, day: Day): Channel[] {
  const channels: Channel[] = [];
  if (consents.sms === "granted" && (tiredAt === undefined || day < dayOf(tiredAt.slice(0, 10)))) channels.push("sms");
  if (consents.email === "granted") channels.push("email");
  if (consents.call === "granted") channels.push("call");
  if (channels.length > 0) channels.push("letter");
  return channels;
}

function greet({ world, member, random, diary }: Telling, beat: Beat, day: Day, facts: string[], memory = {}): void {
  const thread = diary.thread(facts, memory);
  const told = thread.tell(beat, day, { only: allowedChannels(member, day), latest: day, automatic: true });
  const feast = beat === "holiday" || beat === "winterNight" ? ["feast", beat] : [];
  const answers = beat !== "winterNight" || world.locale === "fa";
  if (told !== null && answers && random.chance(0.2)) thread.tell("reply", told, { latest: told + 1, facts: feast });
}

/** Birthdays, anniversaries and feasts, of which none is forgotten. */
export function tellGreetings(telling: Telling, { plan, booked, until }: Standing): void {
  const { world, random, member } = telling;
  const { calendar } = world;
  const since = plan.joined + 20;
  const facts = isVip(member) ? ["vip"] : [];
  const again = (day: Day) => (day > plan.joined + 380 ? [...facts, "repeat"] : facts);
  const yearly = (month: number, day: number) =>
    anniversariesOf(calendar, dayIn(calendar, partsOf(calendar, since).year - 1, month, day), since, until);

  for (const day of member.bornOn === undefined ? [] : anniversariesOf(calendar, member.bornOn, since, until)) {
    greet(telling, "birthday", day, again(day));
  }
  const weddingDays =
    member.wedOn === undefined || member.lead ? [] : anniversariesOf(calendar, member.wedOn, since, until);
  for (const day of weddingDays) {
    const lastYear = booked.find((trip) => trip.occasion && Math.abs(trip.leaves + 366 - day) < 6);
    const travelling = booked.some((trip) => trip.occasion && Math.abs(trip.leaves - day) < 4);
    if (travelling) continue;
    const memory = lastYear ? { memory: world.inPlace(lastYear.place.name) } : {};
    greet(telling, "anniversary", day, lastYear ? [...facts, "memory"] : facts, memory);
  }
  for (const day of yearly(world.holiday.month, world.holiday.day)) {
    const travelled = booked.some((trip) => trip.leaves < day && trip.leaves > day - 366);
    greet(telling, "holiday", day, travelled ? [...facts, "travelled"] : facts);
  }
  for (const day of yearly(world.winterNight.month, world.winterNight.day)) {
    if (member.path === "loyal" || random.chance(0.12)) greet(telling, "winterNight", day, facts);
  }
}

/** Offers by text or email, and what came of them. Whoever asks us to stop gets no more texts. */
export function tellOffers(telling: Telling, { plan, booked, until }: Standing): void {
  const { world, random, member, diary, today } = telling;
  const pilgrim = booked.some((trip) => trip.place.about.includes("pilgrimage"));
  const fitting = world.places.filter((it) => pilgrim || !it.about.includes("pilgrimage"));
  const only = allowedChannels(member, plan.joined).filter((channel) => channel === "sms" || channel === "email");
  if (only.length === 0 || member.lead) return;
  let day = plan.joined + random.int(90, 260);
  for (let count = 0; day < Math.min(until, today); count++, day += random.int(170, 330)) {
    const season = world.seasons.find((it) => coming(it, day, world.calendar) !== null);
    const busy = booked.some((trip) => day > trip.asked - 15 && day < trip.leaves + trip.nights + 15);
    if (!season || busy) continue;
    const open = fitting.filter((it) => it.seasons.includes(season.key));
    if (open.length === 0) continue;
    const place = random.weighted(open, (it) => 1 / it.price);
    const thread = diary.thread([], {
      ...wordsOfPlace(world, place, random),
      season: season.name,
      nights: world.nights(place.nights[0]),
      each: world.money(world.priceOn(place.price, day)),
    });
    const tires = member.tiresOfTexts && count > 0;
    const told = thread.tell("offer", day, { only: tires ? ["sms"] : only, automatic: true });
    if (told === null) continue;
    if (tires) {
      if (thread.tell("optOut", told) !== null) member.tiredAt = diary.entries.at(-1)?.occurredAt;
      return;
    }
    if (random.chance(0.2)) thread.tell("offerReply", told + random.int(0, 2));
  }
}

function coming(
  season: { departures(year: number): readonly [Day, Day] },
  day: Day,
  calendar: "persian" | "gregorian",
) {
  const { year } = partsOf(calendar, day);
  const starts = [year, year + 1].map((it) => season.departures(it)[0]);
  return starts.find((start) => start > day + 15 && start < day + 110) ?? null;
}

/** Thanks for a recommendation, a ticket in between, a gold card. */
export function tellFavours(
  { world, random, member, diary, today }: Telling,
  { plan, referred, booked }: Standing,
): void {
  for (const { member: newcomer, joined } of referred) {
    if (random.chance(0.85)) {
      diary.thread([], { referred: politely(world, newcomer) }).tell("referralThanks", joined + random.int(2, 9));
    }
  }
  const errands = member.path === "loyal" ? random.int(0, 2) : member.path === "regular" ? random.int(0, 1) : 0;
  for (let count = 0; count < errands; count++) diary.thread().tell("errand", random.int(plan.joined + 40, today));
  const third = booked[2];
  if (third && member.path === "loyal") diary.thread().tell("gift", third.leaves + third.nights + 9);
}

/** Silence, and the tries to end it; or the end. */
export function tellPartings({ world, random, member, diary, today }: Telling, { booked }: Standing): void {
  const last = booked.at(-1);
  const before = member.path === "wonBack" ? booked.at(-2) : last;
  if (!last || !before) return;
  const home = before.leaves + before.nights;
  const season = world.seasons[0]?.name ?? "";
  const thread = diary.thread(["repeat"], { last: before.place.name, season });
  if (member.path === "lost" && home + 200 < today) {
    thread.tell("winBack", home + random.int(200, 280));
    if (random.chance(0.5)) thread.tell("winBackNo", home + 285);
    thread.tell("lostNote", home + random.int(300, 400));
  }
  if (member.path === "wonBack" && before !== last) {
    thread.tell("winBack", Math.max(home + 60, last.asked - random.int(25, 50)));
    thread.tell("winBackYes", last.asked - random.int(3, 12));
  }
  if (member.path === "ended") {
    const kind = member.index % 2 === 0 ? "bill" : "rude";
    let day: Day | null = home + (kind === "bill" ? 62 : 12);
    for (const step of ["step1", "step2", "step3"]) {
      if (day !== null) day = thread.tell("misconduct", day + random.int(4, 16), { facts: [kind, step] });
    }
    if (day !== null) thread.tell("ended", day + 20);
  }
}
