import * as z from "zod";
import { endpoint } from "../../platform/endpoint.ts";
import { idShape } from "../../platform/ids.ts";
import { pageOf, pageQuery } from "../../platform/page.ts";
import { newWebhookShape, webhookCallShape, webhookPatchShape, webhookShape } from "./schema.ts";

const tag = "Webhooks";
const permission = "webhooks.manage";
const one = z.strictObject({ id: idShape("whk") });

export const listWebhooks = endpoint({
  name: "listWebhooks",
  method: "GET",
  path: "/webhooks",
  permission,
  tag,
  summary: "The addresses that are told of changes, and how it goes",
  output: z.strictObject({ items: z.array(webhookShape) }),
});

export const createWebhook = endpoint({
  name: "createWebhook",
  secret: true,
  method: "POST",
  path: "/webhooks",
  permission,
  tag,
  summary:
    "Have an address told of what happens from now on; `secret`, which its calls are signed with, is shown this once",
  body: newWebhookShape,
  output: z.strictObject({ webhook: webhookShape, secret: z.string() }),
  status: 201,
});

export const updateWebhook = endpoint({
  name: "updateWebhook",
  method: "PATCH",
  path: "/webhooks/{id}",
  permission,
  tag,
  summary: "Change a webhook's name, address or events",
  params: one,
  body: webhookPatchShape,
  output: webhookShape,
});

export const deleteWebhook = endpoint({
  name: "deleteWebhook",
  method: "DELETE",
  path: "/webhooks/{id}",
  permission,
  tag,
  summary: "Remove a webhook; the log of its calls is gone at once",
  params: one,
});

export const stopWebhook = endpoint({
  name: "stopWebhook",
  method: "POST",
  path: "/webhooks/{id}/stop",
  permission,
  tag,
  summary: "Tell it nothing until it is started again",
  params: one,
  output: webhookShape,
});

export const startWebhook = endpoint({
  name: "startWebhook",
  method: "POST",
  path: "/webhooks/{id}/start",
  permission,
  tag,
  summary: "Go on at once, from where it stopped or (`from: now`) leaving out what happened meanwhile",
  params: one,
  body: z.strictObject({ from: z.enum(["stop", "now"]).default("stop") }),
  output: webhookShape,
});

export const renewWebhookSecret = endpoint({
  name: "renewWebhookSecret",
  secret: true,
  method: "POST",
  path: "/webhooks/{id}/secret",
  permission,
  tag,
  summary: "Sign with a new secret, shown this once; for a day calls carry the old signature as well",
  params: one,
  output: z.strictObject({ secret: z.string() }),
});

export const testWebhook = endpoint({
  name: "testWebhook",
  method: "POST",
  path: "/webhooks/{id}/test",
  permission,
  tag,
  summary: "Call it now with an event of the type webhook.test, and say what came of it",
  params: one,
  output: webhookCallShape,
});

export const listWebhookCalls = endpoint({
  name: "listWebhookCalls",
  method: "GET",
  path: "/webhooks/{id}/calls",
  permission,
  tag,
  summary: "The calls of the last two weeks, newest first",
  params: one,
  query: z.strictObject({ ...pageQuery }),
  output: pageOf(webhookCallShape),
});

export const repeatWebhookCall = endpoint({
  name: "repeatWebhookCall",
  method: "POST",
  path: "/webhooks/{id}/calls/{callId}/repeat",
  permission,
  tag,
  summary: "Tell it once more of one change",
  params: z.strictObject({ id: idShape("whk"), callId: idShape("whc") }),
  output: webhookCallShape,
});
