import { WAITS_DAYS, type WaitingMail } from "#core/engagement/inbound/index.ts";
import type { Id } from "#core/platform/ids.ts";
import { defineEntity, itemOf, putNew, stateOf } from "#server/platform/entity.ts";
import { newestFirst } from "#server/platform/keys.ts";
import { sha256 } from "#server/platform/secrets.ts";
import { isExpired, type Key, type Table, type Write } from "#server/platform/table.ts";
import type { ErasureRules } from "#server/workspace/erasure/index.ts";

/** Of what was sorted only that it was here is kept, so long. */
const KNOWN_DAYS = 400;
/** Longer than the bucket has it: what is told of again does not come back by itself. */
const DISMISSED_DAYS = 35;
const LIST = "inbound#waiting";
const BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** A mail that waits, or was dismissed and can be brought back: all it says, and whose it may be. */
export type Waiting = {
  id: Id<"inm">;
  state: "waiting" | "dismissed";
  mail: WaitingMail;
  text: string;
  answersId?: string;
  customerIds: string[];
};

/** A mail that was here; of a logged one only that it was. */
export type Kept = Waiting | { id: Id<"inm">; state: "logged"; interactionIds: string[] };

/** As it was read: what is written next is refused when somebody else was faster. */
export type Stored<K extends Kept = Kept> = { kept: K; version: number };

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
  return [putNew(keptEntity, kept, { version: 1, ttl }), putListed(kept, ttl)];
}

/** It waits no more: logged, with nothing kept of what it says. */
export function writesOfLogged({ kept, version }: Stored<Waiting>, interactionIds: string[], now: string): Write[] {
  const logged: Kept = { id: kept.id, state: "logged", interactionIds };
  return [putNext(logged, version, ttlOf(now, KNOWN_DAYS)), { delete: listKey(kept.mail) }];
}

/** Off the list; or on it again. */
export function writesOfState({ kept, version }: Stored<Waiting>, state: Waiting["state"], now: string): Write[] {
  const ttl = ttlOf(now, state === "waiting" ? WAITS_DAYS : DISMISSED_DAYS);
  return [
    putNext({ ...kept, state }, version, ttl),
    state === "waiting" ? putListed(kept, ttl) : { delete: listKey(kept.mail) },
  ];
}

function putNext(kept: Kept, version: number, ttl: number): Write {
  return { put: itemOf(keptEntity, kept, { version: version + 1, ttl }), if: { equals: { version } } };
}

function putListed({ mail, customerIds }: Waiting, ttl: number): Write {
  return { put: itemOf(listedEntity, { ...mail, customerIds }, { ttl }) };
}

export async function findKept(table: Table, id: Id<"inm">, now: string): Promise<Stored | null> {
  const item = await table.get({ pk: id, sk: "mail" });
  return item && !isExpired(item, now) ? { kept: stateOf(keptEntity, item), version: Number(item.version) } : null;
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
