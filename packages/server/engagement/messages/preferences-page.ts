import type { Profile } from "#core/people/customers/index.ts";
import { escapeHtml } from "#core/platform/mail-frame.ts";
import type { Look } from "#server/platform/look.ts";

const WORDS = {
  fa: {
    title: "پیام‌های ما به شما",
    lead: "خودتان بگویید چه چیزی از ما بگیرید. پیام‌هایی که چشم‌به‌راهشان هستید، مانند رسید و یادآوری قرار، همیشه می‌آیند.",
    email: "خبرها و پیشنهادها با ایمیل",
    sms: "خبرها و پیشنهادها با پیامک",
    save: "ثبت",
    none: "هیچ پیام تبلیغاتی نمی‌خواهم",
    saved: "ثبت شد. از همین حالا همین‌گونه است.",
    stranger: "این پیوند درست نیست",
    strangerText: "شاید کامل رونویسی نشده باشد. پیوند را از خود نامه باز کنید.",
    other: "English",
  },
  en: {
    title: "What you receive from us",
    lead: "You decide what you get from us. Messages that you are waiting for, such as receipts and reminders of appointments, always come.",
    email: "News and offers by email",
    sms: "News and offers by SMS",
    save: "Save",
    none: "No marketing messages at all",
    saved: "Saved. It holds from this moment.",
    stranger: "This link is not right",
    strangerText: "Perhaps it was not copied whole. Open it from the mail itself.",
    other: "فارسی",
  },
} as const;

type Locale = keyof typeof WORDS;

/** One form, without scripts; it works in any browser there is. */
export function preferencesPage(
  locale: Locale,
  look: Look,
  consents: Pick<Profile["consents"], "email" | "sms">,
  { token, saved }: { token: string; saved: boolean },
): string {
  const words = WORDS[locale];
  const box = (channel: "email" | "sms") =>
    `<label><input type="checkbox" name="${channel}"${consents[channel].state === "granted" ? " checked" : ""}> <span>${words[channel]}</span></label>`;
  const other = locale === "fa" ? "en" : "fa";
  return document(
    locale,
    look,
    words.title,
    `${saved ? `<p class="saved" role="status">${words.saved}</p>` : ""}<p>${words.lead}</p>
<form method="post" action="/u/${escapeHtml(token)}?lang=${locale}"><input type="hidden" name="save" value="1">${box("email")}${box("sms")}
<button>${words.save}</button><button class="quiet" name="none" value="1">${words.none}</button></form>
<p class="other"><a href="/u/${escapeHtml(token)}?lang=${other}" lang="${other}">${words.other}</a></p>`,
  );
}

export function strangerPage(locale: Locale, look: Look): string {
  const words = WORDS[locale];
  return document(locale, look, words.stranger, `<p>${words.strangerText}</p>`);
}

const styleOf = ({
  shades: { light, dark },
}: Look) => `:root{color-scheme:light dark;--ink:#17211f;--soft:#5c6b68;--line:#d9e0de;--back:#f6f8f7;--paper:#fff;--accent:${light.accent};--on:${light.on}}
@media(prefers-color-scheme:dark){:root{--ink:#e4ebe9;--soft:#9db0ac;--line:#33413e;--back:#121816;--paper:#1b2422;--accent:${dark.accent};--on:${dark.on}}}
*{box-sizing:border-box}body{margin:0;min-height:100vh;display:grid;place-items:center;padding:1.5rem 1rem;background:var(--back);color:var(--ink);font:16px/1.9 Vazirmatn,Tahoma,"Segoe UI",Roboto,sans-serif}
main{width:100%;max-width:30rem;background:var(--paper);border:1px solid var(--line);border-radius:16px;padding:1.75rem}
.company img{display:block;height:40px;max-width:100%}.company{color:var(--soft);margin:0 0 .25rem;font-size:.9rem}h1{font-size:1.35rem;line-height:1.5;margin:0 0 .75rem}p{margin:0 0 1rem}
label{display:flex;gap:.75rem;align-items:center;padding:.7rem .9rem;border:1px solid var(--line);border-radius:10px;margin-bottom:.6rem;cursor:pointer}
input{width:1.15rem;height:1.15rem;accent-color:var(--accent);flex:none}
button{font:inherit;font-weight:600;width:100%;padding:.6rem 1rem;margin-top:.6rem;border-radius:10px;border:1px solid var(--accent);background:var(--accent);color:var(--on);cursor:pointer}
button.quiet{background:none;color:var(--ink);border-color:var(--line);font-weight:500}.saved{background:color-mix(in srgb,var(--accent) 14%,transparent);border-radius:10px;padding:.6rem .9rem}
.other{margin:1.25rem 0 0;text-align:center}a{color:var(--accent)}:focus-visible{outline:2px solid var(--accent);outline-offset:2px}`;

function document(locale: Locale, look: Look, title: string, body: string): string {
  return `<!doctype html>
<html lang="${locale}" dir="${locale === "fa" ? "rtl" : "ltr"}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">
<title>${escapeHtml(title)} · ${escapeHtml(look.name)}</title><style>${styleOf(look)}</style></head>
<body><main><p class="company"><bdi>${signOf(look)}</bdi></p><h1>${escapeHtml(title)}</h1>
${body}</main></body></html>
`;
}

function signOf({ name, logo }: Look): string {
  return logo ? `<img src="${escapeHtml(logo)}" alt="${escapeHtml(name)}">` : escapeHtml(name);
}
