import type { CustomField } from "../../platform/custom-fields/definition.ts";
import { customRuleFields, customView } from "../../platform/custom-fields/rule-fields.ts";
import type { RuleField, View } from "../../platform/rules/fields.ts";
import {
  CHANNELS,
  CONSENT_STATES,
  CUSTOMER_KINDS,
  CUSTOMER_RELATIONS,
  type Customer,
  type CustomerCard,
  type CustomerStats,
  LIFECYCLE_STAGES,
  RFM_GROUPS,
} from "./schema.ts";

const ON_CARD = [
  { name: "name", type: "text" },
  { name: "kind", type: "choice", choices: CUSTOMER_KINDS },
  { name: "relation", type: "choice", choices: CUSTOMER_RELATIONS },
  { name: "lifecycleStage", type: "choice", choices: LIFECYCLE_STAGES },
  { name: "ownerId", type: "choice" },
  { name: "teamId", type: "choice" },
  { name: "tags", type: "many" },
  { name: "hasPhone", type: "yesNo" },
  { name: "hasEmail", type: "yesNo" },
  { name: "city", type: "text" },
  { name: "interactions", type: "number" },
  { name: "firstContactAt", type: "instant" },
  { name: "lastContactAt", type: "instant" },
  { name: "openActivities", type: "number" },
  { name: "nextActivityAt", type: "instant" },
  { name: "createdAt", type: "instant" },
  { name: "updatedAt", type: "instant" },
  { name: "archived", type: "yesNo" },
  { name: "segments", type: "many" },
  { name: "rfm.group", type: "choice", choices: RFM_GROUPS },
  { name: "rfm.recency", type: "number" },
  { name: "rfm.frequency", type: "number" },
  { name: "rfm.monetary", type: "number" },
  { name: "stats.in", type: "number" },
  { name: "stats.out", type: "number" },
] as const;

/** Contacts that somebody begins: they come in or go out. */
export const TWO_WAY = ["call", "email", "sms", "chat", "social", "letter"] as const;

const BY_CHANNEL: readonly RuleField[] = [
  ...CHANNELS.map((channel) => `stats.${channel}`),
  ...TWO_WAY.flatMap((channel) => [`stats.${channel}.in`, `stats.${channel}.out`]),
].map((name) => ({ name, type: "number", depth: "card" }));

const ON_PROFILE = [
  { name: "givenName", type: "text" },
  { name: "familyName", type: "text" },
  { name: "code", type: "text" },
  { name: "nationalId", type: "text" },
  { name: "birthOn", type: "date" },
  { name: "occasions", type: "dates" },
  { name: "source", type: "text" },
  { name: "preferredChannel", type: "choice", choices: CHANNELS },
  { name: "language", type: "choice", choices: ["fa", "en"] },
  { name: "notes", type: "text" },
  { name: "consents.email", type: "choice", choices: CONSENT_STATES },
  { name: "consents.sms", type: "choice", choices: CONSENT_STATES },
  { name: "consents.call", type: "choice", choices: CONSENT_STATES },
  { name: "addresses.city", type: "texts" },
  { name: "addresses.region", type: "texts" },
  { name: "addresses.country", type: "texts" },
  { name: "addresses.postalCode", type: "texts" },
] as const;

type CardField = (typeof ON_CARD)[number]["name"];
type ProfileField = (typeof ON_PROFILE)[number]["name"];

/** What rules may ask about a customer, without the custom fields. */
export const CUSTOMER_FIELDS: readonly RuleField[] = [
  ...ON_CARD.map((field): RuleField => ({ ...field, depth: "card" })),
  ...BY_CHANNEL,
  ...ON_PROFILE.map((field): RuleField => ({ ...field, depth: "full" })),
];

/** What rules may ask about a customer in a workspace with these custom fields. */
export function customerFields(custom: readonly CustomField[]): readonly RuleField[] {
  return custom.length === 0 ? CUSTOMER_FIELDS : [...CUSTOMER_FIELDS, ...customRuleFields(custom, "customer")];
}

/**
 * The customer view at the depth of a card: as much as lists, filters and counts read. With `asked`, the names of the fields
 * that are wanted, what is dear to make is left out unless it is among them.
 */
export function viewOfCard(card: CustomerCard, custom: readonly CustomField[] = [], asked?: ReadonlySet<string>): View {
  const wants = (names: RegExp) => !asked || [...asked].some((name) => names.test(name));
  const own = wants(COUNTED) ? { ...plainOfCard(card), ...statsView(card) } : plainOfCard(card);
  return custom.length > 0 && wants(CUSTOM) ? { ...own, ...customView(custom, "customer", card.custom) } : own;
}

const COUNTED = /^(stats\.|rfm\.|segments$)/;
const CUSTOM = /^custom\./;

function plainOfCard(card: CustomerCard) {
  return {
    name: card.name,
    kind: card.kind,
    relation: card.relation,
    lifecycleStage: card.lifecycleStage,
    ownerId: card.ownerId,
    teamId: card.teamId,
    tags: card.tags,
    hasPhone: card.phone !== null,
    hasEmail: card.email !== null,
    city: card.city,
    interactions: card.interactions,
    firstContactAt: card.firstContactAt,
    lastContactAt: card.lastContactAt,
    openActivities: card.openActivities,
    nextActivityAt: card.nextActivityAt,
    createdAt: card.createdAt,
    updatedAt: card.updatedAt,
    archived: card.archived,
  } satisfies Partial<Record<CardField, View[string]>>;
}

function statsView({ byChannel, inbound, outbound, segments, rfm }: CustomerStats) {
  const sum = (counts: CustomerStats["byChannel"]) => Object.values(counts).reduce((all, count) => all + count, 0);
  const view = {
    ...NO_COUNTS,
    segments,
    "rfm.group": rfm?.group ?? null,
    "rfm.recency": rfm?.recency ?? null,
    "rfm.frequency": rfm?.frequency ?? null,
    "rfm.monetary": rfm?.monetary ?? null,
    "stats.in": sum(inbound),
    "stats.out": sum(outbound),
  };
  const counts: Record<string, unknown> = view;
  for (const channel in byChannel) counts[`stats.${channel}`] = byChannel[channel as Channel];
  for (const channel in inbound) counts[`stats.${channel}.in`] = inbound[channel as Channel];
  for (const channel in outbound) counts[`stats.${channel}.out`] = outbound[channel as Channel];
  return view;
}

type Channel = (typeof CHANNELS)[number];
const NO_COUNTS = Object.fromEntries(BY_CHANNEL.map(({ name }) => [name, 0]));

/** The whole customer view. Where a card cuts (a long name, the thirteenth tag), this does not. */
export function viewOfCustomer(customer: Customer, custom: readonly CustomField[] = []): View {
  if (custom.length > 0) return { ...ownOfCustomer(customer), ...customView(custom, "customer", customer.custom) };
  return ownOfCustomer(customer);
}

function ownOfCustomer(customer: Customer) {
  const { addresses, consents, stats } = customer;
  const texts = (values: (string | undefined)[]) => values.filter((value) => value !== undefined);
  return {
    name: customer.name,
    kind: customer.kind,
    relation: customer.relation,
    lifecycleStage: customer.lifecycleStage,
    ownerId: customer.ownerId ?? null,
    teamId: customer.teamId ?? null,
    tags: customer.tags,
    hasPhone: customer.phones.length > 0,
    hasEmail: customer.emails.length > 0,
    city: addresses.find(({ city }) => city)?.city ?? null,
    interactions: stats.interactions,
    firstContactAt: stats.firstContactAt,
    lastContactAt: stats.lastContactAt,
    openActivities: stats.openActivities,
    nextActivityAt: stats.nextActivityAt,
    createdAt: customer.createdAt,
    updatedAt: customer.updatedAt,
    archived: customer.archivedAt !== undefined,
    ...statsView(stats),
    givenName: customer.givenName ?? null,
    familyName: customer.familyName ?? null,
    code: customer.code ?? null,
    nationalId: customer.nationalId ?? null,
    birthOn: customer.birthOn ?? null,
    occasions: customer.occasions.map(({ on, calendar }) => ({ on, calendar })),
    source: customer.source ?? null,
    preferredChannel: customer.preferredChannel ?? null,
    language: customer.language ?? null,
    notes: customer.notes ?? null,
    "consents.email": consents.email.state,
    "consents.sms": consents.sms.state,
    "consents.call": consents.call.state,
    "addresses.city": texts(addresses.map(({ city }) => city)),
    "addresses.region": texts(addresses.map(({ region }) => region)),
    "addresses.country": texts(addresses.map(({ country }) => country)),
    "addresses.postalCode": texts(addresses.map(({ postalCode }) => postalCode)),
  } satisfies Record<CardField | ProfileField, View[string]>;
}
