import { escapeHtml } from "#core/platform/mail-frame.ts";

// Private letters stand for those that would make markup or a link of somebody's name.
const SEALS: Record<string, string> = {
  "*": "\uE000",
  "[": "\uE001",
  "]": "\uE002",
  "#": "\uE003",
  ":": "\uE004",
};
const OPENED = Object.fromEntries(Object.entries(SEALS).map(([letter, seal]) => [seal, letter]));
const OWN_LINK = /^https?:\/\/[^\s]+\/u\/[0-9A-Z]{26}\.[\w-]{22}$/;

/** A value as it stands in a text: what is in it is never markup. Links of our own stay links. */
export function sealed(value: unknown): string {
  if (value === null || value === undefined || typeof value === "object") return "";
  const text = String(value).replaceAll(/[\uE000-\uE004]/g, "");
  return OWN_LINK.test(text) ? text : text.replaceAll(/[*[\]#:]/g, (letter) => SEALS[letter] as string);
}

const opened = (text: string) => text.replaceAll(/[\uE000-\uE004]/g, (seal) => OPENED[seal] as string);

const LINK =
  /\[([^\]\n]{1,300})\]\(((?:https?:\/\/|mailto:|tel:)[^\s)]{1,2000})\)|(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]}،؛؟»])/g;
const BOLD = /\*\*([^*\n]{1,500})\*\*/g;

/** The plain text of a filled-in body: labels with their addresses, no signs. */
export function plainOf(body: string): string {
  const text = body
    .replaceAll(LINK, (whole, label, href) => (href ? (label === href ? href : `${label}: ${href}`) : whole))
    .replaceAll(BOLD, "$1")
    .replaceAll(/^#{1,3} /gm, "");
  return opened(text).trim();
}

/** A heading is one with an empty line after it, and without. */
const HEADING_LINE = /^#{1,3} [^\n]+$/gm;
const P = "margin:0 0 16px";
const HEADING = "margin:0 0 12px;font-size:20px;line-height:1.6";

/** The HTML of a filled-in body: paragraphs, headings, bold, links. Everything else is escaped. */
export function htmlOf(body: string): string {
  return body
    .replaceAll(HEADING_LINE, "\n$&\n")
    .trim()
    .split(/\n\s*\n/)
    .map((paragraph) => {
      const heading = /^#{1,3} ([^\n]+)$/.exec(paragraph.trim());
      return heading
        ? `<h1 style="${HEADING}">${inline(heading[1] as string)}</h1>`
        : `<p style="${P}">${inline(paragraph.trim()).replaceAll("\n", "<br>")}</p>`;
    })
    .join("\n");
}

function inline(text: string): string {
  let html = "";
  let at = 0;
  for (const found of text.matchAll(LINK)) {
    const [whole, label, target, bare] = found;
    const href = target ?? bare ?? "";
    html += bold(text.slice(at, found.index));
    html += `<a href="${escapeHtml(opened(href))}" style="color:#1d4ed8"${label ? "" : ' dir="ltr"'}>${bold(label ?? href)}</a>`;
    at = found.index + whole.length;
  }
  return html + bold(text.slice(at));
}

function bold(text: string): string {
  return opened(escapeHtml(text).replaceAll(BOLD, "<strong>$1</strong>"));
}
