import * as z from "zod";
import { actorShape } from "../../platform/change.ts";
import { customInput, customShape } from "../../platform/custom-fields/shape.ts";
import { idShape } from "../../platform/ids.ts";
import { CALENDARS, dateShape, instantShape, line, timeZoneShape } from "../../platform/text-shape.ts";
import { LIMITS } from "./limits.ts";
import type { MergeHistory } from "./merge-history.ts";

export const CUSTOMER_KINDS = ["person", "organisation"] as const;

export const CUSTOMER_RELATIONS = [
  "prospect",
  "customer",
  "former",
  "supplier",
  "agent",
  "distributor",
  "partner",
  "competitor",
] as const;

/** QCI's customer-management activities, in the order of a relationship's life. */
export const LIFECYCLE_STAGES = [
  "targeted",
  "enquiring",
  "welcoming",
  "developing",
  "loyal",
  "atRisk",
  "lost",
  "wonBack",
  "ended",
] as const;

export const CHANNELS = [
  "call",
  "email",
  "sms",
  "chat",
  "social",
  "meeting",
  "visit",
  "letter",
  "web",
  "form",
  "note",
  "other",
] as const;

/** The eleven groups of RFM; which scores make which is in `insight/rfm/groups.ts`. */
export const RFM_GROUPS = [
  "champions",
  "loyal",
  "potentialLoyalists",
  "new",
  "promising",
  "needAttention",
  "aboutToSleep",
  "atRisk",
  "cannotLose",
  "hibernating",
  "lost",
] as const;

export const CONSENT_STATES = ["granted", "denied", "unknown"] as const;

export { LIMITS };

const label = line(40);

export const phoneShape = z.strictObject({
  /** E.164, such as +989121000050. */
  number: z.string(),
  extension: z.string().optional(),
  label: label.optional(),
  /** As it was typed. */
  raw: z.string(),
});

export const phoneInput = z.strictObject({
  number: line(60),
  label: label.optional(),
  raw: line(60).optional(),
  extension: z
    .string()
    .trim()
    .regex(/^[0-9۰-۹٠-٩]{1,20}$/, "An extension is digits, at most 20.")
    .optional(),
});

export const emailShape = z.strictObject({ address: z.string(), label: label.optional() });
export const emailInput = z.strictObject({ address: line(254), label: label.optional() });

export const addressShape = z.strictObject({
  label: label.optional(),
  country: line(60).optional(),
  region: line(80).optional(),
  city: line(80).optional(),
  street: line(300).optional(),
  postalCode: line(20).optional(),
});

export const occasionShape = z.strictObject({ name: line(80), on: dateShape, calendar: z.enum(CALENDARS) });

const consentShape = z.strictObject({
  state: z.enum(CONSENT_STATES),
  at: instantShape.optional(),
  source: line(80).optional(),
});

export const consentsShape = z.strictObject({ email: consentShape, sms: consentShape, call: consentShape });

const countsByChannel = z.partialRecord(z.enum(CHANNELS), z.number().int());
const quintile = z.number().int().min(1).max(5);

/** Where a customer stands among all by recency, frequency and money spent: 5 is the best fifth. Money is null until orders exist. */
export const rfmShape = z.strictObject({
  recency: quintile,
  frequency: quintile,
  monetary: quintile.nullable(),
  group: z.enum(RFM_GROUPS),
});

export type Rfm = z.output<typeof rfmShape>;

const counted = {
  interactions: z.number().int(),
  byChannel: countsByChannel,
  /** Of those, the ones that came from the customer, and those that went to them; notes are neither. */
  inbound: countsByChannel,
  outbound: countsByChannel,
  openActivities: z.number().int(),
  /** When the first of those is due; past when it is overdue. */
  nextActivityAt: z.string().nullable(),
  firstContactAt: z.string().nullable(),
  lastContactAt: z.string().nullable(),
  /** The ids of the segments they are in. */
  segments: z.array(z.string()),
  rfm: rfmShape.nullable(),
};

/** What is counted and computed of a customer; nobody types it. */
export const statsShape = z.strictObject(counted);

const described = {
  kind: z.enum(CUSTOMER_KINDS),
  relation: z.enum(CUSTOMER_RELATIONS),
  lifecycleStage: z.enum(LIFECYCLE_STAGES),
};

const optionalText = {
  /** The company's own number for them; unique. */
  code: line(40),
  givenName: line(100),
  familyName: line(100),
  nationalId: line(20),
  iban: line(50),
  birthOn: dateShape,
  ownerId: idShape("usr"),
  teamId: line(40),
  source: line(80),
  preferredChannel: z.enum(CHANNELS),
  language: z.enum(["fa", "en"]),
  timeZone: timeZoneShape,
  notes: z.string().trim().max(LIMITS.notes),
};

/** A record that was merged into this one: whose it was, when it was done and by whom. */
export const absorbedShape = z.strictObject({
  id: idShape("cus"),
  name: z.string(),
  at: z.string(),
  by: actorShape,
});

/** A customer as it goes over the wire: a person or an organisation we have a relationship with. */
export const customerShape = z
  .strictObject({
    id: idShape("cus"),
    version: z.number().int(),
    ...described,
    name: z.string(),
    phones: z.array(phoneShape),
    emails: z.array(emailShape),
    addresses: z.array(addressShape),
    occasions: z.array(occasionShape),
    tags: z.array(z.string()),
    consents: consentsShape,
    custom: customShape,
    ...z.object(optionalText).partial().shape,
    stats: statsShape,
    createdAt: z.string(),
    updatedAt: z.string(),
    archivedAt: z.string().optional(),
    /** What was known of them was erased, for good; counts and money stay. */
    erasedAt: z.string().optional(),
    /** Of a record that was merged: the customer it is part of now. Nothing is written to it while it is. */
    mergedInto: idShape("cus").optional(),
    /** The records that were merged into this one, oldest merge first. */
    absorbed: z.array(absorbedShape).optional(),
  })
  .meta({ id: "Customer" });

export type Customer = z.output<typeof customerShape>;
/** What people edit, as stored: everything but what is derived. */
export type Profile = Omit<Customer, "stats" | "absorbed"> & { merges?: MergeHistory };
export type CustomerStats = z.output<typeof statsShape>;

const lists = {
  phones: z.array(phoneInput).max(LIMITS.phones),
  emails: z.array(emailInput).max(LIMITS.emails),
  addresses: z.array(addressShape).max(LIMITS.addresses),
  occasions: z.array(occasionShape).max(LIMITS.occasions),
  tags: z.array(line(40)).max(LIMITS.tags),
};

/** A new customer. Only a name is needed: `name`, or a given or family name it is made from. */
export const newCustomerShape = z
  .strictObject({
    ...z.object({ ...described, ...lists, ...optionalText, consents: consentsShape.partial() }).partial().shape,
    name: line(200).optional(),
    custom: customInput.optional(),
  })
  .meta({ id: "NewCustomer" });

export type NewCustomer = z.output<typeof newCustomerShape>;

/** A merge patch: what is named is replaced, `null` empties an optional field, `version` is the one that was read. */
export const customerPatchShape = z
  .strictObject({
    version: z.number().int().min(1),
    name: line(200).optional(),
    /** A merge patch of its own: keys that are not named stay, null empties. */
    custom: customInput.optional(),
    ...z.object({ ...described, ...lists, consents: consentsShape.partial() }).partial().shape,
    ...(Object.fromEntries(
      Object.entries(optionalText).map(([name, shape]) => [name, shape.nullable().optional()]),
    ) as { [K in keyof typeof optionalText]: z.ZodOptional<z.ZodNullable<(typeof optionalText)[K]>> }),
  })
  .meta({ id: "CustomerPatch" });

export type CustomerPatch = z.output<typeof customerPatchShape>;

/** The card: what a list shows of a customer without reading them whole. */
export const cardShape = z
  .strictObject({
    id: idShape("cus"),
    name: z.string(),
    kind: z.enum(CUSTOMER_KINDS),
    relation: z.enum(CUSTOMER_RELATIONS),
    lifecycleStage: z.enum(LIFECYCLE_STAGES),
    ownerId: z.string().nullable(),
    teamId: z.string().nullable(),
    tags: z.array(z.string()),
    phone: z.string().nullable(),
    email: z.string().nullable(),
    city: z.string().nullable(),
    /** The custom fields shown in lists; a long text or list is cut and ends with «…». */
    custom: customShape,
    ...counted,
    createdAt: z.string(),
    updatedAt: z.string(),
    archived: z.boolean(),
    mergedInto: idShape("cus").optional(),
  })
  .meta({ id: "CustomerCard" });

export type CustomerCard = z.output<typeof cardShape>;

/** Somebody who may be the same customer, and why we think so. */
export const likelyDuplicateShape = z.strictObject({
  card: cardShape,
  because: z.array(z.enum(["phone", "email", "nationalId", "name"])),
});

export type LikelyDuplicate = z.output<typeof likelyDuplicateShape>;
