import * as endpoints from "#core/workspace/webhooks/endpoints.ts";
import { type Route, route } from "#server/platform/routes.ts";
import {
  createWebhook,
  deleteWebhook,
  listWebhookCalls,
  listWebhooks,
  renewSecret,
  repeatCall,
  startWebhook,
  stopWebhook,
  testWebhook,
  updateWebhook,
} from "./verbs.ts";

export const webhookRoutes: Route[] = [
  route(endpoints.listWebhooks, (ctx) => listWebhooks(ctx)),
  route(endpoints.createWebhook, (ctx, { body }) => createWebhook(ctx, body)),
  route(endpoints.updateWebhook, (ctx, { params, body }) => updateWebhook(ctx, params.id, body)),
  route(endpoints.deleteWebhook, (ctx, { params }) => deleteWebhook(ctx, params.id)),
  route(endpoints.stopWebhook, (ctx, { params }) => stopWebhook(ctx, params.id)),
  route(endpoints.startWebhook, (ctx, { params, body }) => startWebhook(ctx, params.id, body.from)),
  route(endpoints.renewWebhookSecret, (ctx, { params }) => renewSecret(ctx, params.id)),
  route(endpoints.testWebhook, (ctx, { params }) => testWebhook(ctx, params.id)),
  route(endpoints.listWebhookCalls, (ctx, { params, query }) => listWebhookCalls(ctx, params.id, query)),
  route(endpoints.repeatWebhookCall, (ctx, { params }) => repeatCall(ctx, params.id, params.callId)),
];
