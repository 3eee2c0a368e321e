import { CrmError } from "../../platform/errors.ts";
import { GAVE_UP } from "./reason-text.ts";
import type { Hold, Message, MessageState, Verdict } from "./schema.ts";

/** What a provider made of a request; see the server's mail port. */
export type Outcome =
  | { is: "accepted"; providerId?: string | undefined }
  | { is: "refused"; forGood: boolean; reason: string }
  | { is: "uncertain"; reason: string };

export type Settles = "event" | "key" | "never";

/** A message as it shall be, and when it is looked at again; null: not by itself. */
export type Decided = { message: Message; dueAt: string | null };

/** What is claimed and not settled by then was interrupted. */
export const CLAIM_MS = 15 * 60_000;
/** So long one waits to hear from the provider before a person is asked. */
export const HEAR_WITHIN_MS = 24 * 3_600_000;
const FIRST_BACKOFF_MS = 60_000;
const LONGEST_BACKOFF_MS = 3_600_000;
/** A provider that says «not now» is asked again for so long. */
const GIVE_UP_MS = 72 * 3_600_000;

const later = (now: string, ms: number) => new Date(Date.parse(now) + ms).toISOString();

/** Takes a message for one attempt. Written under the condition that nobody else has, before the provider is asked. */
export function decideClaim(message: Message, provider: string, now: string): Decided {
  const { hold: _hold, nextAt: _next, reason: _reason, ...rest } = message;
  return {
    message: {
      ...rest,
      state: "sending",
      attempts: message.attempts + 1,
      firstTriedAt: message.firstTriedAt ?? now,
      provider,
      updatedAt: now,
    },
    dueAt: later(now, CLAIM_MS),
  };
}

export function decideHold(message: Message, why: Hold, until: string, now: string): Decided {
  const { reason: _reason, ...rest } = message;
  return { message: { ...rest, state: "held", hold: why, nextAt: until, updatedAt: now }, dueAt: until };
}

/** It will not go: what it was about is over, or the provider will never take it. */
export function decideFailure(message: Message, reason: string, now: string): Decided {
  const { hold: _hold, nextAt: _next, needsPerson: _person, ...rest } = message;
  return {
    message: { ...rest, state: "failed", reason, at: withTime(message, "failed", now), updatedAt: now },
    dueAt: null,
  };
}

/** What a request to the provider came to. A message that was told of meanwhile knows better already. */
export function decideOutcome(message: Message, outcome: Outcome, settles: Settles, now: string): Decided {
  const providerId = outcome.is === "accepted" ? outcome.providerId : undefined;
  const at = outcome.is === "accepted" ? withTime(message, "sent", now) : message.at;
  const known = { ...message, ...(providerId && { providerId }), at, updatedAt: now };
  // Its claim may have run out before the answer came: a yes settles it still, anything else leaves it to be asked about.
  const isOpen = message.state === "sending" || message.state === "uncertain";
  if (!isOpen) return { message: known, dueAt: null };
  if (outcome.is === "accepted") return { message: gone(known, "sent", now), dueAt: null };
  if (message.state === "uncertain") return decideUncertain(known, outcome.reason, settles, now);
  if (outcome.is === "uncertain") return decideUncertain(known, outcome.reason, settles, now);
  const { reason } = outcome;
  const tooLong = Date.parse(now) - Date.parse(message.firstTriedAt ?? now) >= GIVE_UP_MS;
  if (outcome.forGood || tooLong) return decideFailure(known, outcome.forGood ? reason : `${GAVE_UP}${reason}`, now);
  const wait = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** Math.min(20, message.attempts - 1));
  const dueAt = later(now, wait);
  return { message: { ...known, state: "queued", reason, nextAt: dueAt }, dueAt };
}

/** Nobody knows whether it was accepted: what settles it is asked at once (`key`), or heard of within a day. */
export function decideUncertain(message: Message, reason: string, settles: Settles, now: string): Decided {
  const { nextAt: _next, ...rest } = message;
  const dueAt = settles === "key" ? now : later(now, HEAR_WITHIN_MS);
  return { message: { ...rest, state: "uncertain", reason, updatedAt: now }, dueAt };
}

/** The provider was asked by the key of the sending. Not accepted is as good as never asked: it may go again. */
export function decideByKey(message: Message, isSent: boolean, now: string): Decided {
  if (message.state !== "uncertain") return { message, dueAt: null };
  if (isSent) return { message: gone({ ...message, updatedAt: now }, "sent", now), dueAt: null };
  return { message: { ...message, state: "queued", updatedAt: now }, dueAt: now };
}

/** Nothing was heard in time. */
export function decideUnheard(message: Message, now: string): Decided {
  return { message: { ...message, needsPerson: true, updatedAt: now }, dueAt: null };
}

/** What a provider tells afterwards. Each may come twice, late, or before the answer to the request itself. */
export const TOLD = ["sent", "delivered", "opened", "clicked", "bounced", "complained", "rejected"] as const;
export type Told = (typeof TOLD)[number];

// Later in this order knows more, so that any order of telling ends in the same state.
const RANK: MessageState[] = ["sent", "delivered", "opened", "clicked", "failed", "bounced", "complained"];

/** Null when it says nothing new. */
export function decideTold(message: Message, told: Told, at: string, now: string, reason?: string): Decided | null {
  const state = told === "rejected" ? "failed" : told;
  const times = withTime(message, told, at);
  const isHigher = RANK.indexOf(state) > rankOf(message);
  if (!isHigher && times === message.at) return null;
  if (!isHigher) return { message: { ...message, at: times, updatedAt: now }, dueAt: null };
  const { hold: _hold, nextAt: _next, needsPerson: _person, reason: _reason, ...rest } = message;
  const isBad = state === "failed" || state === "bounced" || state === "complained";
  return { message: { ...rest, state, at: times, updatedAt: now, ...(isBad && reason && { reason }) }, dueAt: null };
}

/** What we gave up ourselves is less than anything a provider tells: it may have accepted and answered with an error. */
function rankOf({ state, at }: Message): number {
  return state === "failed" && !at.rejected ? -1 : RANK.indexOf(state);
}

export function decideByPerson(message: Message, verdict: Verdict, now: string): Decided {
  const isOpen = message.state === "uncertain" || (verdict === "again" && message.state === "failed");
  if (!isOpen)
    throw new CrmError("conflict", "message.settled", "It is known already what became of this message.", [
      { path: "state", current: message.state },
    ]);
  const { needsPerson: _person, reason, ...rest } = { ...message, updatedAt: now };
  if (verdict === "sent") return { message: gone(rest, "sent", now), dueAt: null };
  if (verdict === "leave") return decideFailure({ ...rest, ...(reason && { reason }) }, reason ?? "", now);
  const { firstTriedAt: _tried, ...fresh } = rest;
  return { message: { ...fresh, state: "queued" }, dueAt: now };
}

function gone(message: Message, state: "sent", now: string): Message {
  const { hold: _hold, nextAt: _next, reason: _reason, needsPerson: _person, ...rest } = message;
  return { ...rest, state, at: withTime(message, state, now), updatedAt: now };
}

/** The earliest time told counts. */
function withTime(message: Message, state: keyof Message["at"], at: string): Message["at"] {
  const known = message.at[state];
  return known !== undefined && known <= at ? message.at : { ...message.at, [state]: at };
}
