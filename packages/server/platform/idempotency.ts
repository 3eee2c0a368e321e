import type { Endpoint } from "#core/platform/endpoint.ts";
import { CrmError } from "#core/platform/errors.ts";
import type { Ctx } from "./context.ts";
import { sha256 } from "./secrets.ts";
import { type Item, isExpired, type Key, type Table, type Write } from "./table.ts";

/** What a caller's `Idempotency-Key` stands for: written in the transaction of the effect, so that it happens once. */
export type Idempotency = { key: Key; request: string; taken: boolean };

export const MAX_IDEMPOTENCY_KEY = 200;
const KEPT_SECONDS = 86_400;
const ANSWERED_WITHIN_MS = 30_000;
const MAX_KEPT_ANSWER = 200_000;

/** Whether an `Idempotency-Key` counts there: where something is done, and the answer may be kept. */
export function takesIdempotencyKey({ method, output, secret }: Endpoint): boolean {
  return method === "POST" && output !== undefined && !secret;
}

/** `request` tells requests apart: method, path and body. */
export async function idempotencyOf(actorId: string, key: string, request: string): Promise<Idempotency> {
  if (key.trim() === "") throw new CrmError("invalid", "idempotency.key_empty", "The Idempotency-Key is empty.");
  if (key.length > MAX_IDEMPOTENCY_KEY) {
    throw new CrmError(
      "invalid",
      "idempotency.key_too_long",
      `An Idempotency-Key may have ${MAX_IDEMPOTENCY_KEY} characters.`,
    );
  }
  return {
    key: { pk: `idempotency#${actorId}#${await sha256(key)}`, sk: "idempotency" },
    request: await sha256(request),
    taken: false,
  };
}

/** The answer given before under this key; null when there was none. */
export async function findAnswer(
  table: Table,
  { key, request }: Idempotency,
  now: string,
): Promise<{ status: number; body: string } | null> {
  const item = await table.get(key);
  if (!item || isExpired(item, now)) return null;
  if (item.request !== request) {
    throw new CrmError(
      "conflict",
      "idempotency.other_request",
      "This Idempotency-Key was used for another request. Use a new one.",
    );
  }
  if (typeof item.status === "number") return { status: item.status, body: String(item.body) };
  // The answer follows the effect within moments; later than that its process has died.
  const takenAt = (Number(item.ttl) - KEPT_SECONDS) * 1000;
  if (Date.parse(now) < takenAt + ANSWERED_WITHIN_MS) throw inProgress();
  throw new CrmError(
    "conflict",
    "idempotency.answer_lost",
    "This was done already, but its answer was lost. Read the record.",
    [{ entityId: String(item.entityId) }],
  );
}

/** Added to the first commit of the request; its condition fails when the same request is being done elsewhere. */
export function takeWrite(ctx: Ctx, idempotency: Idempotency, entityId: string): Write {
  idempotency.taken = true;
  return { put: itemOf(ctx, idempotency, { entityId }), if: { absent: true } };
}

export function inProgress(): CrmError {
  return new CrmError("conflict", "idempotency.in_progress", "The same request is being done. Ask again in a moment.");
}

/** Keeps the answer for a day. */
export async function keepAnswer(ctx: Ctx, idempotency: Idempotency, status: number, body: string): Promise<void> {
  if (!idempotency.taken || body.length > MAX_KEPT_ANSWER) return;
  await ctx.table.append([itemOf(ctx, idempotency, { status, body })]);
}

function itemOf(ctx: Ctx, { key, request }: Idempotency, more: Partial<Item>): Item {
  const ttl = Math.floor(Date.parse(ctx.now()) / 1000) + KEPT_SECONDS;
  return { ...key, type: "idempotency", request, ttl, ...more } as Item;
}
