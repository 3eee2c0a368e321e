import * as z from "zod";
import { line } from "../../platform/text-shape.ts";
import { roleIdShape } from "../roles/schema.ts";

/** A domain of emails, such as `example.com`. */
const domainLine = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(/^(?=.{4,})[a-z0-9-]+(\.[a-z0-9-]+)+$/, "A domain, such as example.com.");

const password = z.string().min(1).max(200);

export const credentialsShape = z.strictObject({
  email: line(254),
  password,
  /** Of the second factor: six digits, or a recovery code. */
  code: line(40).optional(),
  /** Ask for no code on this device for thirty days. */
  trustDevice: z.boolean().optional(),
});

/** A session: its token is sent as `Authorization: Bearer …`; browsers have it as a cookie. */
export const sessionShape = z.strictObject({ token: z.string(), expiresAt: z.string() });

/** Ways to sign in besides a password, and what the page says of the workspace. */
export const signInOptionsShape = z.strictObject({
  workspace: z.strictObject({ name: z.string(), locale: z.enum(["fa", "en"]) }),
  singleSignOn: z.strictObject({ name: z.string() }).nullable(),
});

/** Where to go after signing in: a path of our own. */
export const nextPath = z
  .string()
  .max(2000)
  .regex(/^\/(?![/\\])[^\p{Cc}\\]*$/u, "A path of this address, such as /customers.");

export const forgottenShape = z.strictObject({ email: line(254) });
export const resetShape = z.strictObject({ token: line(200), password });
export const changePasswordShape = z.strictObject({ current: password, password });

export const secondFactorShape = z.strictObject({ isOn: z.boolean(), hasPassword: z.boolean() });
export const beginSecondFactorShape = z.strictObject({ password: password.optional() });
export const begunSecondFactorShape = z.strictObject({
  /** `otpauth://…`, to be shown as a QR code. */
  uri: z.string(),
  recoveryCodes: z.array(z.string()),
});
export const codeShape = z.strictObject({ code: line(40) });

/** What the provider appends when it sends somebody back; each adds words of its own. */
export const callbackShape = z.looseObject({
  code: z.string().max(4000).optional(),
  state: z.string().max(1000).optional(),
  error: z.string().max(1000).optional(),
});

export const MAX_DOMAINS = 20;

/** Single sign-on by OpenID Connect, as the settings show it: the secret is never sent back. */
export const singleSignOnShape = z.strictObject({
  isOn: z.boolean(),
  name: z.string(),
  issuer: z.string(),
  clientId: z.string(),
  hasSecret: z.boolean(),
  domains: z.array(z.string()),
  /** The role of those who come for the first time; null: only who was added or invited may come. */
  newRole: roleIdShape.nullable(),
  /** What the provider must be told. */
  redirectUri: z.string(),
  version: z.number().int(),
});

export type SingleSignOn = z.output<typeof singleSignOnShape>;

export const singleSignOnInputShape = z.strictObject({
  isOn: z.boolean(),
  name: line(60),
  issuer: z.url({ protocol: /^https?$/ }).max(500),
  clientId: line(300),
  /** Left out: as it is. */
  clientSecret: z.string().min(1).max(500).optional(),
  domains: z.array(domainLine).min(1).max(MAX_DOMAINS),
  newRole: roleIdShape.nullable(),
  version: z.number().int().min(0),
});
