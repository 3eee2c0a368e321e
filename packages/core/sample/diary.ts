import type { NewInteraction } from "../engagement/interactions/index.ts";
import type { Day } from "./calendar.ts";
import { type Channel, fill, fits, type Line, type Variables } from "./phrasebook.ts";
import type { Random } from "./random.ts";
import type { Beat, World } from "./world.ts";

/** An interaction of the sample: what is logged, and the colleague (0–4) who had it. */
export type SampleInteraction = Omit<NewInteraction, "customerId"> & { occurredAt: string; byUser: number };

export type Telling = {
  facts?: Iterable<string>;
  variables?: Variables;
  /** The channels it should come by, when some line has them. */
  via?: readonly Channel[];
  /** The channels it must come by; when no line has them nothing is told. */
  only?: readonly Channel[];
  by?: number;
  /** The last day on which it still makes sense: a holiday then moves it to an earlier day, not a later one. */
  latest?: Day;
  /** Not before this minute of the day. */
  from?: number;
  /** Somebody answers at any hour. */
  urgent?: boolean;
  /** A machine sends it, on any day. */
  automatic?: boolean;
};

/** Moments that follow one another: each is told after the one before. Null when it has not happened (yet). */
export type Thread = { tell(beat: Beat, day: Day, telling?: Telling): Day | null };

export type Diary = {
  entries: SampleInteraction[];
  thread(facts?: Iterable<string>, variables?: Variables): Thread;
};

type DiarySetting = {
  world: World;
  random: Random;
  /** Nothing happens on this day or later. */
  today: Day;
  facts: ReadonlySet<string>;
  variables: Variables;
  owner: number;
  preferred?: Channel;
  /** The other side writes in office hours. */
  business?: boolean;
};

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;
const ACCOUNTS: Beat[] = [
  "balance",
  "late",
  "paid",
  "invoiced",
  "invoiceChased",
  "invoicePaid",
  "settled",
  "commission",
];
const VISAS: Beat[] = ["visaSubmitted", "visaIssued", "visaFile", "visaLacking", "visaDone", "visaTalk"];
const MANAGER: Beat[] = ["grudge", "ended", "companyContract", "hotelContract", "partnerAgreed", "rivalSeen"];

/** An empty timeline of one customer, to be told moment by moment. */
export function openDiary({ world, random, today, facts, variables, owner, preferred, business }: DiarySetting): Diary {
  const entries: SampleInteraction[] = [];
  const uses = new Map<Line, number>();

  function choose(beat: Beat, known: ReadonlySet<string>, { via, only }: Telling): Line | null {
    const fitting = world.phrases[beat].filter((line) => fits(line, known) && (only?.includes(line.channel) ?? true));
    if (fitting.length === 0 && only) return null;
    if (fitting.length === 0) throw new RangeError(`No line of ${beat} fits ${[...known].join(" ")}.`);
    const coming = fitting.filter((line) => via?.includes(line.channel));
    const lines = coming.length > 0 ? coming : fitting;
    const fewest = Math.min(...lines.map((line) => uses.get(line) ?? 0));
    const fresh = lines.filter((line) => (uses.get(line) ?? 0) === fewest);
    const line = random.weighted(fresh, (it) => (1 + it.needs.length) * (it.channel === preferred ? 3 : 1));
    uses.set(line, fewest + 1);
    return line;
  }

  function hoursOf(line: Line, day: Day, telling: Telling): readonly [number, number] | null {
    if (telling.automatic && line.channel === "sms") return [9 * 60 + 30, 19 * 60];
    if (telling.automatic && line.channel === "email") return [8 * 60, 10 * 60];
    const atLeisure = line.direction === "in" && !["call", "meeting", "letter"].includes(line.channel) && !business;
    return atLeisure || telling.urgent ? [8 * 60 + 30, 22 * 60 + 15] : world.office.hours(day);
  }

  /** An instant on that day, after `after` and in the hours of the line; null when the day has no room. */
  function instantOn(day: Day, line: Line, after: number, telling: Telling): number | null {
    const hours = hoursOf(line, day, telling);
    if (!hours) return null;
    const midnight = (day * DAY_MINUTES - world.office.offset(day)) * MINUTE_MS;
    const soonest = Math.ceil((after - midnight) / MINUTE_MS) + 3;
    const low = Math.max(hours[0], telling.from ?? 0, soonest);
    if (low >= hours[1]) return null;
    const minute = low + Math.floor(random.next() * (hours[1] - low));
    return midnight + minute * MINUTE_MS + Math.floor(random.next() * 60) * 1000;
  }

  function find(line: Line, day: Day, after: number, telling: Telling): number {
    const soonest = Math.max(day, Math.floor(after / MINUTE_MS / DAY_MINUTES));
    const latest = telling.latest ?? soonest + 20;
    for (let candidate = soonest; candidate <= latest; candidate++) {
      const instant = instantOn(candidate, line, after, telling);
      if (instant !== null) return instant;
    }
    const earliest = telling.latest === undefined ? Number.POSITIVE_INFINITY : Math.min(day, latest) - 8;
    for (let candidate = Math.min(day, latest) - 1; candidate >= earliest; candidate--) {
      const instant = instantOn(candidate, line, after, telling);
      if (instant !== null) return instant;
    }
    return after + random.int(4, 40) * MINUTE_MS;
  }

  function thread(more: Iterable<string> = [], given: Variables = {}): Thread {
    let after = Number.NEGATIVE_INFINITY;
    const common = new Set([...facts, ...more]);
    return {
      tell(beat, day, telling = {}) {
        if (after === Number.POSITIVE_INFINITY) return null;
        const line = choose(beat, telling.facts ? new Set([...common, ...telling.facts]) : common, telling);
        if (line === null) return null;
        const at = find(line, day, after, telling);
        if (at >= today * DAY_MINUTES * MINUTE_MS) {
          after = Number.POSITIVE_INFINITY;
          return null;
        }
        after = at;
        const by = telling.by ?? deskOf(beat, owner);
        const me = world.staff[by]?.name;
        const wordFor = (name: string) =>
          name === "me" ? me : (telling.variables?.[name] ?? given[name] ?? variables[name]);
        const body = fill(line.body, wordFor, random);
        const outcome = line.outcome && fill(line.outcome, wordFor, random);
        const seconds = durationOf(line, beat, body.length, random);
        entries.push({
          channel: line.channel,
          direction: line.direction,
          ...(line.subject ? { subject: fill(line.subject, wordFor, random) } : {}),
          body,
          ...(outcome ? { outcome } : {}),
          ...(seconds === null ? {} : { durationSeconds: seconds }),
          occurredAt: new Date(at).toISOString(),
          byUser: by,
        });
        return Math.floor((at / MINUTE_MS + world.office.offset(day)) / DAY_MINUTES);
      },
    };
  }

  return { entries, thread };
}

function deskOf(beat: Beat, owner: number): number {
  if (MANAGER.includes(beat)) return 0;
  if (VISAS.includes(beat)) return 3;
  return ACCOUNTS.includes(beat) ? 4 : owner;
}

/** Seconds; a longer note was a longer call. */
function durationOf(line: Line, beat: Beat, length: number, random: Random): number | null {
  if (beat === "silent") return random.int(0, 24);
  if (line.channel === "call") return 50 + Math.round(length * (1.2 + random.next() * 2.4));
  if (line.channel === "meeting") return random.int(12, 50) * 60;
  return line.channel === "visit" ? random.int(25, 95) * 60 : null;
}
