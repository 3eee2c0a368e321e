import type { Counted, Interaction, TimelineEntry } from "#core/engagement/interactions/index.ts";
import { shownInteraction } from "#core/engagement/interactions/index.ts";
import { isContact } from "#core/engagement/messages/index.ts";
import type { Change } from "#core/platform/change.ts";
import { messageOf } from "#server/engagement/messages/index.ts";
import { changeOf, OFF_TIMELINE, TIMELINE } from "#server/platform/change-row.ts";
import { defineEntity, itemOf, putNew, stateOf } from "#server/platform/entity.ts";
import { newestFirst, paddedNumber } from "#server/platform/keys.ts";
import type { Item, Key, Position, QueryPage, Table, Write } from "#server/platform/table.ts";

type Place = { customerId: string; occurredAt: string; id: string };

const interactionKey = ({ customerId, occurredAt, id }: Place): Key => ({
  pk: customerId,
  sk: `${TIMELINE}${newestFirst(occurredAt)}#${id}`,
});

/** On the customer's timeline, newest first by when it happened. */
export const interactionEntity = defineEntity<Interaction>({ type: "interaction", key: interactionKey });

/** A version that was corrected, kept beside the interaction's own change rows. */
const versionEntity = defineEntity<Interaction>({
  type: "interactionVersion",
  key: ({ id, version }) => ({ pk: id, sk: `v#${paddedNumber(version, 6)}` }),
});

/** Takes an interaction out that nobody corrected. */
export function writesOfRemoval(interaction: Interaction): Write[] {
  return [{ delete: interactionKey(interaction), if: { equals: { version: 1 } } }];
}

export function writesOfLog(interaction: Interaction): Write[] {
  return [putNew(interactionEntity, interaction, { version: 1 })];
}

/** The new version takes the old one's place, or its own when the time was corrected; the old one is kept. */
export function writesOfNewVersion(before: Interaction, after: Interaction): Write[] {
  const read = { equals: { version: before.version } };
  const moved = before.occurredAt !== after.occurredAt;
  return [
    { put: itemOf(interactionEntity, after, { version: after.version }), if: moved ? { absent: true } : read },
    ...(moved ? [{ delete: interactionKey(before), if: read }] : []),
    putNew(versionEntity, before),
  ];
}

/** Which of these were logged before, and by what; each has change rows, whatever became of it. */
export async function findLogged(table: Table, ids: readonly string[]): Promise<Map<string, string | undefined>> {
  const pages = await Promise.all(ids.map((id) => table.query({ pk: id, prefix: OFF_TIMELINE, limit: 50 })));
  const found = new Map<string, string | undefined>();
  for (const [at, { items }] of pages.entries()) {
    const changes = items.map(changeOf);
    const newest = changes.reduce<Change | null>((one, other) => (one && one.id > other.id ? one : other), null);
    if (!newest || newest.verb === "interaction.removed") continue;
    found.set(ids[at] as string, changes.find(({ verb }) => verb === "interaction.logged")?.via);
  }
  return found;
}

/** The newest change row of an interaction that tells when it happened says where it lies. */
export async function findInteraction(table: Table, id: string): Promise<Interaction | null> {
  const { items } = await table.query({ pk: id, prefix: OFF_TIMELINE, limit: 5 });
  // Rows of one millisecond lie in the order they were made, so the newest is the greatest id, not the first.
  const told = items
    .map(changeOf)
    .reduce<Change | null>((newest, change) => (newest && newest.id > change.id ? newest : change), null);
  if (!told?.customerId) return null;
  const occurredAt = told.fields.occurredAt?.after;
  if (typeof occurredAt !== "string") return null;
  const item = await table.get(interactionKey({ customerId: told.customerId, occurredAt, id }));
  return item && interactionOf(item);
}

export async function findAt(table: Table, change: Change): Promise<Interaction | null> {
  const occurredAt = change.fields.occurredAt?.after;
  if (!change.customerId || typeof occurredAt !== "string") return null;
  const item = await table.get(interactionKey({ customerId: change.customerId, occurredAt, id: change.entityId }));
  return item && interactionOf(item);
}

function interactionOf(item: Item): Interaction {
  return stateOf(interactionEntity, item);
}

export async function listVersions(table: Table, id: string): Promise<Interaction[]> {
  const [present, kept] = await Promise.all([
    findInteraction(table, id),
    table.query({ pk: id, prefix: "v#", newestFirst: true, limit: 100 }),
  ]);
  return [...(present ? [present] : []), ...kept.items.map((item) => stateOf(versionEntity, item))];
}

/** A timeline item as it is shown. */
export function entryOf(item: Item): TimelineEntry | null {
  if (item.type === "interaction") {
    const interaction = shownInteraction(interactionOf(item));
    return { type: "interaction", at: interaction.occurredAt, interaction };
  }
  const message = messageOf(item);
  if (message) return { type: "message", at: message.createdAt, message };
  if (item.type !== "change") return null;
  const change = changeOf(item);
  return { type: "change", at: change.at, change };
}

/** Header items of a customer (profile, card, relations) and the newest of the timeline, in one query. */
export function readPage(table: Table, customerId: string, limit: number, after?: Position): Promise<QueryPage> {
  return table.query({ pk: customerId, from: "a#", to: `${TIMELINE.slice(0, -1)}~`, limit, ...(after && { after }) });
}

/** Timeline items after a place in it, newest first. */
export function readTimeline(
  table: Table,
  customerId: string,
  limit: number,
  after: string | null,
): Promise<QueryPage> {
  return table.query({ pk: customerId, prefix: TIMELINE, limit, ...(after !== null && { after: { sk: after } }) });
}

/** What counts as a contact: an interaction that stands, a message that went. Null for anything else. */
function contactOf(item: Item): Contact | null {
  if (item.type === "interaction") {
    const { id, channel, direction, withdrawnAt, occurredAt: at } = interactionOf(item);
    return withdrawnAt ? null : { id, channel, direction, at };
  }
  const message = messageOf(item);
  if (!message || !isContact(message)) return null;
  return { id: message.id, channel: message.channel, direction: "out", at: message.createdAt };
}

export type Contact = Counted & { id: string; at: string };

/** When the first or the last contact was; null when there is none. */
export async function edgeOfContact(table: Table, customerId: string, edge: "first" | "last"): Promise<string | null> {
  let after: { sk: string } | undefined;
  for (;;) {
    const page = await table.query({
      pk: customerId,
      prefix: TIMELINE,
      newestFirst: edge === "first",
      limit: 25,
      after,
    });
    for (const item of page.items) {
      const contact = contactOf(item);
      if (contact) return contact.at;
    }
    if (!page.next) return null;
    after = page.next;
  }
}

/** Interactions of a customer, newest first, after a place on the timeline; `next` is null at its end. */
export async function interactionsOf(
  table: Table,
  customerId: string,
  limit: number,
  after: string | null,
): Promise<{ items: Interaction[]; next: string | null }> {
  const { items, next } = await readTimeline(table, customerId, limit, after);
  const found = items.filter(({ type }) => type === "interaction").map((item) => shownInteraction(interactionOf(item)));
  return { items: found, next: next?.sk ?? null };
}

/** The contacts among a part of the timeline, newest first, and what of it was changed since an instant. */
export async function contactsOf(
  table: Table,
  customerId: string,
  limit: number,
  after: string | null,
  since: string,
): Promise<{ contacts: Contact[]; changed: string[]; next: string | null }> {
  const { items, next } = await readTimeline(table, customerId, limit, after);
  const contacts = items.flatMap((item) => contactOf(item) ?? []);
  const changed = items.flatMap((item) => {
    if (item.type === "message") return messageOf(item)!.updatedAt > since ? [messageOf(item)!.id] : [];
    if (item.type !== "interaction") return [];
    const { id, loggedAt, correctedAt = "", withdrawnAt = "" } = interactionOf(item);
    return [loggedAt, correctedAt, withdrawnAt].some((at) => at > since) ? [id] : [];
  });
  return { contacts, changed, next: next?.sk ?? null };
}

/** What was told of an interaction or a message: logged, corrected, sent, bounced. */
export async function changesOf(table: Table, id: string): Promise<Change[]> {
  const { items } = await table.query({ pk: id, prefix: OFF_TIMELINE, limit: 100 });
  return items.map(changeOf);
}
