import { type CustomerStats, NO_STATS, sumStats } from "#core/people/customers/index.ts";
import type { Item } from "#server/platform/table.ts";

/** What was counted of a customer, the records merged into it included, from the card's item. */
export function statsOf(item: Item | null): CustomerStats {
  const [counts, standing] = [countsOf(item), standingOf(item)];
  return standing === NO_STANDING ? counts : { ...counts, ...standing };
}

function countsOf(item: Item | null): CustomerStats {
  if (typeof item?.stats !== "string") return NO_STATS;
  const packed = JSON.parse(item.stats);
  return packed[4] ? sumStats([readStats(packed), readStats(packed[4])]) : readStats(packed);
}

/** Where a customer stands among the others: segments and scores. */
export type Standing = Pick<CustomerStats, "segments" | "rfm">;
const NO_STANDING: Standing = { segments: [], rfm: null };

export function standingOf(item: Item | null): Standing {
  if (typeof item?.standing !== "string") return NO_STANDING;
  const [segments, rfm] = JSON.parse(item.standing);
  return { segments, rfm: rfm && { recency: rfm[0], frequency: rfm[1], monetary: rfm[2], group: rfm[3] } };
}

/** The attribute of the card that says it; the subscribers of `stats` never touch it, nor this theirs. */
export function packStanding({ segments, rfm }: Standing): string {
  return JSON.stringify([segments, rfm && [rfm.recency, rfm.frequency, rfm.monetary, rfm.group]]);
}

/** What was counted of the record itself. */
export function ownStatsOf(item: Item | null): CustomerStats {
  return typeof item?.stats === "string" ? readStats(JSON.parse(item.stats)) : NO_STATS;
}

/** What was counted of the records merged into it; null when there are none. */
export function absorbedStatsOf(item: Item | null): CustomerStats | null {
  const absorbed = typeof item?.stats === "string" ? JSON.parse(item.stats)[4] : undefined;
  return absorbed ? readStats(absorbed) : null;
}

type Counts = CustomerStats["byChannel"];
/** Counts by channel, the edges, then (5th) the same of absorbed records, and what came later; the last in milliseconds. */
type PackedStats = [
  number,
  Counts,
  string | null,
  string | null,
  unknown?,
  number?,
  Counts?,
  Counts?,
  (number | null)?,
];

function readStats(packed: PackedStats): CustomerStats {
  const [
    interactions,
    byChannel,
    firstContactAt,
    lastContactAt,
    ,
    openActivities = 0,
    inbound = {},
    outbound = {},
    next,
  ] = packed;
  const nextActivityAt = typeof next === "number" ? new Date(next).toISOString() : null;
  const counted = { interactions, byChannel, inbound, outbound, openActivities, nextActivityAt };
  return { ...NO_STANDING, ...counted, firstContactAt, lastContactAt };
}

/** The attribute of the card that holds them; what is written from the profile never touches it. */
export function packStats(own: CustomerStats, absorbed: CustomerStats | null): string {
  const pack = (stats: CustomerStats, more: unknown): PackedStats => [
    stats.interactions,
    stats.byChannel,
    stats.firstContactAt,
    stats.lastContactAt,
    more,
    stats.openActivities,
    stats.inbound,
    stats.outbound,
    stats.nextActivityAt ? Date.parse(stats.nextActivityAt) : undefined,
  ];
  return JSON.stringify(pack(own, absorbed && pack(absorbed, null)));
}
