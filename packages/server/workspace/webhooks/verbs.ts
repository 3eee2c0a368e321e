import { CrmError, notFound, versionConflict } from "#core/platform/errors.ts";
import { cleanText } from "#core/platform/fold.ts";
import type { Page } from "#core/platform/page.ts";
import type { Verb } from "#core/platform/verbs.ts";
import {
  type NewWebhook,
  WEBHOOK_LIMITS,
  type Webhook,
  type WebhookCall,
  type WebhookPatch,
} from "#core/workspace/webhooks/index.ts";
import { commit } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import type { ChangeEvent } from "#server/platform/events.ts";
import { readSequence } from "#server/platform/sequencer.ts";
import { decodeCursor, encodeCursor } from "#server/platform/sharded.ts";
import type { Write } from "#server/platform/table.ts";
import { newWebhookSecret } from "./sign.ts";
import {
  findCall,
  findProgress,
  findWebhook,
  itemOfCall,
  listCalls,
  listStoredWebhooks,
  type Progress,
  type StoredCall,
  type StoredWebhook,
  writeOfProgress,
  writeOfWebhook,
  writesOfDeletion,
  writesOfNewWebhook,
} from "./store.ts";
import { callWith, tell } from "./tell.ts";

const OLD_SECRET_MS = 86_400_000;
const CALL = /^whc_[0-9A-Z]{26}$/;

export async function listWebhooks(ctx: Ctx): Promise<{ items: Webhook[] }> {
  const webhooks = await listStoredWebhooks(ctx.table);
  return { items: await shown(ctx, webhooks) };
}

export async function createWebhook(ctx: Ctx, input: NewWebhook): Promise<{ webhook: Webhook; secret: string }> {
  const present = await listStoredWebhooks(ctx.table);
  if (present.length >= WEBHOOK_LIMITS.webhooks)
    throw new CrmError("limit", "webhook.too_many", `There may be ${WEBHOOK_LIMITS.webhooks} webhooks.`);
  const secret = newWebhookSecret();
  const webhook: StoredWebhook = {
    id: ctx.newId("whk"),
    version: 1,
    name: cleanText(input.name),
    url: input.url,
    events: [...new Set(input.events)],
    stopped: false,
    secret,
    oldSecret: null,
    createdAt: ctx.now(),
    createdBy: ctx.actor.name,
  };
  const progress: Progress = {
    id: webhook.id,
    version: 1,
    position: await readSequence(ctx.table),
    failures: 0,
    problem: null,
    retryAt: null,
    lastSentAt: null,
    busyUntil: null,
  };
  await commit(ctx, {
    writes: writesOfNewWebhook(webhook, progress),
    change: about(webhook, "webhook.created", { name: { after: webhook.name }, url: { after: webhook.url } }),
  });
  return { webhook: show(webhook, progress, progress.position), secret };
}

export async function updateWebhook(ctx: Ctx, id: string, { version, ...patch }: WebhookPatch): Promise<Webhook> {
  const before = await getWebhook(ctx, id);
  if (before.version !== version) throw versionConflict("webhook", await shownOne(ctx, before));
  const after = { ...before, ...patch, version: before.version + 1 };
  const names = (["name", "url", "events"] as const).filter((name) => String(before[name]) !== String(after[name]));
  if (names.length === 0) return shownOne(ctx, before);
  const fields = Object.fromEntries(names.map((name) => [name, { before: before[name], after: after[name] }]));
  await save(ctx, before, after, "webhook.updated", fields);
  return shownOne(ctx, after);
}

export async function deleteWebhook(ctx: Ctx, id: string): Promise<undefined> {
  const webhook = await getWebhook(ctx, id);
  await commit(ctx, {
    writes: writesOfDeletion(webhook),
    change: about(webhook, "webhook.deleted", { name: { before: webhook.name }, url: { before: webhook.url } }),
  });
}

export async function stopWebhook(ctx: Ctx, id: string): Promise<Webhook> {
  const before = await getWebhook(ctx, id);
  const after = { ...before, stopped: true, version: before.version + 1 };
  if (!before.stopped) await save(ctx, before, after, "webhook.stopped", {});
  return shownOne(ctx, before.stopped ? before : after);
}

/** Also ends the pause after a failure. */
export async function startWebhook(ctx: Ctx, id: string, from: "stop" | "now"): Promise<Webhook> {
  const before = await getWebhook(ctx, id);
  const progress = await getProgress(ctx, id);
  const position = from === "now" ? await readSequence(ctx.table) : progress.position;
  const cleared = { ...progress, position, failures: 0, retryAt: null };
  const after = { ...before, stopped: false, version: before.version + 1 };
  await save(ctx, before, after, "webhook.started", {}, [writeOfProgress(progress, cleared)]);
  ctx.inBackground(() => tell(ctx, id));
  return shownOne(ctx, after);
}

export async function renewSecret(ctx: Ctx, id: string): Promise<{ secret: string }> {
  const before = await getWebhook(ctx, id);
  const secret = newWebhookSecret();
  const until = new Date(Date.parse(ctx.now()) + OLD_SECRET_MS).toISOString();
  const after = { ...before, secret, oldSecret: { secret: before.secret, until }, version: before.version + 1 };
  await save(ctx, before, after, "webhook.secretRenewed", {});
  return { secret };
}

export async function testWebhook(ctx: Ctx, id: string): Promise<WebhookCall> {
  const webhook = await getWebhook(ctx, id);
  const { kind, id: actorId } = ctx.actor;
  const data = { id: ctx.newId("chg"), at: ctx.now(), entity: "webhook", entityId: id, fields: [] };
  return callNow(ctx, webhook, { type: "webhook.test", data: { ...data, actor: { kind, id: actorId } } });
}

export async function listWebhookCalls(
  ctx: Ctx,
  id: string,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Page<WebhookCall>> {
  await getWebhook(ctx, id);
  const { calls, more } = await listCalls(ctx.table, id, limit, decodeCursor(cursor, CALL));
  return { items: calls.map(withoutTold), nextCursor: encodeCursor(more ? (calls.at(-1)?.id ?? null) : null) };
}

export async function repeatCall(ctx: Ctx, id: string, callId: string): Promise<WebhookCall> {
  const webhook = await getWebhook(ctx, id);
  const call = await findCall(ctx.table, id, callId);
  if (!call) throw notFound("webhookCall");
  return callNow(ctx, webhook, call.told);
}

async function callNow(ctx: Ctx, webhook: StoredWebhook, told: ChangeEvent): Promise<WebhookCall> {
  const call = await callWith(ctx, webhook, told, true);
  await ctx.table.append([itemOfCall(call)]);
  return withoutTold(call);
}

function withoutTold({ webhookId: _, told: __, ...call }: StoredCall): WebhookCall {
  return call;
}

async function save(
  ctx: Ctx,
  before: StoredWebhook,
  after: StoredWebhook,
  verb: Verb,
  fields: Parameters<typeof about>[2],
  more: Write[] = [],
): Promise<void> {
  await commit(ctx, {
    writes: [writeOfWebhook(before, after), ...more],
    change: about(after, verb, fields),
    refuse: () => versionConflict("webhook", null),
  });
}

function about({ id }: StoredWebhook, verb: Verb, fields: Record<string, { before?: unknown; after?: unknown }>) {
  return { entity: "webhook", entityId: id, verb, fields };
}

async function getWebhook(ctx: Ctx, id: string): Promise<StoredWebhook> {
  const webhook = await findWebhook(ctx.table, id);
  if (!webhook) throw notFound("webhook");
  return webhook;
}

async function getProgress(ctx: Ctx, id: string): Promise<Progress> {
  const [progress] = await findProgress(ctx.table, [id]);
  if (!progress) throw notFound("webhook");
  return progress;
}

async function shownOne(ctx: Ctx, webhook: StoredWebhook): Promise<Webhook> {
  return (await shown(ctx, [webhook]))[0] as Webhook;
}

async function shown(ctx: Ctx, webhooks: readonly StoredWebhook[]): Promise<Webhook[]> {
  const ids = webhooks.map(({ id }) => id);
  const [last, progress] = await Promise.all([readSequence(ctx.table), findProgress(ctx.table, ids)]);
  return webhooks.flatMap((webhook, at) => {
    const one = progress[at];
    return one ? [show(webhook, one, last)] : [];
  });
}

function show(
  { id, version, name, url, events, stopped, createdAt, createdBy }: StoredWebhook,
  at: Progress,
  last: number,
) {
  const { failures, problem, retryAt, lastSentAt, position } = at;
  return {
    id,
    version,
    name,
    url,
    events,
    state: stopped ? ("off" as const) : failures > 0 ? ("failing" as const) : ("on" as const),
    problem,
    failures,
    retryAt: stopped ? null : retryAt,
    lastSentAt,
    waiting: Math.max(0, last - position),
    createdAt,
    createdBy,
  };
}
