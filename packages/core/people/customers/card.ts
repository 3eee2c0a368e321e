import { type CustomField, FIELD_LIMITS, valuesInUse } from "../../platform/custom-fields/definition.ts";
import { customOnCard, utf8Bytes } from "../../platform/custom-fields/on-card.ts";
import { formatPhone } from "../../platform/phone.ts";
import type { Customer, CustomerCard, CustomerStats, Profile } from "./schema.ts";

export const NO_STATS: CustomerStats = { interactions: 0, byChannel: {}, firstContactAt: null, lastContactAt: null };

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
    interactions: stats.interactions,
    firstContactAt: stats.firstContactAt,
    lastContactAt: stats.lastContactAt,
    createdAt: profile.createdAt,
    updatedAt: profile.updatedAt,
    archived: profile.archivedAt !== undefined,
  };
  if (fields.length === 0) return card;
  const room = Math.min(FIELD_LIMITS.cardBytes, MAX_BYTES - utf8Bytes(JSON.stringify(Object.values(card))));
  return { ...card, custom: customOnCard(fields, "customer", profile.custom, room) };
}

/** The customer as it is shown: without the values of retired fields, which are kept all the same. */
export function customerOf(profile: Profile, stats: CustomerStats, fields: readonly CustomField[]): Customer {
  return { ...profile, custom: valuesInUse(fields, "customer", profile.custom), stats };
}
