import type { Profile } from "#core/people/customers/index.ts";
import { CrmError } from "#core/platform/errors.ts";
import { findSurvivors, planOfUpdate } from "#server/people/customers/index.ts";
import type { Platform } from "#server/platform/app.ts";
import { commit } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import { lookOf } from "#server/platform/look.ts";
import { systemContext } from "#server/platform/system-context.ts";
import { customerOfLink } from "./preferences-link.ts";
import { preferencesPage, strangerPage } from "./preferences-page.ts";

const MAX_BODY = 4_096;
const MAX_RACES = 5;
const CHANNELS = ["email", "sms"] as const;

type Wishes = { [channel in (typeof CHANNELS)[number]]?: "granted" | "denied" };

/**
 * The page behind the links in marketing mail: what a customer wishes to receive, without signing in. Looking changes nothing
 * (programs open links as well); a POST of RFC 8058 («List-Unsubscribe=One-Click») ends marketing mail at once.
 */
export async function servePreferences(platform: Platform, request: Request, token: string): Promise<Response> {
  const system = await systemContext(platform);
  const ctx: Ctx = { ...system, actor: { kind: "system", id: "preferences", name: "Preference page" } };
  const language = new URL(request.url).searchParams.get("lang");
  const asked = language === "fa" || language === "en" ? language : null;
  const profile = await findProfile(ctx, token);
  if (!profile) return page(strangerPage(asked ?? ctx.workspace.locale, lookOf(ctx.workspace)), 404);
  const locale = asked ?? profile.language ?? ctx.workspace.locale;
  if (request.method === "GET" || request.method === "HEAD")
    return page(preferencesPage(locale, lookOf(ctx.workspace), profile.consents, { token, saved: false }));
  if (request.method !== "POST") return page("", 405);
  const form = await readForm(request);
  if (!form) return page(strangerPage(locale, lookOf(ctx.workspace)), 413);
  const oneClick = form.get("List-Unsubscribe") === "One-Click";
  const saved = await keep(ctx, profile, wishesOf(form, oneClick));
  if (oneClick)
    return new Response("Unsubscribed.\n", {
      headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
    });
  return page(preferencesPage(locale, lookOf(ctx.workspace), saved.consents, { token, saved: true }));
}

function wishesOf(form: URLSearchParams, oneClick: boolean): Wishes {
  if (oneClick) return { email: "denied" };
  if (form.get("none") !== null) return { email: "denied", sms: "denied" };
  // A box that is not ticked says no in our own form alone: other programs' requests mean nothing.
  if (!["save", ...CHANNELS].some((name) => form.has(name))) return {};
  return Object.fromEntries(CHANNELS.map((channel) => [channel, form.get(channel) === "on" ? "granted" : "denied"]));
}

async function findProfile(ctx: Ctx, token: string): Promise<Profile | null> {
  const id = await customerOfLink(ctx, token);
  const [found] = id ? await findSurvivors(ctx.table, [id]) : [];
  return found?.survivor ?? null;
}

/** Written only where it differs; the customer's own word, with the moment and where it was said. */
async function keep(ctx: Ctx, read: Profile, wishes: Wishes): Promise<Profile> {
  let profile = read;
  for (let races = 0; ; races++) {
    const before = profile;
    const changed = CHANNELS.filter((channel) => wishes[channel] && before.consents[channel].state !== wishes[channel]);
    if (changed.length === 0) return profile;
    const now = ctx.now();
    const said = changed.map((channel) => [channel, { state: wishes[channel], at: now, source: "preference page" }]);
    const after = {
      ...profile,
      consents: { ...profile.consents, ...Object.fromEntries(said) },
      updatedAt: now,
    } as Profile;
    try {
      await commit(ctx, planOfUpdate(ctx, profile, after, "customer.updated"));
      return after;
    } catch (error) {
      const raced = error instanceof CrmError && error.kind === "conflict" && races < MAX_RACES;
      const [fresh] = raced ? await findSurvivors(ctx.table, [profile.id]) : [];
      if (!fresh) throw error;
      profile = fresh.survivor;
    }
  }
}

async function readForm(request: Request): Promise<URLSearchParams | null> {
  let text = "";
  const decoder = new TextDecoder();
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > MAX_BODY) return null;
  }
  // Some mail programs send the one click as a form of several parts.
  const oneClick = /name="List-Unsubscribe"\r?\n\r?\nOne-Click\r?\n/.test(text);
  return new URLSearchParams(oneClick ? "List-Unsubscribe=One-Click" : text);
}

const POLICY =
  "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

function page(html: string, status = 200): Response {
  return new Response(html, {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "content-security-policy": POLICY,
      // The link is a key: it is told to no other page.
      "referrer-policy": "no-referrer",
      "x-robots-tag": "noindex",
    },
  });
}
