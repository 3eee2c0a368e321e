import { type CustomField, FIELD_LIMITS, valuesInUse } from "../../platform/custom-fields/definition.ts";
import { customOnCard, utf8Bytes } from "../../platform/custom-fields/on-card.ts";
import { formatPhone } from "../../platform/phone.ts";
import type { Customer, CustomerCard, CustomerStats, Profile } from "./schema.ts";

export const NO_STATS: CustomerStats = {
  interactions: 0,
  byChannel: {},
  inbound: {},
  outbound: {},
  openActivities: 0,
  nextActivityAt: null,
  firstContactAt: null,
  lastContactAt: null,
  segments: [],
  rfm: null,
};

const MAX_NAME = 100;
const MAX_TAGS = 12;
const MAX_TAG_LETTERS = 120;
/** Of the card as packed, so that with its keys and counts it is an item of 1 KB. */
const MAX_BYTES = 700;

/** The first tags, as many as a card has room for. */
function tagsOnCard(tags: readonly string[]): string[] {
  const kept: string[] = [];
  let letters = 0;
  for (const tag of tags.slice(0, MAX_TAGS)) {
    letters += tag.length;
    if (letters > MAX_TAG_LETTERS) break;
    kept.push(tag);
  }
  return kept;
}

/** What a list shows of a customer: bounded, so that it fits in 1 KB however long the profile is. */
export function cardOf(profile: Profile, stats: CustomerStats, fields: readonly CustomField[]): CustomerCard {
  const card: CustomerCard = {
    id: profile.id,
    name: profile.name.slice(0, MAX_NAME),
    kind: profile.kind,
    relation: profile.relation,
    lifecycleStage: profile.lifecycleStage,
    ownerId: profile.ownerId ?? null,
    teamId: profile.teamId ?? null,
    tags: tagsOnCard(profile.tags),
    phone: profile.phones[0] ? formatPhone(profile.phones[0].number) : null,
    email: profile.emails[0]?.address.slice(0, MAX_NAME) ?? null,
    city: profile.addresses.find(({ city }) => city)?.city?.slice(0, 40) ?? null,
    custom: {},
    ...stats,
    createdAt: profile.createdAt,
    updatedAt: profile.updatedAt,
    archived: profile.archivedAt !== undefined,
    ...(profile.mergedInto && { mergedInto: profile.mergedInto }),
  };
  if (fields.length === 0) return card;
  const {
    byChannel: _b,
    inbound: _i,
    outbound: _o,
    openActivities: _a,
    nextActivityAt: _n,
    segments: _s,
    rfm: _r,
    ...own
  } = card;
  const room = Math.min(FIELD_LIMITS.cardBytes, MAX_BYTES - utf8Bytes(JSON.stringify(Object.values(own))));
  return { ...card, custom: customOnCard(fields, "customer", profile.custom, room) };
}

/**
 * The customer as it is shown: without the values of retired fields, which are kept all the same, and of its merges whom it
 * absorbed, not what undoing them needs.
 */
export function customerOf(
  { merges, ...profile }: Profile,
  stats: CustomerStats,
  fields: readonly CustomField[],
): Customer {
  const absorbed = merges?.layers.map(({ id, name, at, by }) => ({ id, name, at, by }));
  const custom = valuesInUse(fields, "customer", profile.custom);
  return { ...profile, custom, ...(absorbed && { absorbed }), stats };
}

/** The counts of several records together. Where they stand is not summed. */
export function sumStats(all: readonly CustomerStats[]): CustomerStats {
  const sum: CustomerStats = { ...NO_STATS, byChannel: {}, inbound: {}, outbound: {} };
  for (const stats of all) {
    sum.interactions += stats.interactions;
    sum.openActivities += stats.openActivities;
    for (const kind of ["byChannel", "inbound", "outbound"] as const) {
      for (const [channel, count] of Object.entries(stats[kind]) as [keyof CustomerStats["byChannel"], number][]) {
        sum[kind][channel] = (sum[kind][channel] ?? 0) + count;
      }
    }
    sum.firstContactAt = edge(sum.firstContactAt, stats.firstContactAt, (a, b) => a < b);
    sum.nextActivityAt = edge(sum.nextActivityAt, stats.nextActivityAt, (a, b) => a < b);
    sum.lastContactAt = edge(sum.lastContactAt, stats.lastContactAt, (a, b) => a > b);
  }
  return sum;
}

function edge(one: string | null, other: string | null, wins: (a: string, b: string) => boolean): string | null {
  if (one === null || other === null) return one ?? other;
  return wins(one, other) ? one : other;
}
