import { dayIn, isoOf, partsOf } from "./calendar.ts";
import { amount, type Dealing, everySo, monthly, seasonWords } from "./dealing.ts";
import {
  tellAirline,
  tellCoach,
  tellGuide,
  tellHotel,
  tellInsurer,
  tellOperator,
  tellVisaOffice,
} from "./suppliers.ts";
import type { TradeRole } from "./world.ts";

/** One who sells our journeys elsewhere. */
function tellAgent(dealing: Dealing): void {
  const { world, random, diary } = dealing;
  diary.thread([], seasonWords(dealing, dealing.joined)).tell("agentVisit", dealing.joined);
  everySo(dealing, [60, 115], (day) => {
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
    const known = diary.entries.some((entry) => entry.occurredAt < isoOf(feast - 20));
    if (feast > joined + 30 && known) diary.thread().tell("tradeGreeting", feast - 2, { latest: feast - 1 });
  }
}
