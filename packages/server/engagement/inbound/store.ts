import { WAITS_DAYS, type WaitingMail } from "#core/engagement/inbound/index.ts";
import type { Id } from "#core/platform/ids.ts";
import { defineEntity, itemOf, putNew, stateOf } from "#server/platform/entity.ts";
import { newestFirst } from "#server/platform/keys.ts";
import { sha256 } from "#server/platform/secrets.ts";
import { isExpired, type Key, type Table, type Write } from "#server/platform/table.ts";
import type { ErasureRules } from "#server/workspace/erasure/index.ts";

/** Of what was sorted only that it was here is kept, so long. */
const KNOWN_DAYS = 400;
const LIST = "inbound#waiting";
const BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** A mail that was here: waiting with all it says, or only that it was sorted. `customerIds`: whose it may be. */
export type Kept =
  | { id: Id<"inm">; state: "waiting"; mail: WaitingMail; text: string; answersId?: string; customerIds: string[] }
  | { id: Id<"inm">; state: "logged" | "dismissed"; interactionIds?: string[] };

export type Waiting = Extract<Kept, { state: "waiting" }>;

const keptEntity = defineEntity<Kept>({ type: "inboundMail", key: ({ id }) => ({ pk: id, sk: "mail" }) });

type Listed = WaitingMail & { customerIds: string[] };
const listKey = ({ id, receivedAt }: Pick<WaitingMail, "id" | "receivedAt">): Key => ({
  pk: LIST,
  sk: `${newestFirst(receivedAt)}#${id}`,
});
const listedEntity = defineEntity<Listed>({ type: "waitingMail", key: listKey });

/** The same mail has the same id, however often and by whatever way it comes. */
export async function idOfMail(messageId: string | null, bytes: Uint8Array): Promise<Id<"inm">> {
  const name =
    messageId ?? new Uint8Array(await crypto.subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>)).join();
  let bits = BigInt(`0x${(await sha256(`mail ${name}`)).slice(0, 32)}`);
  let letters = "";
  for (let at = 0; at < 26; at++) {
    letters = BASE32[Number(bits % 32n)] + letters;
    bits /= 32n;
  }
  return `inm_${letters}`;
}

const ttlOf = (now: string, days: number) => Math.floor(Date.parse(now) / 1000) + days * 86_400;

/** That it was logged, unless it was here before. */
export function writeOfKnown(id: Id<"inm">, interactionIds: string[], now: string): Write {
  return putNew(keptEntity, { id, state: "logged", interactionIds }, { version: 1, ttl: ttlOf(now, KNOWN_DAYS) });
}

export function writesOfWaiting(kept: Waiting, now: string): Write[] {
  const ttl = ttlOf(now, WAITS_DAYS);
  return [
    putNew(keptEntity, kept, { version: 1, ttl }),
    { put: itemOf(listedEntity, { ...kept.mail, customerIds: kept.customerIds }, { ttl }) },
  ];
}

/** It waits no more; refused when somebody else was faster. */
export function writesOfSorted({ mail }: Waiting, state: "logged" | "dismissed", ids: string[], now: string): Write[] {
  const sorted: Kept = { id: mail.id, state, interactionIds: ids };
  const put = itemOf(keptEntity, sorted, { version: 2, ttl: ttlOf(now, KNOWN_DAYS) });
  return [{ put, if: { equals: { version: 1 } } }, { delete: listKey(mail) }];
}

export async function findKept(table: Table, id: Id<"inm">, now: string): Promise<Kept | null> {
  const item = await table.get({ pk: id, sk: "mail" });
  return item && !isExpired(item, now) ? stateOf(keptEntity, item) : null;
}

export const PLACE = /^\d{13}#inm_[0-9A-Z]{26}$/;

/** Newest first. */
export async function readWaiting(table: Table, limit: number, after: string | null, now: string) {
  const { items, next } = await table.query({ pk: LIST, limit, ...(after !== null && { after: { sk: after } }) });
  const mails = items
    .filter((item) => !isExpired(item, now))
    .map((item) => {
      const { customerIds: _, ...mail } = stateOf(listedEntity, item);
      return mail;
    });
  return { mails, next: next?.sk ?? null };
}

/** What may be a person's and waits goes with them. */
const mayBeTheirs = (data: unknown, ids: ReadonlySet<string>) =>
  ((data as { customerIds?: string[] }).customerIds ?? []).some((id) => ids.has(id)) ? "delete" : null;

export const INBOUND_ERASURE: ErasureRules = {
  inboundMail: ({ data }, ids) => mayBeTheirs(data, ids),
  waitingMail: ({ data }, ids) => mayBeTheirs(data, ids),
};
