import { toLatinDigits } from "../../platform/digits.ts";
import { foldEmail } from "../../platform/email.ts";
import type { ErrorDetail } from "../../platform/errors.ts";
import { cleanText, foldText } from "../../platform/fold.ts";
import { parsePhone } from "../../platform/phone.ts";
import type { NewCustomer, Profile } from "./schema.ts";

type Phone = Profile["phones"][number];
type Email = Profile["emails"][number];

/** The phones in E.164, each once; what cannot be read goes to `problems`. */
export function readPhones(
  input: NonNullable<NewCustomer["phones"]>,
  region: string,
  problems: ErrorDetail[],
): Phone[] {
  const phones = new Map<string, Phone>();
  for (const [at, { number, label, raw, extension }] of input.entries()) {
    const parsed = parsePhone(number, region);
    if (!parsed) {
      problems.push({
        path: `phones.${at}.number`,
        code: "customer.phone_invalid",
        message: "Not a phone number we can read. Write it with its area or country code.",
      });
      continue;
    }
    const shownAs = raw ?? parsed.raw;
    const own = extension === undefined ? parsed.extension : toLatinDigits(extension);
    const key = `${parsed.number};${own ?? ""}`;
    if (!phones.has(key))
      phones.set(key, {
        number: parsed.number,
        extension: own,
        label: label && cleanText(label),
        raw: cleanText(shownAs),
      });
  }
  return [...phones.values()];
}

export function readEmails(input: NonNullable<NewCustomer["emails"]>, problems: ErrorDetail[]): Email[] {
  const emails = new Map<string, Email>();
  for (const [at, { address, label }] of input.entries()) {
    const folded = foldEmail(address);
    if (!folded) {
      problems.push({
        path: `emails.${at}.address`,
        code: "customer.email_invalid",
        message: "Not an email address. It looks like name@example.com.",
      });
      continue;
    }
    if (!emails.has(folded)) emails.set(folded, { address: folded, label: label && cleanText(label) });
  }
  return [...emails.values()];
}

/** Tags as typed, each once however it is spelled. */
export function readTags(input: readonly string[]): string[] {
  const tags = new Map<string, string>();
  for (const tag of input) {
    const key = foldText(tag);
    if (key && !tags.has(key)) tags.set(key, cleanText(tag));
  }
  return [...tags.values()];
}

/**
 * What a customer can be found by, as look-up keys: `phone#+98912…`, `email#…`, `nationalId#…`.
 * Never unique: families share a number.
 */
export function lookUpKeys(profile: Pick<Profile, "phones" | "emails" | "nationalId">): string[] {
  const keys = [
    ...profile.phones.map(({ number }) => `phone#${number}`),
    ...profile.emails.map(({ address }) => `email#${address}`),
    ...(profile.nationalId ? [`nationalId#${profile.nationalId}`] : []),
  ];
  return [...new Set(keys)];
}
