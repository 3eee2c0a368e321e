import { groupOf, type Message, type MessageContent, type MessageGroup } from "#core/engagement/messages/index.ts";
import type { Id } from "#core/platform/ids.ts";
import { TIMELINE } from "#server/platform/change-row.ts";
import { dueAttributes } from "#server/platform/due.ts";
import { defineEntity, itemOf, putNew, stateOf, withoutUndefined } from "#server/platform/entity.ts";
import { newestFirst, shardOf } from "#server/platform/keys.ts";
import { sha256 } from "#server/platform/secrets.ts";
import { readSharded, type ShardedPage } from "#server/platform/sharded.ts";
import { type Item, isExpired, type Key, type Table, type Value, type Write } from "#server/platform/table.ts";

export const DUE_KIND = "message";
const SHARDS = 4;
const BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** Where a message's record lies: on its customer's timeline, or by itself. */
type Place = Pick<Message, "id" | "customerId" | "createdAt">;

/** What a message says, under its id: there once, so that what was decided once is not decided again. */
export type Letter = Place & { content: MessageContent; cause: string };

/** A message as stored: `version` is of its record, `slotAt` set when the rate has given it a moment. */
export type Stored = { message: Message; version: number; slotAt: string | null };

export const messageKey = ({ customerId, id, createdAt }: Place): Key => ({
  pk: customerId ?? id,
  sk: `${TIMELINE}${newestFirst(createdAt)}#${id}`,
});

const letterKey = (id: string): Key => ({ pk: id, sk: "letter" });
const letterEntity = defineEntity<Letter>({ type: "letter", key: ({ id }) => letterKey(id) });

const ledgerOf = (group: MessageGroup, shard: number) => `${group}#${shard}`;

const messageEntity = defineEntity<Message>({
  type: "message",
  key: messageKey,
  indexes: {
    ledger: ({ id, state, createdAt }) => ({
      pk: ledgerOf(groupOf(state), shardOf(id, SHARDS)),
      sk: `${createdAt}#${id}`,
    }),
  },
});

/** The id of what a cause decides: the same cause has the same one. */
export async function idOfCause(cause: string): Promise<Id<"msg">> {
  let bits = BigInt(`0x${(await sha256(cause)).slice(0, 32)}`);
  let letters = "";
  for (let at = 0; at < 26; at++) {
    letters = BASE32[Number(bits % 32n)] + letters;
    bits /= 32n;
  }
  return `msg_${letters}`;
}

/** What is said to people who work here is soon of no more use. */
const STAFF_KEPT_DAYS = 90;

export function writesOfNew(message: Message, content: MessageContent, cause: string, dueAt: string): Write[] {
  const { id, customerId, createdAt } = message;
  const ttl = customerId ? undefined : Math.floor(Date.parse(createdAt) / 1000) + STAFF_KEPT_DAYS * 86_400;
  const record = { ...itemOf(messageEntity, message, { version: 1, ttl }), ...dueAttributes(DUE_KIND, id, dueAt) };
  const letter = itemOf(letterEntity, { id, customerId, createdAt, content, cause }, { ttl });
  return [
    { put: letter, if: { absent: true } },
    { put: record, if: { absent: true } },
  ];
}

/** One that is not looked at again. */
export function writesOfPast(message: Message, content: MessageContent, cause: string): Write[] {
  const { id, customerId, createdAt } = message;
  return [
    putNew(letterEntity, { id, customerId, createdAt, content, cause }),
    putNew(messageEntity, message, { version: 1 }),
  ];
}

const EXCERPT = 280;
export const excerptOf = (text: string): string => text.slice(0, EXCERPT).toWellFormed();

/** The attributes of a record that become others when the message does. */
export function attributesOf(message: Message, version: number): { [attribute: string]: Value } {
  const { pk: _pk, sk: _sk, ...attributes } = itemOf(messageEntity, message, { version });
  return attributes;
}

/** The record as it becomes, under the version that was read; when it is looked at again, or no more. */
export function writeOfRecord(before: Stored, message: Message, dueAt: string | null): Write {
  const due = dueAt === null ? {} : dueAttributes(DUE_KIND, message.id, dueAt);
  const gone = ["dueAt", "dueKind", "duePk", "dueSk", "dueTries", "lastError", "slotAt"].filter(
    (name) => !(name in due),
  );
  return {
    update: messageKey(message),
    set: { ...attributesOf(message, before.version + 1), ...due },
    remove: gone,
    if: { equals: { version: before.version } },
  };
}

export function storedOf(item: Item): Stored {
  return {
    message: stateOf(messageEntity, item),
    version: Number(item.version),
    slotAt: typeof item.slotAt === "string" ? item.slotAt : null,
  };
}

/** A message for the timeline of its customer; null for an item that is none. */
export function messageOf(item: Item): Message | null {
  return item.type === "message" ? stateOf(messageEntity, item) : null;
}

export async function findLetter(table: Table, id: string): Promise<Letter | null> {
  const item = await table.get(letterKey(id));
  return item && stateOf(letterEntity, item);
}

export async function findMessage(
  table: Table,
  id: string,
  now: string,
): Promise<{ stored: Stored; letter: Letter } | null> {
  const letter = await findLetter(table, id);
  const item = letter && (await table.get(messageKey(letter)));
  return letter && item && !isExpired(item, now) ? { stored: storedOf(item), letter } : null;
}

export async function findStored(table: Table, place: Place): Promise<Stored | null> {
  const item = await table.get(messageKey(place));
  return item && storedOf(item);
}

export const PLACE = /^\d{4}-[\d:.TZ-]{19}#msg_[0-9A-Z]{26}$/;

/** Keys of messages of a group, newest first. */
export function readLedger(
  table: Table,
  group: MessageGroup,
  limit: number,
  after: string | null,
): Promise<ShardedPage> {
  return readSharded(
    table,
    { index: "ledger", shards: SHARDS, partition: (shard) => ledgerOf(group, shard), newestFirst: true },
    { limit, after },
  );
}

/** Messages on a customer's timeline that wait, among its newest entries. */
export async function findWaiting(table: Table, customerId: string, most: number): Promise<Stored[]> {
  const { items } = await table.query({ pk: customerId, prefix: TIMELINE, limit: most });
  return items
    .filter(({ type }) => type === "message")
    .map(storedOf)
    .filter(({ message }) => message.state === "held");
}

/** When marketing messages went to a customer lately. Outside what the customer's page reads. */
export const sentKey = (customerId: string): Key => ({ pk: customerId, sk: "Z#marketing" });

export function sentOf(item: Item | null | undefined): string[] {
  return Array.isArray(item?.at) ? (item.at as string[]) : [];
}

export function writeOfSent(customerId: string, read: Item | null | undefined, at: readonly string[]): Write {
  const version = Number(read?.version ?? 0);
  return {
    put: { ...sentKey(customerId), type: "marketing", at: [...at], version: version + 1 },
    if: read ? { equals: { version } } : { absent: true },
  };
}

/** Why an address or a number is not written to any more. */
export type Suppressed = { channel: Message["channel"]; to: string; why: "bounced" | "complained"; at: string };

export const suppressedKey = (channel: string, to: string): Key => ({ pk: `suppressed#${channel}`, sk: to });

const suppressedEntity = defineEntity<Suppressed>({
  type: "suppressed",
  key: ({ channel, to }) => suppressedKey(channel, to),
});

export function suppressedOf(item: Item | null | undefined): Suppressed | null {
  return item ? stateOf(suppressedEntity, item) : null;
}

export function writeOfSuppressed(state: Suppressed): Write {
  return { put: itemOf(suppressedEntity, state) };
}

export function removalOfSuppressed(channel: string, to: string): Write {
  return { delete: suppressedKey(channel, to), if: { present: true } };
}

export async function readSuppressed(table: Table, channel: string, limit: number, after: string | null) {
  const pk = suppressedKey(channel, "").pk;
  const { items, next } = await table.query({ pk, limit, ...(after !== null && { after: { sk: after } }) });
  return { items: items.map((item) => stateOf(suppressedEntity, item)), next: next?.sk ?? null };
}

/** What a provider told, as it was told: rows of their own, the same one for the same event. */
export function toldRow(
  id: string,
  kind: string,
  eventId: string,
  at: string,
  reason: string | null,
  now: string,
): Item {
  return {
    pk: id,
    sk: `told#${kind}#${eventId}`,
    type: "told",
    ttl: Math.floor(Date.parse(now) / 1000) + 400 * 86_400,
    data: withoutUndefined({ kind, at, reason, heardAt: now }),
  };
}

/** How far the moments of a channel are given away. */
export type Rate = { next: string; day: string; count: number };
export const rateKey = (channel: string): Key => ({ pk: "sending#rate", sk: channel });

export function rateOf(item: Item | null | undefined): Rate | null {
  return item ? (item.data as Rate) : null;
}

export function writeOfRate(channel: string, read: Item | null | undefined, rate: Rate): Write {
  const version = Number(read?.version ?? 0);
  return {
    put: { ...rateKey(channel), type: "rate", data: rate, version: version + 1 },
    if: read ? { equals: { version } } : { absent: true },
  };
}
