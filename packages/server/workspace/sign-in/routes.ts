import * as endpoints from "#core/workspace/sign-in/endpoints.ts";
import { type Route, route } from "#server/platform/routes.ts";
import { changePassword, forgetPassword, resetPassword } from "./passwords.ts";
import { rotateSecret } from "./rotate.ts";
import {
  beginSecondFactor,
  confirmSecondFactor,
  endSecondFactor,
  getSecondFactor,
  renewRecoveryCodes,
} from "./second-factor.ts";
import { signOut } from "./sessions.ts";
import { signIn } from "./sign-in.ts";
import {
  finishSingleSignOn,
  getSignInOptions,
  getSingleSignOn,
  setSingleSignOn,
  startSingleSignOn,
} from "./single-sign-on.ts";

export const signInRoutes: Route[] = [
  route(endpoints.signIn, (ctx, { body }, request) => signIn(ctx, body, request)),
  route(endpoints.signOut, (ctx, _input, request) => signOut(ctx, request)),
  route(endpoints.rotateSecret, (ctx) => rotateSecret(ctx)),
  route(endpoints.getSignInOptions, (ctx) => getSignInOptions(ctx)),
  route(endpoints.startSingleSignOn, (ctx, { body }, request) => startSingleSignOn(ctx, body, request)),
  route(endpoints.finishSingleSignOn, (ctx, { query }, request) => finishSingleSignOn(ctx, query, request)),
  route(endpoints.forgetPassword, (ctx, { body }, request) => forgetPassword(ctx, body, request)),
  route(endpoints.resetPassword, (ctx, { body }, request) => resetPassword(ctx, body, request)),
  route(endpoints.changePassword, (ctx, { body }, request) => changePassword(ctx, body, request)),
  route(endpoints.getSecondFactor, (ctx) => getSecondFactor(ctx)),
  route(endpoints.beginSecondFactor, (ctx, { body }, request) => beginSecondFactor(ctx, body, request)),
  route(endpoints.confirmSecondFactor, (ctx, { body }, request) => confirmSecondFactor(ctx, body, request)),
  route(endpoints.renewRecoveryCodes, (ctx, { body }, request) => renewRecoveryCodes(ctx, body, request)),
  route(endpoints.endSecondFactor, (ctx, { body }, request) => endSecondFactor(ctx, body, request)),
  route(endpoints.getSingleSignOn, (ctx) => getSingleSignOn(ctx)),
  route(endpoints.setSingleSignOn, (ctx, { body }) => setSingleSignOn(ctx, body)),
];
