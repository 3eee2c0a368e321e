import type * as z from "zod";
import { invalid, versionConflict } from "#core/platform/errors.ts";
import type { SingleSignOn, singleSignOnInputShape } from "#core/workspace/sign-in/index.ts";
import { commit } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import type { RawAnswer, RequestParts } from "#server/platform/routes.ts";
import { ask, insist } from "./ask.ts";
import { countGuess } from "./guesses.ts";
import { CALLBACK_PATH, openLibrary, PROVIDER_ID } from "./library.ts";
import type { Provider } from "./provider.ts";
import { seal, sealing, unsealAny } from "./seal.ts";
import { letIn } from "./sessions.ts";
import { authSecrets, getStoredSingleSignOn, putSingleSignOn, type StoredSingleSignOn } from "./store.ts";

const REACH_MS = 8_000;

export async function getSignInOptions(ctx: Ctx) {
  const { name, locale } = ctx.workspace;
  const { state } = await getStoredSingleSignOn(ctx.table);
  return { workspace: { name, locale }, singleSignOn: state?.isOn ? { name: state.name } : null };
}

export async function getSingleSignOn(ctx: Ctx): Promise<SingleSignOn> {
  const { state, version } = await getStoredSingleSignOn(ctx.table);
  return shown(ctx, state, version);
}

export async function setSingleSignOn(ctx: Ctx, input: z.output<typeof singleSignOnInputShape>): Promise<SingleSignOn> {
  const { state, version } = await getStoredSingleSignOn(ctx.table);
  if (input.version !== version) throw versionConflict("singleSignOn", shown(ctx, state, version));
  const { clientSecret, version: _, ...rest } = input;
  const issuer = input.issuer.replace(/\/+$/, "");
  const sealed =
    clientSecret === undefined ? state?.sealed : await seal(clientSecret, sealing(await authSecrets(ctx.table)));
  if (!sealed)
    throw invalid("singleSignOn.secret_missing", "Enter the client secret that the provider gave you.", [
      { path: "clientSecret", code: "singleSignOn.secret_missing" },
    ]);
  const next: StoredSingleSignOn = { ...rest, issuer, domains: [...new Set(input.domains)], sealed };
  if (next.isOn) await reach(issuer);
  const { sealed: _before, ...before } = state ?? { sealed: "" };
  const { sealed: _after, ...after } = next;
  await commit(ctx, {
    writes: [putSingleSignOn(next, version)],
    change: {
      entity: "singleSignOn",
      entityId: "singleSignOn",
      verb: "singleSignOn.changed",
      fields: { settings: { ...(state && { before }), after } },
    },
    refuse: () => versionConflict("singleSignOn", shown(ctx, state, version)),
  });
  return shown(ctx, next, version + 1);
}

function shown(ctx: Ctx, state: StoredSingleSignOn | null, version: number): SingleSignOn {
  const { sealed, ...rest } = state ?? {
    isOn: false,
    name: "",
    issuer: "",
    clientId: "",
    domains: [],
    newRole: null,
    sealed: "",
  };
  return { ...rest, hasSecret: sealed !== "", redirectUri: ctx.publicUrl() + CALLBACK_PATH, version };
}

/** What is turned on must be there, and be who it says it is. */
async function reach(issuer: string): Promise<void> {
  const refuse = () =>
    invalid(
      "singleSignOn.unreachable",
      "There is no OpenID provider at this address: its discovery document was not found.",
      [{ path: "issuer", code: "singleSignOn.unreachable" }],
    );
  const response = await fetch(`${issuer}/.well-known/openid-configuration`, {
    signal: AbortSignal.timeout(REACH_MS),
  }).catch(() => null);
  const found = (await response?.json().catch(() => null)) as { issuer?: unknown } | null | undefined;
  if (!response?.ok || String(found?.issuer ?? "").replace(/\/+$/, "") !== issuer) throw refuse();
}

async function providerOf(ctx: Ctx): Promise<Provider> {
  const { state } = await getStoredSingleSignOn(ctx.table);
  if (!state?.isOn) throw invalid("singleSignOn.off", "Single sign-on is not turned on here.");
  const { issuer, clientId, domains, newRole, sealed } = state;
  return { issuer, clientId, domains, newRole, clientSecret: await unsealAny(sealed, await authSecrets(ctx.table)) };
}

const startLimits = (address: string | null) => [{ name: `sso#${address ?? "unknown"}`, most: 60, minutes: 15 }];

export async function startSingleSignOn(ctx: Ctx, { next }: { next: string }, request: RequestParts) {
  await countGuess(ctx, startLimits(request.address));
  const library = await openLibrary(ctx, await providerOf(ctx));
  const body = {
    provider: PROVIDER_ID,
    callbackURL: ctx.publicUrl() + next,
    errorCallbackURL: `${ctx.publicUrl()}/sign-in`,
    disableRedirect: true,
  };
  const answer = await ask(ctx, library, request, "/sign-in/social", body);
  if (answer.data.code === "PROVIDER_NOT_FOUND")
    throw invalid("singleSignOn.unreachable", "The company's own sign-in does not answer just now.");
  insist(answer);
  for (const line of answer.lines) request.setCookie(line);
  return { url: String(answer.data.url) };
}

/** Always answers with a page to go to: who comes here is a browser. */
export async function finishSingleSignOn(
  ctx: Ctx,
  query: { [name: string]: unknown },
  request: RequestParts,
): Promise<RawAnswer> {
  if (typeof query.state !== "string") throw invalid("singleSignOn.state_missing", "Begin at the sign-in page.");
  const library = await openLibrary(ctx, await providerOf(ctx));
  const asked = new URLSearchParams();
  for (const name of ["code", "state", "error", "iss"]) {
    if (typeof query[name] === "string") asked.set(name, query[name]);
  }
  const answer = await ask(ctx, library, request, `/callback/${PROVIDER_ID}?${asked}`);
  const place = placeOf(ctx, answer.location);
  const problem = place.searchParams.get("error");
  if (answer.token === null || problem !== null) {
    for (const line of answer.lines) request.setCookie(line);
    return { bytes: "", location: `/sign-in?problem=${encodeURIComponent(problemOf(problem))}` };
  }
  await letIn(ctx, request, answer, { verb: "user.signedIn", vouched: true });
  return { bytes: "", location: place.pathname + place.search };
}

/** A page of ours, whatever the library was told. */
function placeOf(ctx: Ctx, location: string | null): URL {
  const home = new URL(ctx.publicUrl());
  const place = new URL(location ?? "/sign-in?error=unknown", home);
  return place.origin === home.origin ? place : home;
}

const PROBLEMS = ["domain_not_allowed", "email_not_verified", "not_invited", "access_denied"];

function problemOf(problem: string | null): string {
  return problem !== null && PROBLEMS.includes(problem) ? problem : "failed";
}
