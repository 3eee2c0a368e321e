import type { FieldChange } from "../../platform/change.ts";
import { missingRequired, patchCustom, withDefaults } from "../../platform/custom-fields/check-custom.ts";
import type { CustomField } from "../../platform/custom-fields/definition.ts";
import { toLatinDigits } from "../../platform/digits.ts";
import { CrmError, type ErrorDetail, invalid } from "../../platform/errors.ts";
import { cleanText } from "../../platform/fold.ts";
import { parseIban } from "../../platform/iban.ts";
import type { Id } from "../../platform/ids.ts";
import { parseNationalId } from "../../platform/national-id.ts";
import { readEmails, readPhones, readTags } from "./contact-points.ts";
import type { CustomerPatch, NewCustomer, Profile } from "./schema.ts";

/** `fields` are the workspace's custom fields; without them every custom value is refused. */
export type Moment = { now: string; region: string; fields?: readonly CustomField[] };

/**
 * A customer that a person or a program creates gets the defaults of custom fields and must have the required ones;
 * a row of a file says what it says.
 */
export type Origin = "person" | "file";

/** A customer's own fields before normalisation: what create and update have in common. */
type Draft = Omit<NewCustomer, "custom">;

const UNKNOWN = { state: "unknown" } as const;

/** Makes a new profile of what was typed, or refuses it with every field that is wrong. */
export function decideCreate(
  { custom: given = {}, ...input }: NewCustomer,
  { now, region, id, fields = [], origin = "person" }: Moment & { id: Id<"cus">; origin?: Origin },
): Profile {
  const problems: ErrorDetail[] = [];
  const read = readDraft(input, { now, region }, problems);
  const custom = patchCustom(fields, "customer", given, {});
  problems.push(...custom.problems);
  if (origin === "person") {
    custom.values = withDefaults(fields, "customer", custom.values, given);
    const refused = new Set(custom.problems.map(({ path }) => path));
    const missing = missingRequired(fields, "customer", custom.values);
    problems.push(...missing.filter(({ path }) => !refused.has(path)));
  }
  const name = read.name ?? derivedName(read);
  if (!name) problems.push({ path: "name", code: "customer.name_missing", message: "A customer needs a name." });
  if (problems.length > 0) throw refusal(problems);
  return {
    kind: "person",
    relation: "prospect",
    lifecycleStage: "targeted",
    phones: [],
    emails: [],
    addresses: [],
    occasions: [],
    tags: [],
    ...read,
    custom: custom.values,
    consents: { email: UNKNOWN, sms: UNKNOWN, call: UNKNOWN, ...read.consents },
    id,
    version: 1,
    name: name as string,
    createdAt: now,
    updatedAt: now,
  };
}

/** Applies a merge patch. `fields` is what really changed, before and after; empty when nothing did. */
export function decideUpdate(
  profile: Profile,
  patch: CustomerPatch,
  { now, region, fields: customFields = [] }: Moment,
): { profile: Profile; fields: Record<string, FieldChange> } {
  if (profile.archivedAt) throw isArchived(profile);
  const problems: ErrorDetail[] = [];
  const { version: _, custom: customPatch = {}, ...named } = patch;
  const emptied = Object.keys(named).filter((field) => named[field as keyof typeof named] === null);
  const given = Object.fromEntries(Object.entries(named).filter(([, value]) => value !== null && value !== undefined));
  const read = readDraft(given as NewCustomer, { now, region }, problems);
  const custom = patchCustom(customFields, "customer", customPatch, profile.custom);
  problems.push(...custom.problems);
  if (problems.length > 0) throw refusal(problems);
  const next: Profile = {
    ...profile,
    ...read,
    custom: custom.values,
    consents: { ...profile.consents, ...read.consents },
  };
  for (const field of emptied) delete next[field as keyof Profile];
  const nameFollows = read.name === undefined && profile.name === derivedName(profile);
  const derived = derivedName(next);
  if (nameFollows && derived) next.name = derived;
  const fields = changedFields(profile, next);
  return { profile: Object.keys(fields).length > 0 ? { ...next, updatedAt: now } : profile, fields };
}

export function decideArchive(profile: Profile, { now }: { now: string }): Profile {
  return profile.archivedAt ? profile : { ...profile, archivedAt: now, updatedAt: now };
}

export function decideRestore(profile: Profile, { now }: { now: string }): Profile {
  const { archivedAt, ...rest } = profile;
  return archivedAt ? { ...rest, updatedAt: now } : profile;
}

/** Which fields differ, with their values before and after. */
export function changedFields(before: Profile, after: Profile): Record<string, FieldChange> {
  const fields: Record<string, FieldChange> = {};
  const names = new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof Profile>;
  for (const name of names) {
    if (["version", "updatedAt", "custom", "merges", "mergedInto"].includes(name)) continue;
    if (JSON.stringify(before[name]) !== JSON.stringify(after[name])) {
      fields[name] = { before: before[name], after: after[name] };
    }
  }
  for (const key of new Set([...Object.keys(before.custom), ...Object.keys(after.custom)])) {
    const [was, is] = [before.custom[key], after.custom[key]];
    if (JSON.stringify(was) !== JSON.stringify(is)) fields[`custom.${key}`] = { before: was, after: is };
  }
  return fields;
}

function derivedName({ givenName, familyName }: { givenName?: string; familyName?: string }): string | undefined {
  return [givenName, familyName].filter(Boolean).join(" ") || undefined;
}

function readDraft(input: Draft, { now, region }: Moment, problems: ErrorDetail[]): Partial<Profile> {
  const { phones, emails, tags, consents, nationalId, iban, birthOn, notes, ...rest } = input;
  const read: Partial<Profile> = cleanStrings(rest) as Partial<Profile>;
  if (read.code !== undefined) read.code = toLatinDigits(read.code);
  if (input.addresses) read.addresses = input.addresses.map((address) => cleanStrings(address));
  if (input.occasions)
    read.occasions = input.occasions.map((occasion) => ({ ...occasion, name: cleanText(occasion.name) }));
  if (phones) read.phones = readPhones(phones, region, problems);
  if (emails) read.emails = readEmails(emails, problems);
  if (tags) read.tags = readTags(tags);
  if (notes !== undefined) read.notes = cleanText(notes, { multiline: true });
  if (consents) read.consents = datedConsents(consents, now) as Profile["consents"];
  if (nationalId !== undefined)
    read.nationalId = checked(parseNationalId(nationalId), "nationalId", "national_id", problems);
  if (iban !== undefined) read.iban = checked(parseIban(iban), "iban", "iban", problems);
  if (birthOn !== undefined) {
    if (birthOn > now.slice(0, 10)) {
      problems.push({
        path: "birthOn",
        code: "customer.birth_in_future",
        message: "The date of birth lies in the future.",
      });
    }
    read.birthOn = birthOn;
  }
  return read;
}

function checked(value: string | null, path: string, name: string, problems: ErrorDetail[]): string | undefined {
  if (value !== null) return value;
  problems.push({
    path,
    code: `customer.${name}_invalid`,
    message: "Its check digits do not fit; one digit may be mistyped.",
  });
  return undefined;
}

function cleanStrings<T extends object>(record: T): T {
  const clean = {} as T;
  for (const name of Object.keys(record) as (keyof T)[]) {
    const value = record[name];
    if (value !== undefined) clean[name] = typeof value === "string" ? (cleanText(value) as typeof value) : value;
  }
  return clean;
}

function datedConsents(consents: NonNullable<NewCustomer["consents"]>, now: string) {
  const given = Object.entries(consents).filter(([, consent]) => consent !== undefined);
  return Object.fromEntries(
    given.map(([channel, consent]) => [channel, consent.state === "unknown" ? consent : { at: now, ...consent }]),
  );
}

function refusal(problems: ErrorDetail[]) {
  const [first] = problems;
  const code = problems.length === 1 && first?.code ? first.code : "customer.invalid";
  return invalid(
    code,
    "Some fields of this customer are not as they should be; each is named in the details.",
    problems.slice(0, 50),
  );
}

/** Nobody works on what was put away: it is restored first. */
export function isArchived({ id }: Pick<Profile, "id">): CrmError {
  return new CrmError("conflict", "customer.archived", "This customer is archived. Restore it first.", [
    { path: "id", id },
  ]);
}

/** Nothing is written to a record that is part of another: this says where that is. */
export function mergedAway({ id, mergedInto }: Pick<Profile, "id" | "mergedInto">): CrmError {
  return new CrmError(
    "conflict",
    "customer.merged_away",
    `This record was merged into ${mergedInto}. Write there, or undo the merge.`,
    [{ path: "id", id, mergedInto }],
  );
}

/** Who was erased is nobody any more: nothing is written to them, and nothing taken back. */
export function isErased({ id }: Pick<Profile, "id">): CrmError {
  return new CrmError("conflict", "customer.erased", "This person was erased. Nothing can be added or brought back.", [
    { path: "id", id },
  ]);
}

const ERASED_NAMES = { fa: "شخص پاک‌شده", en: "Erased person" } as const;

/** What is left of a person: that there was somebody, since when, and whose they were. */
export function decideErased(profile: Profile, { now, locale }: { now: string; locale: "fa" | "en" }): Profile {
  const { id, version, kind, relation, lifecycleStage, ownerId, teamId, createdAt, mergedInto } = profile;
  const denied = { state: "denied" } as const;
  return {
    ...{ id, version, kind, relation, lifecycleStage, name: ERASED_NAMES[locale] },
    ...{ phones: [], emails: [], addresses: [], occasions: [], tags: [], custom: {} },
    consents: { email: denied, sms: denied, call: denied },
    ...(ownerId && { ownerId }),
    ...(teamId && { teamId }),
    ...(mergedInto && { mergedInto }),
    ...{ createdAt, updatedAt: now, archivedAt: profile.archivedAt ?? now, erasedAt: profile.erasedAt ?? now },
  };
}
