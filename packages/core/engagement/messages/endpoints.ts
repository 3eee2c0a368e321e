import * as z from "zod";
import { endpoint } from "../../platform/endpoint.ts";
import { idShape } from "../../platform/ids.ts";
import { pageOf, pageQuery } from "../../platform/page.ts";
import { contentShape, MESSAGE_GROUPS, messageShape, newMessageShape, VERDICTS } from "./schema.ts";
import { sendingSettingsShape } from "./settings.ts";

const one = z.strictObject({ id: idShape("msg") });
const tag = "Messages";

export const sendMessage = endpoint({
  name: "sendMessage",
  method: "POST",
  path: "/messages",
  permission: "messages.send",
  tag,
  summary: "Send an email or a short message to a customer; answers when it is decided, before it went",
  body: newMessageShape,
  output: messageShape,
  status: 201,
});

export const listMessages = endpoint({
  name: "listMessages",
  method: "GET",
  path: "/messages",
  permission: "messages.read",
  tag,
  summary: "Messages by what became of them, newest first",
  query: z.strictObject({ ...pageQuery, group: z.enum(MESSAGE_GROUPS).default("gone") }),
  output: pageOf(z.strictObject({ message: messageShape, customerName: z.string().nullable() })),
});

export const getMessage = endpoint({
  name: "getMessage",
  method: "GET",
  path: "/messages/{id}",
  permission: "messages.read",
  tag,
  summary: "One message, with all it says",
  params: one,
  output: z.strictObject({ message: messageShape, content: contentShape }),
});

export const settleMessage = endpoint({
  name: "settleMessage",
  method: "POST",
  path: "/messages/{id}/verdict",
  permission: "messages.send",
  tag,
  summary: "Say of a message that nobody else can tell of whether it was sent; or send one again that failed",
  params: one,
  body: z.strictObject({ verdict: z.enum(VERDICTS) }),
  output: messageShape,
});

export const cancelMessage = endpoint({
  name: "cancelMessage",
  method: "POST",
  path: "/messages/{id}/cancel",
  permission: "messages.send",
  tag,
  summary: "Take back a message that has not gone yet",
  params: one,
  output: messageShape,
});

const secretName = z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,39}$/);

export const getSendingSettings = endpoint({
  name: "getSendingSettings",
  secret: true,
  method: "GET",
  path: "/sending",
  permission: "settings.sending",
  tag,
  summary: "How messages are sent; secrets by their names alone",
  output: z.strictObject({
    version: z.number().int(),
    settings: sendingSettingsShape,
    secrets: z.array(z.string()),
    /** Who carries each; null when nobody does. */
    carriers: z.strictObject({ email: z.string().nullable(), sms: z.string().nullable() }),
    from: z.string().nullable(),
    /** Whether who carries mail can tell of opens and clicks. */
    canTrack: z.boolean(),
    /** Addresses and domains whose mail comes to the timelines. */
    receives: z.array(z.string()),
  }),
});

export const changeSendingSettings = endpoint({
  name: "changeSendingSettings",
  method: "PATCH",
  path: "/sending",
  permission: "settings.sending",
  tag,
  summary: "Change how messages are sent. A secret is replaced by a text, removed by null, and never sent back",
  body: z.strictObject({
    version: z.number().int().min(0),
    ...sendingSettingsShape.partial().shape,
    secrets: z.record(secretName, z.string().min(1).max(500).nullable()).optional(),
  }),
  output: getSendingSettings.output!,
  secret: true,
});

export const listSuppressed = endpoint({
  name: "listSuppressed",
  method: "GET",
  path: "/sending/suppressed",
  permission: "messages.read",
  tag,
  summary: "Addresses and numbers that are not written to any more, and why",
  query: z.strictObject(pageQuery),
  output: pageOf(
    z.strictObject({
      channel: z.enum(["email", "sms"]),
      to: z.string(),
      why: z.enum(["bounced", "complained"]),
      at: z.string(),
    }),
  ),
});

export const allowAgain = endpoint({
  name: "allowAgain",
  method: "POST",
  path: "/sending/suppressed/remove",
  permission: "settings.sending",
  tag,
  summary: "Write to an address again that was taken off",
  body: z.strictObject({ channel: z.enum(["email", "sms"]), to: z.string().min(3).max(254) }),
});
