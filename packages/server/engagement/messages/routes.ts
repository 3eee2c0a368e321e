import * as endpoints from "#core/engagement/messages/endpoints.ts";
import * as ofTemplates from "#core/engagement/templates/endpoints.ts";
import { type Route, route } from "#server/platform/routes.ts";
import { allowAgain, changeSendingSettings, getSendingSettings, listSuppressed } from "./settings.ts";
import { testTemplate } from "./test-send.ts";
import { cancelMessage, getMessage, listMessages, sendMessage, settleByPerson } from "./verbs.ts";

export const messageRoutes: Route[] = [
  route(endpoints.sendMessage, (ctx, { body }) => sendMessage(ctx, body)),
  route(endpoints.listMessages, (ctx, { query }) => listMessages(ctx, query)),
  route(endpoints.getMessage, (ctx, { params }) => getMessage(ctx, params.id)),
  route(endpoints.settleMessage, (ctx, { params, body }) => settleByPerson(ctx, params.id, body.verdict)),
  route(endpoints.cancelMessage, (ctx, { params }) => cancelMessage(ctx, params.id)),
  route(endpoints.getSendingSettings, (ctx) => getSendingSettings(ctx)),
  route(endpoints.changeSendingSettings, (ctx, { body }) => changeSendingSettings(ctx, body)),
  route(endpoints.listSuppressed, (ctx, { query }) => listSuppressed(ctx, query)),
  route(endpoints.allowAgain, (ctx, { body }) => allowAgain(ctx, body)),
];

export const testRoutes: Route[] = [route(ofTemplates.testTemplate, (ctx, { body }) => testTemplate(ctx, body))];
