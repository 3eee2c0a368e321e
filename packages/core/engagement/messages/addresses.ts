import type { MessageChannel } from "./schema.ts";

type Reached = { readonly emails: readonly { address: string }[]; readonly phones: readonly { number: string }[] };

/** Where a customer is written to in a channel. Mobile numbers first: a short message to a desk phone is lost. */
export function addressesOf({ emails, phones }: Reached, channel: MessageChannel): string[] {
  if (channel === "email") return emails.map(({ address }) => address);
  const numbers = phones.map(({ number }) => number);
  const isLandline = (number: string) => number.startsWith("+98") && !number.startsWith("+989");
  return [...numbers.filter((number) => !isLandline(number)), ...numbers.filter(isLandline)];
}
