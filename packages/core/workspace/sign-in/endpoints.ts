import * as z from "zod";
import { endpoint } from "../../platform/endpoint.ts";
import {
  beginSecondFactorShape,
  begunSecondFactorShape,
  callbackShape,
  changePasswordShape,
  codeShape,
  credentialsShape,
  forgottenShape,
  nextPath,
  resetShape,
  secondFactorShape,
  sessionShape,
  signInOptionsShape,
  singleSignOnInputShape,
  singleSignOnShape,
} from "./schema.ts";

const tag = "Sign-in";

export const signIn = endpoint({
  name: "signIn",
  secret: true,
  method: "POST",
  path: "/session",
  permission: "public",
  tag,
  summary:
    "Sign in with email and password, and a code where a second factor is on (auth.code_needed); sets the session cookie and answers with a bearer token",
  body: credentialsShape,
  output: sessionShape,
});

export const rotateSecret = endpoint({
  name: "rotateSecret",
  method: "POST",
  path: "/session/secret",
  permission: "workspace.operate",
  tag,
  summary: "Make a new secret for what sign-in signs and seals; trusted devices are asked for a code again",
});

export const signOut = endpoint({
  name: "signOut",
  withoutFactor: true,
  method: "DELETE",
  path: "/session",
  permission: "signedIn",
  tag,
  summary: "End this session",
});

export const getSignInOptions = endpoint({
  name: "getSignInOptions",
  method: "GET",
  path: "/session/options",
  permission: "public",
  tag,
  summary: "What the sign-in page offers besides a password",
  output: signInOptionsShape,
});

export const startSingleSignOn = endpoint({
  name: "startSingleSignOn",
  secret: true,
  method: "POST",
  path: "/session/single-sign-on",
  permission: "public",
  tag,
  summary: "The address of the company's own sign-in, to which the browser goes next",
  body: z.strictObject({ next: nextPath }),
  output: z.strictObject({ url: z.string() }),
});

export const finishSingleSignOn = endpoint({
  name: "finishSingleSignOn",
  method: "GET",
  path: "/session/single-sign-on",
  permission: "public",
  tag,
  summary: "Where the company's own sign-in sends the browser back to",
  query: callbackShape,
  answers: "text/plain",
});

export const forgetPassword = endpoint({
  name: "forgetPassword",
  secret: true,
  method: "POST",
  path: "/password/forgotten",
  permission: "public",
  tag,
  summary: "Send a link for a new password; answers alike whoever asks",
  body: forgottenShape,
});

export const resetPassword = endpoint({
  name: "resetPassword",
  secret: true,
  method: "POST",
  path: "/password/reset",
  permission: "public",
  tag,
  summary: "Set a new password with the link that was sent; ends every session",
  body: resetShape,
});

export const changePassword = endpoint({
  name: "changePassword",
  secret: true,
  method: "POST",
  path: "/password",
  permission: "signedIn",
  tag,
  summary: "Change one's password; ends every other session and answers with a new one",
  body: changePasswordShape,
  output: sessionShape,
});

export const getSecondFactor = endpoint({
  name: "getSecondFactor",
  withoutFactor: true,
  method: "GET",
  path: "/second-factor",
  permission: "signedIn",
  tag,
  summary: "Whether one's second factor is on",
  output: secondFactorShape,
});

export const beginSecondFactor = endpoint({
  name: "beginSecondFactor",
  withoutFactor: true,
  secret: true,
  method: "POST",
  path: "/second-factor",
  permission: "signedIn",
  tag,
  summary: "A secret for an authenticator app, and recovery codes; it is on once a code of it was confirmed",
  body: beginSecondFactorShape,
  output: begunSecondFactorShape,
});

export const confirmSecondFactor = endpoint({
  name: "confirmSecondFactor",
  withoutFactor: true,
  secret: true,
  method: "POST",
  path: "/second-factor/confirm",
  permission: "signedIn",
  tag,
  summary: "Turn the second factor on with a first code; answers with a new session in place of this one",
  body: codeShape,
  output: sessionShape,
});

export const renewRecoveryCodes = endpoint({
  name: "renewRecoveryCodes",
  secret: true,
  method: "POST",
  path: "/second-factor/recovery-codes",
  permission: "signedIn",
  tag,
  summary: "New recovery codes; the old ones open nothing any more",
  body: beginSecondFactorShape,
  output: z.strictObject({ recoveryCodes: z.array(z.string()) }),
});

export const endSecondFactor = endpoint({
  name: "endSecondFactor",
  secret: true,
  method: "POST",
  path: "/second-factor/end",
  permission: "signedIn",
  tag,
  summary: "Turn the second factor off; answers with a new session in place of this one",
  body: beginSecondFactorShape,
  output: sessionShape,
});

export const getSingleSignOn = endpoint({
  name: "getSingleSignOn",
  method: "GET",
  path: "/single-sign-on",
  permission: "users.manage",
  tag: "Workspace",
  summary: "Single sign-on by OpenID Connect, without its secret",
  output: singleSignOnShape,
});

export const setSingleSignOn = endpoint({
  name: "setSingleSignOn",
  secret: true,
  method: "PUT",
  path: "/single-sign-on",
  permission: "users.manage",
  tag: "Workspace",
  summary: "Set single sign-on; what is turned on must answer as an OpenID provider",
  body: singleSignOnInputShape,
  output: singleSignOnShape,
});
