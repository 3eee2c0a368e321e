import type { Customer } from "#core/people/customers/index.ts";
import type { CustomField } from "#core/workspace/fields/index.ts";
import { findWord, t } from "#web/platform/i18n.ts";
import { showPhone } from "#web/platform/phones.ts";
import { showDate, showDigits, showList } from "#web/platform/show.ts";
import { customText, fieldLabel, findField } from "#web/workspace/fields/index.ts";
import { customerName } from "./customer-names.ts";
import { type Channel, type Consent, channelWord, consentWord, kindWord, relationWord, stageWord } from "./words.ts";

/** The name of a customer's field in words. One this page does not know is shown as it is. */
export function fieldWord(name: string, kind?: Customer["kind"]): string {
  if (name === "birthOn" && kind === "organisation") return t("customers.fields.foundedOn");
  const custom = customFieldOf(name);
  if (custom) return custom.retiredAt ? t("fields.retiredName", fieldLabel(custom)) : fieldLabel(custom);
  return findWord(`customers.fields.${name}`) ?? name;
}

/** The workspace's own field that `custom.<key>` names. */
export function customFieldOf(name: string): CustomField | undefined {
  return name.startsWith("custom.") ? findField(name.slice("custom.".length)) : undefined;
}

type UserName = (id: string | null | undefined) => string | null;

const asText = (value: unknown) => isolated(typeof value === "string" ? value : JSON.stringify(value));

const READERS: Record<string, (value: never, userName: UserName) => string> = {
  kind: kindWord,
  relation: relationWord,
  lifecycleStage: stageWord,
  preferredChannel: channelWord,
  birthOn: (on: string) => showDate(on),
  ownerId: (id: string, userName: UserName) => userName(id) ?? t("customers.someone"),
  nationalId: showDigits,
  phones: (phones: Customer["phones"]) => showList(phones.map(phoneText)),
  emails: (emails: Customer["emails"]) => showList(emails.map((email) => isolated(email.address))),
  addresses: (addresses: Customer["addresses"]) =>
    addresses.map((address) => isolated(addressText(address))).join(" / "),
  occasions: (occasions: Customer["occasions"]) => showList(occasions.map(occasionText)),
  tags: (tags: string[]) => showList(tags.map((tag) => t("common.quoted", isolated(tag)))),
  consents: consentsText,
};

/** A field's value as a person reads it; empty when there is none. */
export function fieldText(name: string, value: unknown, userName: UserName): string {
  const isEmpty = value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
  if (isEmpty) return "";
  const custom = customFieldOf(name);
  if (custom) return isolated(customText(custom, value, customerName));
  try {
    return READERS[name]?.(value as never, userName) ?? asText(value);
  } catch {
    return asText(value);
  }
}

export function phoneText(phone: Pick<Customer["phones"][number], "number" | "extension">): string {
  const number = `\u2066${showPhone(phone.number)}\u2069`;
  return phone.extension ? `${number} ${t("customers.extension", showDigits(phone.extension))}` : number;
}

export function addressText(address: Customer["addresses"][number]): string {
  const { street, city, region, country, postalCode } = address;
  const parts = [country, region, city, street, postalCode && t("customers.postal", showDigits(postalCode))];
  return parts.filter(Boolean).join(t("common.comma"));
}

export function occasionText(occasion: Customer["occasions"][number]): string {
  return `${isolated(occasion.name)} (${showDate(occasion.on)})`;
}

function consentsText(consents: Partial<Customer["consents"]>): string {
  const said = Object.entries(consents) as ["email" | "sms" | "call", { state: Consent }][];
  return said
    .map(([channel, consent]) => `${channelWord(channel as Channel)}: ${consentWord(consent.state)}`)
    .join(t("common.comma"));
}

/** A name or a value keeps its own direction inside a sentence of the other one. */
export function isolated(text: string): string {
  return `\u2068${text}\u2069`;
}
