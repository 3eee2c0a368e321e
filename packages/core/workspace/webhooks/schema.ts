import * as z from "zod";
import { idShape } from "../../platform/ids.ts";
import { line } from "../../platform/text-shape.ts";

export { EVENT_ENTITIES } from "../../platform/event.ts";

export const WEBHOOK_LIMITS = { webhooks: 20, events: 50 } as const;

/** `customer` for all that happens to customers, or one event such as `customer.created`. */
const eventName = z
  .string()
  .max(80)
  .regex(/^[a-z][A-Za-z]*(?:\.[a-z][A-Za-z]*)?$/, "Not an event. It looks like customer or customer.created.");

const address = z
  .url({
    protocol: /^https?$/,
    hostname: z.regexes.hostname,
    error: "Not an address. It looks like https://example.com/hook.",
    abort: true,
  })
  .max(1000)
  .refine((url) => {
    const { username, password, hash } = new URL(url);
    return username === "" && password === "" && hash === "";
  }, "An address without a user, a password or a part after #.");

/** `on`: told of what happens. `failing`: the last call failed, and is tried again. `off`: stopped by a person, or after days of failing. */
export const WEBHOOK_STATES = ["on", "failing", "off"] as const;

export const webhookShape = z
  .strictObject({
    id: idShape("whk"),
    version: z.number().int(),
    name: z.string(),
    url: z.string(),
    /** Empty: everything. */
    events: z.array(z.string()),
    state: z.enum(WEBHOOK_STATES),
    /** Of the last call that failed since one succeeded. */
    problem: z.string().nullable(),
    failures: z.number().int(),
    /** When a failed call is tried again. */
    retryAt: z.string().nullable(),
    lastSentAt: z.string().nullable(),
    /** How many changes wait to be told. */
    waiting: z.number().int(),
    createdAt: z.string(),
    createdBy: z.string(),
  })
  .meta({ id: "Webhook" });

export type Webhook = z.output<typeof webhookShape>;

export const newWebhookShape = z.strictObject({
  name: line(80),
  url: address,
  events: z.array(eventName).max(WEBHOOK_LIMITS.events).default([]),
});

export type NewWebhook = z.output<typeof newWebhookShape>;

export const webhookPatchShape = newWebhookShape.partial().extend({ version: z.number().int() });

export type WebhookPatch = z.output<typeof webhookPatchShape>;

/** One call that was made. */
export const webhookCallShape = z
  .strictObject({
    id: z.string(),
    at: z.string(),
    /** The change that was told; it is the call's `webhook-id` as well. */
    changeId: z.string(),
    event: z.string(),
    outcome: z.enum(["taken", "refused", "unanswered"]),
    /** What the other side answered. */
    status: z.number().int().nullable(),
    problem: z.string().nullable(),
    ms: z.number().int(),
    /** Whether a person asked for it. */
    again: z.boolean(),
  })
  .meta({ id: "WebhookCall" });

export type WebhookCall = z.output<typeof webhookCallShape>;

/** Whether a webhook is told of a change. */
export function isTold(events: readonly string[], verb: string): boolean {
  return events.length === 0 || events.includes(verb) || events.includes(verb.slice(0, verb.indexOf(".")));
}
