import type { Hono } from "hono";
import PostalMime, { type Email } from "postal-mime";
import { escapeHtml } from "#core/platform/mail-frame.ts";
import type { Config } from "../config.ts";
import type { Mailbox } from "./mailbox.ts";

const PAGE = 50;

/**
 * The pages of the mailbox: `/mailbox` lists, `/mailbox/{name}` shows one, `/mailbox/{name}/html` its HTML alone,
 * `/mailbox/{name}/source` the message as it is, `/mailbox/messages` a list as JSON.
 *
 * Who sits at this machine reads it freely, as they read the data folder. As soon as others could reach it (another HOST,
 * a public address, a proxy in front) it asks for an administrator's session or key.
 */
export function serveMailbox(mailbox: Mailbox, app: Hono, config: Pick<Config, "host" | "publicUrl">) {
  return async (request: Request): Promise<Response> => {
    if (request.method !== "GET" && request.method !== "HEAD") return text("Only reading is possible here.", 405);
    if (!isAtThisMachine(request, config) && !(await isAdministrator(request, app)))
      return text("Sign in as an administrator first: mail of everybody lies here.", 401);
    const url = new URL(request.url);
    const [, , name, part] = url.pathname.split("/");
    if (!name) return listPage(mailbox, url);
    if (name === "messages") return listAsJson(mailbox, url);
    const bytes = await mailbox.read(name);
    if (!bytes) return text("There is no such message.", 404);
    if (part === "source") return text(new TextDecoder().decode(bytes));
    const mail = await PostalMime.parse(bytes);
    if (part === "html") return htmlPart(mail);
    return part ? text("There is no such page.", 404) : messagePage(name, mail);
  };
}

const LOCAL = ["127.0.0.1", "::1", "[::1]", "localhost"];

/** The host is compared as well: a page elsewhere may have its name point at this machine. */
function isAtThisMachine(request: Request, { host, publicUrl }: Pick<Config, "host" | "publicUrl">): boolean {
  const proxied = ["forwarded", "x-forwarded-for", "x-forwarded-host", "via"].some((name) => request.headers.has(name));
  const isPublic = publicUrl !== undefined && !LOCAL.includes(new URL(publicUrl).hostname);
  return LOCAL.includes(host) && !isPublic && !proxied && LOCAL.includes(new URL(request.url).hostname);
}

async function isAdministrator(request: Request, app: Hono): Promise<boolean> {
  const headers = new Headers();
  for (const name of ["cookie", "authorization"]) {
    const value = request.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  const answer = await app.request(new Request(new URL("/api/v1/me", request.url), { headers }));
  if (!answer.ok) return false;
  const { permissions } = (await answer.json()) as { permissions: string[] };
  return permissions.includes("workspace.operate");
}

async function listed(mailbox: Mailbox, url: URL) {
  const limit = Math.min(200, Math.max(1, Number(url.searchParams.get("limit")) || PAGE));
  const { names, more } = await mailbox.list({ after: url.searchParams.get("after") ?? "", limit });
  const found = await Promise.all(
    names.map(async (name) => {
      const bytes = await mailbox.read(name);
      if (!bytes) return [];
      const mail = await PostalMime.parse(bytes);
      return [{ name, mail }];
    }),
  );
  return { found: found.flat(), next: more ? (names.at(-1) ?? null) : null };
}

async function listAsJson(mailbox: Mailbox, url: URL): Promise<Response> {
  const { found, next } = await listed(mailbox, url);
  const items = found.map(({ name, mail }) => ({
    id: name,
    channel: isText(mail) ? "sms" : "email",
    from: mail.from?.address ?? null,
    to: toOf(mail),
    subject: mail.subject ?? "",
    at: mail.date ?? null,
    text: mail.text ?? "",
    html: mail.html ?? null,
    headers: Object.fromEntries(mail.headers.map(({ key, value }) => [key, value])),
  }));
  return new Response(JSON.stringify({ items, nextCursor: next }), {
    headers: { "content-type": "application/json", "cache-control": "no-store" },
  });
}

async function listPage(mailbox: Mailbox, url: URL): Promise<Response> {
  const { found, next } = await listed(mailbox, url);
  const rows = found.map(({ name, mail }) => {
    const subject = isText(mail) ? (mail.text ?? "").trim().slice(0, 120) : mail.subject || "(no subject)";
    return `<li><a href="/mailbox/${name}"><span class="to" dir="ltr">${escapeHtml(toOf(mail))}</span><b dir="auto">${escapeHtml(subject)}</b><span class="kind">${isText(mail) ? "SMS" : "Email"}</span><time>${escapeHtml(shortTime(mail.date))}</time></a></li>`;
  });
  const body = rows.length
    ? `<ul>${rows.join("")}</ul>${next ? `<p><a class="more" href="/mailbox?after=${next}">Older</a></p>` : ""}`
    : "<p class=empty>Nothing has been sent yet. Mail and short messages that would go out appear here.</p>";
  return page("Mailbox", `<h1>Mailbox</h1><p class=lead>What would have gone out stays on this machine.</p>${body}`);
}

function messagePage(name: string, mail: Email): Response {
  const headers = mail.headers
    .map(({ key, value }) => `<tr><th>${escapeHtml(key)}</th><td dir="auto">${escapeHtml(value)}</td></tr>`)
    .join("");
  const attached = mail.attachments.map(({ filename }) => escapeHtml(filename ?? "attachment")).join(", ");
  const html = mail.html
    ? `<h2>HTML</h2><iframe src="/mailbox/${name}/html" title="The mail as HTML" sandbox="allow-popups allow-popups-to-escape-sandbox" referrerpolicy="no-referrer"></iframe>`
    : "";
  return page(
    mail.subject ?? "SMS",
    `<p><a class="more" href="/mailbox">← Mailbox</a></p><h1 dir="auto">${escapeHtml(mail.subject ?? "SMS")}</h1>
<p class="lead" dir="ltr">${escapeHtml(mail.from?.address ?? "")} → ${escapeHtml(toOf(mail))} · ${escapeHtml(shortTime(mail.date))}</p>
${html}<h2>Text</h2><pre dir="auto">${linked(mail.text ?? "")}</pre>${attached ? `<h2>Attached</h2><p>${attached}</p>` : ""}
<details><summary>Headers</summary><table>${headers}</table></details><p><a class="more" href="/mailbox/${name}/source">Source</a></p>`,
  );
}

/** It is somebody's HTML: no scripts, no forms, nothing of ours in reach. */
function htmlPart(mail: Email): Response {
  const policy =
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src data: https: http:; style-src 'unsafe-inline'; base-uri 'self'";
  return new Response(`<base target="_blank">${mail.html ?? ""}`, {
    headers: {
      ...COMMON,
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": policy,
      "x-frame-options": "SAMEORIGIN",
    },
  });
}

const COMMON = {
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  // A mail's HTML is shown inside its page.
  "x-frame-options": "SAMEORIGIN",
};

const isText = (mail: Email) => mail.headers.some(({ key, value }) => key === "x-peyvand-channel" && value === "sms");
const toOf = (mail: Email) =>
  mail.headers.find(({ key }) => key === "x-peyvand-channel")
    ? (mail.headers.find(({ key }) => key === "to")?.value ?? "")
    : (mail.to ?? []).map(({ address }) => address ?? "").join(", ");
const shortTime = (date: string | undefined) => (date ?? "").slice(0, 16).replace("T", " ");
const linked = (plain: string) =>
  escapeHtml(plain).replaceAll(/https?:\/\/[^\s&<>]+(?:&amp;[^\s&<>]+)*/g, (link) => `<a href="${link}">${link}</a>`);

function text(words: string, status = 200): Response {
  return new Response(words, { status, headers: { ...COMMON, "content-type": "text/plain; charset=utf-8" } });
}

const STYLE = `:root{color-scheme:light dark;--ink:#0f172a;--soft:#64748b;--line:#e2e8f0;--back:#f8fafc;--paper:#fff;--accent:#1d4ed8}
@media(prefers-color-scheme:dark){:root{--ink:#e2e8f0;--soft:#94a3b8;--line:#334155;--back:#0f172a;--paper:#1e293b;--accent:#93c5fd}}
*{box-sizing:border-box}body{margin:0 auto;max-width:56rem;padding:1.5rem 1rem;font:15px/1.7 Vazirmatn,Tahoma,system-ui,sans-serif;color:var(--ink);background:var(--back)}
h1{font-size:1.3rem;margin:.2rem 0;overflow-wrap:anywhere}h2{font-size:.95rem;margin:1.5rem 0 .5rem;color:var(--soft)}.lead,.empty,time,.kind,.to{color:var(--soft)}.lead{margin:0 0 1rem}
ul{list-style:none;margin:0;padding:0;background:var(--paper);border:1px solid var(--line);border-radius:8px}li+li{border-top:1px solid var(--line)}
li a{display:grid;grid-template-columns:14rem 1fr auto auto;gap:.75rem;padding:.6rem .9rem;color:inherit;text-decoration:none}li a:hover{background:var(--back)}li b{font-weight:600;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}.to{overflow:hidden;text-overflow:ellipsis}
@media(max-width:640px){li a{grid-template-columns:1fr auto;row-gap:0}li b{grid-column:1/-1;grid-row:2}}
a{color:var(--accent)}a:focus-visible{outline:2px solid var(--accent);outline-offset:2px}.more{text-decoration:none}
iframe{width:100%;height:32rem;border:1px solid var(--line);border-radius:8px;background:#fff}pre{white-space:pre-wrap;overflow-wrap:anywhere;background:var(--paper);border:1px solid var(--line);border-radius:8px;padding:1rem;font:inherit;margin:0}
table{border-collapse:collapse;font-size:13px}th{text-align:start;vertical-align:top;padding:.15rem .75rem .15rem 0;color:var(--soft);font-weight:400}td{overflow-wrap:anywhere}summary{cursor:pointer;margin-top:1.5rem}`;

function page(title: string, body: string): Response {
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escapeHtml(title)} · Peyvand</title><style>${STYLE}</style></head><body><main>${body}</main></body></html>`;
  const policy =
    "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; base-uri 'none'; frame-ancestors 'none'";
  return new Response(html, {
    headers: { ...COMMON, "content-type": "text/html; charset=utf-8", "content-security-policy": policy },
  });
}
