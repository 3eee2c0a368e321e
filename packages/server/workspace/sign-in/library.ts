import { type BetterAuthOptions, betterAuth } from "better-auth";
import { bearer, genericOAuth, twoFactor } from "better-auth/plugins";
import type { Ctx } from "#server/platform/context.ts";
import { hashPassword, isPassword, newSecret } from "#server/platform/secrets.ts";
import { joinUser, MIN_PASSWORD } from "#server/workspace/users/index.ts";
import { sendResetMail } from "./mails.ts";
import { sessionModel, TOKEN_PREFIX, userModel } from "./models.ts";
import { type Provider, providerRules } from "./provider.ts";
import { authSecrets } from "./store.ts";
import { tableAdapter } from "./table-adapter.ts";

export const SESSION_DAYS = 30;
export const RESET_MINUTES = 60;
export const BASE_PATH = "/api/auth";
export const PROVIDER_ID = "sso";
/** Where the provider sends people back to, below the public address. */
export const CALLBACK_PATH = "/api/v1/session/single-sign-on";

export type Library = { handler(request: Request): Promise<Response> };

/**
 * The library over this workspace, for one request: making it costs about a millisecond, and it holds the context its
 * writes are done in. It is reached through our declared endpoints only; none of its own is open to the outside.
 */
export async function openLibrary(
  ctx: Ctx,
  provider: Provider | null = null,
  whenReset?: (user: { id: string; name: string; email: string }) => Promise<void>,
): Promise<Library> {
  const url = ctx.publicUrl();
  const { first, rotated } = await authSecrets(ctx.table);
  const addPerson = (person: { email: string; name: string }) =>
    joinUser(ctx, { ...person, name: person.name || person.email, role: provider?.newRole ?? "viewer" });
  const options = {
    appName: ctx.workspace.name,
    baseURL: url,
    basePath: BASE_PATH,
    secret: first,
    ...(rotated.length > 0 && { secrets: [...rotated] }),
    trustedOrigins: [url],
    database: tableAdapter({
      table: ctx.table,
      models: { user: userModel(ctx, addPerson), session: sessionModel(ctx) },
    }),
    telemetry: { enabled: false },
    // Guesses are counted before the library is asked, by person and by place.
    rateLimit: { enabled: false },
    logger: { level: "error", log: (_level, message) => ctx.log.error("sign-in.library", new Error(message)) },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: MIN_PASSWORD,
      maxPasswordLength: 200,
      password: { hash: hashPassword, verify: ({ hash, password }) => isPassword(password, hash) },
      resetPasswordTokenExpiresIn: RESET_MINUTES * 60,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: ({ user, token }) => sendResetMail(ctx, user, token),
      ...(whenReset && { onPasswordReset: ({ user }) => whenReset(user) }),
    },
    session: { expiresIn: SESSION_DAYS * 86_400, disableSessionRefresh: true },
    verification: { storeIdentifier: "hashed" },
    account: { accountLinking: { enabled: true, trustedProviders: [PROVIDER_ID] } },
    user: provider ? { validateUserInfo: providerRules(provider) } : {},
    databaseHooks: {
      session: { create: { before: async () => ({ data: { token: newSecret(TOKEN_PREFIX) } }) } },
      // What the provider hands out besides is of no use here, so it is not kept.
      account: {
        create: { before: async () => ({ data: { accessToken: null, refreshToken: null, idToken: null } }) },
        update: { before: async () => ({ data: { accessToken: null, refreshToken: null, idToken: null } }) },
      },
    },
    advanced: {
      cookiePrefix: "peyvand",
      useSecureCookies: false,
      defaultCookieAttributes: { secure: url.startsWith("https:"), httpOnly: true, sameSite: "lax" },
      database: { generateId: ({ model }) => (model === "session" ? ctx.newId("ses") : crypto.randomUUID()) },
      ipAddress: { ipAddressHeaders: ["x-peyvand-address"] },
    },
    plugins: [
      bearer(),
      twoFactor({ issuer: ctx.workspace.name, allowPasswordless: true }),
      ...(provider ? [genericOAuth({ config: [configOf(provider, url)] })] : []),
    ],
  } satisfies BetterAuthOptions;
  return betterAuth(options);
}

function configOf({ issuer, clientId, clientSecret }: Provider, url: string) {
  return {
    providerId: PROVIDER_ID,
    discoveryUrl: `${issuer.replace(/\/+$/, "")}/.well-known/openid-configuration`,
    clientId,
    clientSecret,
    scopes: ["openid", "email", "profile"],
    redirectURI: url + CALLBACK_PATH,
    pkce: true,
    requireIdTokenVerification: true,
  };
}
