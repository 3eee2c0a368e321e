import { escapeHtml } from "#core/platform/mail-frame.ts";
import type { Ctx } from "#server/platform/context.ts";
import { isSame } from "#server/platform/secrets.ts";
import { readSigningKey } from "./settings-store.ts";

const MAC_BYTES = 16;
const TOKEN = /^([0-9A-HJKMNP-TV-Z]{26})\.([\w-]{22})$/;

async function macOf(ctx: Ctx, body: string): Promise<string> {
  const bytes = new TextEncoder();
  const secret = bytes.encode(await readSigningKey(ctx.table));
  const key = await crypto.subtle.importKey("raw", secret, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const mac = new Uint8Array(await crypto.subtle.sign("HMAC", key, bytes.encode(`preferences:${body}`)));
  return btoa(String.fromCharCode(...mac.slice(0, MAC_BYTES)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

/** Where a customer says what they wish to receive, without signing in: whoever has the link may. */
export async function unsubscribeLink(ctx: Ctx, customerId: string): Promise<string> {
  const body = customerId.slice(customerId.indexOf("_") + 1);
  return `${ctx.publicUrl()}/u/${body}.${await macOf(ctx, body)}`;
}

/** The customer a link stands for; null when it was not made here. */
export async function customerOfLink(ctx: Ctx, token: string): Promise<string | null> {
  const [, body, mac] = TOKEN.exec(token) ?? [];
  if (!body || !mac) return null;
  return isSame(mac, await macOf(ctx, body)) ? `cus_${body}` : null;
}

/** What stands below marketing mail: why it came and how to have it no more. */
export function footerOf(locale: "fa" | "en", company: string, link: string): { text: string; html: string } {
  const [why, stop] =
    locale === "fa"
      ? [`این نامه را ${company} برایتان فرستاده است.`, "لغو دریافت، یا انتخاب آنچه برایتان بیاید"]
      : [`${company} sent you this mail.`, "Unsubscribe or choose what you receive"];
  return {
    text: `${why}\n${stop}: ${link}`,
    html: `${escapeHtml(why)} <a ses:no-track href="${escapeHtml(link)}" style="color:#64748b">${escapeHtml(stop)}</a>`,
  };
}
