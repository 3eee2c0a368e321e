import type { Change } from "#core/platform/change.ts";
import { isTold, retryAt } from "#core/workspace/webhooks/index.ts";
import { CallOutError } from "#server/platform/call-out.ts";
import { commit } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import type { DuePlan } from "#server/platform/due.ts";
import { type ChangeEvent, eventOf } from "#server/platform/events.ts";
import { readFloor } from "#server/platform/feed-floor.ts";
import { readChanges, readSequence } from "#server/platform/sequencer.ts";
import { type Item, TableError } from "#server/platform/table.ts";
import { signedHeaders } from "./sign.ts";
import {
  findProgress,
  findWebhook,
  itemOfCall,
  listStoredWebhooks,
  type Progress,
  type StoredCall,
  type StoredWebhook,
  writeOfProgress,
  writeOfWebhook,
} from "./store.ts";

const BUSY_MS = 60_000;
const AT_ONCE = 20;
const LONGEST_PROBLEM = 300;

/** After changes were numbered: whoever waits for some is told of them, beside whatever else goes on. */
export async function tellWaiting(ctx: Ctx): Promise<void> {
  const webhooks = (await listStoredWebhooks(ctx.table)).filter(({ stopped }) => !stopped);
  if (webhooks.length === 0) return;
  const [last, progress] = await Promise.all([
    readSequence(ctx.table),
    findProgress(
      ctx.table,
      webhooks.map(({ id }) => id),
    ),
  ]);
  for (const one of progress) if (one && one.position < last && isFree(one, ctx.now())) begin(ctx, one.id);
}

/** A pause is over, or whoever was at it is dead. */
export async function webhookDue(ctx: Ctx, item: Item): Promise<DuePlan> {
  const { id } = item.data as Progress;
  return { nextDueAt: null, afterwards: () => begin(ctx, id) };
}

function begin(ctx: Ctx, id: string): void {
  ctx.inBackground(() => tell(ctx, id));
}

function isFree({ busyUntil, retryAt }: Progress, now: string): boolean {
  return (busyUntil === null || busyUntil <= now) && (retryAt === null || retryAt <= now);
}

/**
 * Tells one webhook of all that waits for it, in the order of the changes, until a call fails. Two at once: one of them does it.
 * A process that dies tells the last few again, under the same `webhook-id`.
 */
export async function tell(ctx: Ctx, id: string): Promise<void> {
  const webhook = await findWebhook(ctx.table, id);
  let [progress] = await findProgress(ctx.table, [id]);
  if (!webhook || webhook.stopped || !progress || !isFree(progress, ctx.now())) return;
  try {
    for (;;) {
      // What was removed by the settings' retention meanwhile is told to nobody any more.
      const position = Math.max(progress.position, await readFloor(ctx.table));
      progress = await keep(ctx, progress, { position, busyUntil: inMs(ctx, BUSY_MS) });
      const { changes } = await readChanges(ctx.table, progress.position, AT_ONCE);
      const { calls, ...come } = await tellEach(ctx, webhook, progress, changes);
      if (calls.length > 0) await ctx.table.append(calls.map(itemOfCall));
      const isMore = come.failures === 0 && changes.length > 0;
      const goesOn = isMore && !ctx.isStopping();
      // What is left by a process that must stop is due at once.
      const busyUntil = goesOn ? inMs(ctx, BUSY_MS) : isMore ? ctx.now() : null;
      progress = await keep(ctx, progress, { ...come, busyUntil });
      if (come.failures > 0 && come.retryAt === null) await giveUp(ctx, webhook);
      if (!goesOn) return;
    }
  } catch (error) {
    // Somebody else is at it, or it was changed or deleted meanwhile.
    if (error instanceof TableError && error.kind === "conditionFailed") return;
    throw error;
  }
}

type Come = Pick<Progress, "position" | "failures" | "problem" | "retryAt" | "lastSentAt"> & { calls: StoredCall[] };

async function tellEach(ctx: Ctx, webhook: StoredWebhook, from: Progress, changes: readonly Change[]): Promise<Come> {
  const { position, failures, problem, lastSentAt } = from;
  const come: Come = { position, failures, problem, lastSentAt, retryAt: null, calls: [] };
  for (const change of changes) {
    if (isTold(webhook.events, change.verb)) {
      const call = await callWith(ctx, webhook, eventOf(change));
      come.calls.push(call);
      if (call.outcome !== "taken") {
        come.failures += 1;
        come.problem = call.problem;
        come.retryAt = retryAt(come.failures, ctx.now());
        return come;
      }
      come.lastSentAt = call.at;
    }
    come.failures = 0;
    come.problem = null;
    come.position = change.seq ?? come.position;
  }
  return come;
}

async function keep(ctx: Ctx, before: Progress, changed: Partial<Progress>): Promise<Progress> {
  const after = { ...before, ...changed };
  await ctx.table.transact([writeOfProgress(before, after)]);
  return { ...after, version: before.version + 1 };
}

function inMs(ctx: Ctx, ms: number): string {
  return new Date(Date.parse(ctx.now()) + ms).toISOString();
}

/** After days of failing it is switched off, which people see. */
async function giveUp(ctx: Ctx, webhook: StoredWebhook): Promise<void> {
  await commit(ctx, {
    writes: [writeOfWebhook(webhook, { ...webhook, stopped: true })],
    change: {
      entity: "webhook",
      entityId: webhook.id,
      verb: "webhook.gaveUp",
      fields: { name: { after: webhook.name } },
    },
  });
}

/** One signed call, and what came of it. */
export async function callWith(
  ctx: Ctx,
  webhook: StoredWebhook,
  told: ChangeEvent,
  again = false,
): Promise<StoredCall> {
  const at = ctx.now();
  const changeId = told.data.id;
  const body = JSON.stringify({ type: told.type, timestamp: at, data: told.data });
  const { secret, oldSecret } = webhook;
  const secrets = oldSecret && oldSecret.until > at ? [secret, oldSecret.secret] : [secret];
  const headers = await signedHeaders({ id: changeId, at, body }, secrets);
  const come = await answerOf(ctx, { url: webhook.url, method: "POST", headers, body });
  const ms = Math.max(0, Date.parse(ctx.now()) - Date.parse(at));
  const id = ctx.newId("whc");
  return { id, webhookId: webhook.id, told, at, changeId, event: told.type, ...come, ms, again };
}

async function answerOf(ctx: Ctx, call: Parameters<Ctx["callOut"]>[0]) {
  try {
    const { status } = await ctx.callOut(call);
    const taken = status >= 200 && status < 300;
    const problem = taken ? null : `HTTP ${status}`;
    return { outcome: taken ? ("taken" as const) : ("refused" as const), status, problem };
  } catch (error) {
    if (!(error instanceof CallOutError)) throw error;
    return { outcome: "unanswered" as const, status: null, problem: error.message.slice(0, LONGEST_PROBLEM) };
  }
}
