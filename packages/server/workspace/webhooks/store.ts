import type { WebhookCall } from "#core/workspace/webhooks/index.ts";
import { dueAttributes } from "#server/platform/due.ts";
import { defineEntity, itemOf, putNew, putVersion, stateOf } from "#server/platform/entity.ts";
import type { ChangeEvent } from "#server/platform/events.ts";
import type { Item, Key, Table, Write } from "#server/platform/table.ts";

const WEBHOOKS = "webhooks";
export const WEBHOOK_DUE = "webhook";
const KEPT_SECONDS = 14 * 86_400;

/** What people decide about a webhook. */
export type StoredWebhook = {
  id: `whk_${string}`;
  version: number;
  name: string;
  url: string;
  events: string[];
  stopped: boolean;
  secret: string;
  /** Signs as well until then. */
  oldSecret: { secret: string; until: string } | null;
  createdAt: string;
  createdBy: string;
};

/** How far it has been told, and what came of it: written by whoever is telling it. `version` counts its writes. */
export type Progress = {
  id: `whk_${string}`;
  version: number;
  /** The sequence number of the last change that was told or is none of its business. */
  position: number;
  failures: number;
  problem: string | null;
  retryAt: string | null;
  lastSentAt: string | null;
  /** Somebody is telling it, and is dead if not heard of until then. */
  busyUntil: string | null;
};

const webhookEntity = defineEntity<StoredWebhook>({ type: "webhook", key: ({ id }) => ({ pk: WEBHOOKS, sk: id }) });

const partitionOf = (id: string) => `webhook#${id}`;
const progressKey = (id: string): Key => ({ pk: partitionOf(id), sk: "progress" });

const progressEntity = defineEntity<Progress>({ type: "webhookProgress", key: ({ id }) => progressKey(id) });

/** A call with what was told, so that it can be told again. */
export type StoredCall = WebhookCall & { webhookId: string; told: ChangeEvent };

const callEntity = defineEntity<StoredCall>({
  type: "webhookCall",
  key: ({ webhookId, id }) => ({ pk: partitionOf(webhookId), sk: `call#${id}` }),
});

export async function listStoredWebhooks(table: Table): Promise<StoredWebhook[]> {
  const { items } = await table.query({ pk: WEBHOOKS, limit: 100 });
  return items.map((item) => stateOf(webhookEntity, item));
}

export async function findWebhook(table: Table, id: string): Promise<StoredWebhook | null> {
  const item = await table.get({ pk: WEBHOOKS, sk: id });
  return item && stateOf(webhookEntity, item);
}

export async function findProgress(table: Table, ids: readonly string[]): Promise<(Progress | null)[]> {
  const items = await table.getMany(ids.map(progressKey));
  return items.map((item) => item && stateOf(progressEntity, item));
}

export function writesOfNewWebhook(webhook: StoredWebhook, progress: Progress): Write[] {
  return [
    putNew(webhookEntity, webhook, { version: webhook.version }),
    putNew(progressEntity, progress, { version: progress.version }),
  ];
}

export function writeOfWebhook(before: StoredWebhook, after: StoredWebhook): Write {
  return putVersion(webhookEntity, { ...after, version: before.version + 1 }, before.version);
}

export function writesOfDeletion({ id, version }: StoredWebhook): Write[] {
  return [{ delete: { pk: WEBHOOKS, sk: id }, if: { equals: { version } } }, { delete: progressKey(id) }];
}

/** A tick looks after it when its pause is over, or when who was telling it must be dead. */
export function writeOfProgress(before: Progress, after: Progress): Write {
  const version = before.version + 1;
  const item = itemOf(progressEntity, { ...after, version }, { version });
  const dueAt = after.busyUntil ?? after.retryAt;
  return {
    put: dueAt === null ? item : { ...item, ...dueAttributes(WEBHOOK_DUE, after.id, dueAt) },
    if: { equals: { version: before.version } },
  };
}

export function itemOfCall(call: StoredCall): Item {
  const ttl = Math.floor(Date.parse(call.at) / 1000) + KEPT_SECONDS;
  return itemOf(callEntity, call, { ttl });
}

export async function findCall(table: Table, webhookId: string, id: string): Promise<StoredCall | null> {
  const item = await table.get({ pk: partitionOf(webhookId), sk: `call#${id}` });
  return item && stateOf(callEntity, item);
}

/** Newest first, before the call `before` when one is named. */
export async function listCalls(table: Table, webhookId: string, limit: number, before: string | null) {
  const { items, next } = await table.query({
    pk: partitionOf(webhookId),
    ...(before === null ? { prefix: "call#" } : { from: "call#", to: `call#${before}` }),
    newestFirst: true,
    limit: before === null ? limit : limit + 1,
  });
  return {
    calls: items.map((item) => stateOf(callEntity, item)).filter(({ id }) => id !== before),
    more: next !== null,
  };
}
