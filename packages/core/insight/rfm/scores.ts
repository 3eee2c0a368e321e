import type { CustomerCard, Rfm } from "../../people/customers/schema.ts";
import { groupOf } from "./groups.ts";

/**
 * What is scored of a customer. Until there are orders it is contacts: how long ago the last one was, in whole days, how
 * many there were, and no money. Null: there is nothing to score.
 */
export type RfmValues = { recencyDays: number; frequency: number; monetary: number | null };

const DAY_MS = 86_400_000;

export function rfmValuesOf(
  { interactions, lastContactAt }: Pick<CustomerCard, "interactions" | "lastContactAt">,
  now: string,
): RfmValues | null {
  if (lastContactAt === null || interactions === 0) return null;
  const recencyDays = Math.max(0, Math.floor((Date.parse(now) - Date.parse(lastContactAt)) / DAY_MS));
  return { recencyDays, frequency: interactions, monetary: null };
}

/** How many customers have each value. Its size is bounded: what lies beyond the last value counts as it. */
export type Histogram = { [value: string]: number };
export type RfmPopulation = { recency: Histogram; frequency: Histogram; monetary: Histogram };

export const emptyPopulation = (): RfmPopulation => ({ recency: {}, frequency: {}, monetary: {} });

/** Ten years of days; more contacts than anybody has. */
const LAST = { recency: 3_650, frequency: 5_000 } as const;
/** Money in steps of one percent, so that a million different sums are some thousand. */
const STEP = Math.log(1.01);

const within = (value: number, last: number) => Math.min(Math.max(0, value), last);
const stepOf = (money: number) => (money <= 0 ? 0 : Math.round(Math.log(money) / STEP));

/** Counts one customer in. Changes the population, which may be a million's. */
export function countIn(population: RfmPopulation, { recencyDays, frequency, monetary }: RfmValues): void {
  add(population.recency, within(recencyDays, LAST.recency));
  add(population.frequency, within(frequency, LAST.frequency));
  if (monetary !== null) add(population.monetary, stepOf(monetary));
}

function add(histogram: Histogram, value: number): void {
  histogram[value] = (histogram[value] ?? 0) + 1;
}

type Scale = (value: number) => number;

/** Fifths of a population, for scoring each of it. */
export type RfmScales = { recency: Scale; frequency: Scale; monetary: Scale };

export function scalesOf(population: RfmPopulation): RfmScales {
  return {
    recency: scaleOf(population.recency),
    frequency: scaleOf(population.frequency),
    monetary: scaleOf(population.monetary),
  };
}

/**
 * The fifth in which the middle of those with the same value lies, 1 for the lowest: equal customers are scored equally, however
 * many they are, so that fifths are only about equal in size.
 */
function scaleOf(histogram: Histogram): Scale {
  const values = Object.entries(histogram)
    .map(([value, count]) => [Number(value), count] as const)
    .sort(([a], [b]) => a - b);
  const total = values.reduce((sum, [, count]) => sum + count, 0);
  const scores = new Map<number, number>();
  let below = 0;
  for (const [value, count] of values) {
    scores.set(value, Math.min(5, 1 + Math.floor((5 * (below + count / 2)) / total)));
    below += count;
  }
  // Who came since the population was counted is scored like the next below.
  return (value) =>
    scores.get(value) ?? scores.get(values.findLast(([known]) => known <= value)?.[0] ?? Number.NaN) ?? 1;
}

/** The scores of one customer among all: 5 the latest, the most often, the most money. */
export function scoreOf(values: RfmValues, scales: RfmScales): Rfm {
  const recency = 6 - scales.recency(within(values.recencyDays, LAST.recency));
  const frequency = scales.frequency(within(values.frequency, LAST.frequency));
  const monetary = values.monetary === null ? null : scales.monetary(stepOf(values.monetary));
  return { recency, frequency, monetary, group: groupOf({ recency, frequency, monetary }) };
}
