import type { Day } from "./calendar.ts";
import type { Diary, Thread } from "./diary.ts";
import type { Member, Trip, Trouble } from "./member.ts";
import type { Channel, Variables } from "./phrasebook.ts";
import type { Random } from "./random.ts";
import { factsOfTrip } from "./words.ts";
import type { SourceKey, World } from "./world.ts";

export type Telling = {
  world: World;
  random: Random;
  member: Member;
  diary: Diary;
  today: Day;
};

const FIRST_CHANNEL: Record<SourceKey, readonly Channel[]> = {
  referral: ["call", "chat"],
  instagram: ["social"],
  website: ["form", "email"],
  phone: ["call"],
  walkIn: ["meeting"],
  fair: ["call"],
  trade: ["call"],
};

/** From the question to the booking; the day it was made, null when it came to none. */
function tellBooking({ world, random, member }: Telling, trip: Trip, thread: Thread, first: boolean): Day | null {
  const { asked, leaves } = trip;
  const until = (day: Day) => ({ until: world.date(day + 6) });
  const fair = first && member.source === "fair" && !member.referrer;
  if (fair) thread.tell("fair", asked);
  const enquiry = trip.occasion ? "anniversaryEnquiry" : "enquiry";
  const call = { ...(first ? { via: FIRST_CHANNEL[member.source] } : {}), facts: fair ? ["fair"] : [] };
  if (thread.tell(enquiry, fair ? asked + 6 : asked, call) === null) return null;
  if (!first && random.chance(0.22)) thread.tell("browsed", asked + 1);
  let day = thread.tell("proposal", asked + random.int(0, 1), { variables: until(asked) });
  if (day === null) return null;
  if (trip.declined) {
    tellDecline(thread, trip, day, random, until(day + 3));
    return null;
  }
  if (trip.doubt) {
    const facts = { facts: [trip.doubt] };
    day = thread.tell("doubt", day + random.int(1, 3), facts);
    if (day !== null) day = thread.tell("answer", day, { ...facts, variables: until(day) });
  }
  const signing = trip.instalments ? { via: ["meeting"] as const } : {};
  return day === null ? null : thread.tell("booking", Math.min(day + random.int(1, 4), leaves - 10), signing);
}

function tellDecline(thread: Thread, trip: Trip, proposed: Day, random: Random, variables: Variables): void {
  const day = proposed + random.int(3, 6);
  if (random.chance(0.35)) thread.tell("silent", day);
  const chased = thread.tell("followUp", day, { variables });
  if (chased === null) return;
  if (trip.declined !== "silence")
    thread.tell("declined", chased + random.int(1, 5), { facts: [trip.declined ?? "price"] });
  else if (random.chance(0.5)) thread.tell("silent", chased + random.int(4, 12));
}

/** Everything between booking and departure. Days that fall due are those of the place's trade. */
function tellPreparation({ world, random }: Telling, trip: Trip, thread: Thread, booked: Day): void {
  const { leaves } = trip;
  const due = Math.min(Math.max(leaves - world.balanceBefore, booked + 12), leaves - 7);
  const dated = { variables: { due: world.date(due) } };
  const visa = trip.place.about.includes("visa");
  const latest = leaves - 2;
  const chance = (probability: number) => random.chance(probability);
  thread.tell("contract", booked, { latest, ...dated });
  const papers = booked + random.int(1, 3);
  thread.tell("papersAsked", papers, { latest });
  thread.tell("papersSent", papers + random.int(0, 2), { latest });
  if (visa) {
    thread.tell("visaSubmitted", papers + 3, { latest });
    thread.tell("visaIssued", papers + random.int(11, 14), { latest: leaves - 4 });
  }
  thread.tell("balance", due - 4, { latest, automatic: true, ...dated });
  const late = chance(0.16);
  if (late) thread.tell("late", due + 1, { latest });
  if (late) thread.tell("paid", due + 2, { latest, facts: ["late"] });
  else if (chance(0.75)) thread.tell("paid", due - random.int(0, 2), { latest });
  if (chance(0.34)) thread.tell("question", leaves - 6, { latest });
  thread.tell("tickets", leaves - 4, { latest });
  if (chance(0.36)) thread.tell("thanks", leaves - 4, { latest: leaves - 1 });
  thread.tell("eve", leaves - 1, { from: 16 * 60, latest: leaves - 1, automatic: true });
}

/** The journey, its trouble if there was one, and how it was remembered. */
function tellJourney(telling: Telling, trip: Trip, thread: Thread): void {
  const { random } = telling;
  const { leaves, nights, trouble } = trip;
  const back = leaves + nights;
  if (trouble) {
    const onTheWay = ["room", "delay", "transfer"].includes(trouble.topic);
    const day = onTheWay
      ? trouble.topic === "room"
        ? leaves + 1
        : leaves
      : back + (trouble.topic === "refund" ? 18 : 2);
    tellTrouble(telling, trip, trouble, thread, day, onTheWay);
    return;
  }
  if (random.chance(0.4)) thread.tell("during", leaves + 1, { urgent: true, latest: back });
  const asked = thread.tell("howWasIt", back + random.int(1, 3));
  if (asked === null) return;
  if (random.chance(0.28)) thread.tell("praise", asked + random.int(0, 4));
  if (trip.occasion || random.chance(0.3)) thread.tell("memory", asked + 1);
}

/** A complaint, what we found and offered, and whether that mended it. */
function tellTrouble(
  { random }: Telling,
  trip: Trip,
  trouble: Trouble,
  thread: Thread,
  day: Day,
  onTheWay: boolean,
): void {
  const facts = [trouble.topic];
  const sameDay =
    day === trip.leaves ? { urgent: true, latest: day + 1, from: Math.min(trip.hour + 90, 21 * 60) } : { urgent: true };
  const told = thread.tell("complaint", day, { facts, ...sameDay });
  if (told === null) return;
  thread.tell("apology", told);
  thread.tell("investigated", told + 1, { facts });
  const home = trip.leaves + trip.nights;
  if (onTheWay) thread.tell("howWasIt", home + random.int(1, 2));
  const offered = thread.tell("compensation", Math.max(told + random.int(3, 6), home + 3), { facts });
  if (offered === null) return;
  const answered = thread.tell(trouble.mended ? "resolved" : "unresolved", offered + random.int(2, 7));
  if (answered !== null && !trouble.mended) {
    thread.tell("grudge", answered + random.int(2, 9), { facts: ["step1"] });
    thread.tell("grudge", answered + random.int(30, 45), { facts: ["step2"] });
  }
}

/**
 * One journey from the first word to the last; the day it was booked, or null.
 *
 * @param before the last journey made, @param asked the last one asked for.
 */
export function tellTrip(telling: Telling, trip: Trip, before: Trip | undefined, asked: Trip | undefined): Day | null {
  const { member, diary } = telling;
  const first = asked === undefined && !member.old;
  const facts = factsOfTrip(member, trip);
  facts.add(first ? "first" : before || member.old ? "repeat" : "again");
  if (!before?.trouble) facts.add("smooth");
  if (before && trip.asked - before.leaves - before.nights < 100) facts.add("recent");
  const thread = diary.thread(facts, {
    ...trip.words,
    ...(before ? { last: before.place.name } : {}),
    ...(asked ? { asked: asked.place.name } : {}),
  });
  const booked = tellBooking(telling, trip, thread, first);
  if (booked === null) return null;
  tellPreparation(telling, trip, thread, booked);
  tellJourney(telling, trip, thread);
  return booked;
}

/** What those hear and say who travel on somebody else's booking. */
export function tellCompanion(telling: Telling, trip: Trip, booked: Day, firstTime: boolean): void {
  const { random, member, diary } = telling;
  const facts = factsOfTrip(member, trip);
  const thread = diary.thread(facts, trip.words);
  if (firstTime || random.chance(0.6)) thread.tell("companionPapers", booked + 2, { latest: trip.leaves - 3 });
  if (random.chance(0.35)) thread.tell("companionCall", trip.leaves - 5, { latest: trip.leaves - 2 });
  if (random.chance(0.4))
    thread.tell("eve", trip.leaves - 1, { from: 16 * 60, latest: trip.leaves - 1, automatic: true });
  if (!trip.trouble && random.chance(0.4)) thread.tell("companionThanks", trip.leaves + trip.nights + random.int(1, 4));
}
