import { CrmError, rateLimited } from "#core/platform/errors.ts";
import type { Ctx } from "#server/platform/context.ts";
import { secretOf } from "#server/platform/request.ts";
import type { RequestParts } from "#server/platform/routes.ts";
import { BASE_PATH, type Library } from "./library.ts";

/** What the library answered. `token` is that of a session it began. */
export type Answer = {
  status: number;
  data: { [name: string]: unknown };
  token: string | null;
  /** Its own cookies, by name: of a device, of a step that is under way. */
  cookies: Map<string, string>;
  /** Those as they are to be set. */
  lines: string[];
  location: string | null;
};

const OWN_COOKIE = /^peyvand\.(?!session)/;

/** Asks the library what its endpoint at `path` does, as whoever sent the request. */
export async function ask(
  ctx: Ctx,
  library: Library,
  request: RequestParts,
  path: string,
  body?: object,
  more: ReadonlyMap<string, string> = new Map(),
): Promise<Answer> {
  const origin = new URL(ctx.publicUrl()).origin;
  const headers = new Headers({ origin, "x-peyvand-address": request.address ?? "" });
  const agent = request.headers.get("user-agent");
  if (agent) headers.set("user-agent", agent.slice(0, 300));
  const cookies = new Map([...ownCookies(request.headers), ...more]);
  if (cookies.size > 0) headers.set("cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "));
  const { secret } = secretOf(request);
  if (secret) headers.set("authorization", `Bearer ${secret}`);
  if (body) headers.set("content-type", "application/json");
  const response = await library.handler(
    new Request(ctx.publicUrl() + BASE_PATH + path, {
      method: body ? "POST" : "GET",
      headers,
      redirect: "manual",
      ...(body && { body: JSON.stringify(body) }),
    }),
  );
  return read(response);
}

function ownCookies(headers: Headers): [string, string][] {
  const pairs = (headers.get("cookie") ?? "").split(/;\s*/).map((pair) => pair.split(/=(.*)/s) as [string, string]);
  return pairs.filter(([name, value]) => OWN_COOKIE.test(name) && value !== undefined);
}

async function read(response: Response): Promise<Answer> {
  const lines = response.headers.getSetCookie().filter((line) => OWN_COOKIE.test(line));
  const signed = response.headers.get("set-auth-token");
  const data = (await response.json().catch(() => ({}))) as Answer["data"] | null;
  return {
    status: response.status,
    data: data ?? {},
    // The library signs what its cookies hold; the token is what stands before the signature.
    token: signed ? (decodeURIComponent(signed).split(".")[0] ?? null) : null,
    cookies: new Map(lines.map((line) => line.split(";")[0]?.split(/=(.*)/s) as [string, string])),
    lines,
    location: response.headers.get("location"),
  };
}

const REFUSALS: Record<string, () => CrmError> = {
  INVALID_EMAIL_OR_PASSWORD: wrongCredentials,
  INVALID_EMAIL: wrongCredentials,
  PASSWORD_TOO_LONG: wrongCredentials,
  INVALID_PASSWORD: () =>
    new CrmError("invalid", "auth.password_wrong", "The password is wrong.", [
      { path: "password", code: "auth.password_wrong" },
    ]),
  INVALID_CODE: wrongCode,
  INVALID_BACKUP_CODE: wrongCode,
  ACCOUNT_TEMPORARILY_LOCKED: () => rateLimited(15 * 60),
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: () => rateLimited(60),
  INVALID_TOKEN: () =>
    new CrmError("invalid", "auth.link_invalid", "This link was used before, or its time is over. Ask for a new one."),
  TOTP_NOT_ENABLED: notBegun,
  TWO_FACTOR_NOT_ENABLED: notBegun,
  TOTP_ALREADY_ENABLED: () =>
    new CrmError("conflict", "auth.second_factor_on", "The second factor is on already. Turn it off first."),
};

/** Refuses in our words what the library refused. */
export function insist(answer: Answer): Answer {
  if (answer.status < 400) return answer;
  const known = REFUSALS[String(answer.data.code)];
  if (known) throw known();
  if (answer.status === 401)
    throw new CrmError("unauthenticated", "auth.required", "Sign in again: this session has ended.");
  throw new Error(`Sign-in answered ${answer.status}: ${String(answer.data.code)}`);
}

export function wrongCredentials(): CrmError {
  return new CrmError("unauthenticated", "auth.wrong_credentials", "The email or the password is wrong.");
}

export function wrongCode(): CrmError {
  return new CrmError("unauthenticated", "auth.code_wrong", "This code is wrong, or its time is over.", [
    { path: "code", code: "auth.code_wrong" },
  ]);
}

function notBegun(): CrmError {
  return new CrmError("conflict", "auth.second_factor_off", "The second factor is not on. Begin it first.");
}
