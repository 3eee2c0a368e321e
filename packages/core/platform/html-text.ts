const SKIPPED = ["style", "script", "head", "title", "template"];
const BREAKS = new Set(["br", "p", "div", "tr", "li", "ul", "ol", "table", "blockquote", "hr", "h1", "h2", "h3", "h4"]);
const NAMED: { readonly [name: string]: string } = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  zwnj: "\u200c",
  zwj: "\u200d",
  rlm: "\u200f",
  lrm: "\u200e",
  laquo: "«",
  raquo: "»",
  hellip: "…",
  mdash: "—",
  ndash: "–",
  bull: "•",
  copy: "©",
  reg: "®",
  euro: "€",
};

/** What HTML says, as text: nothing of it is ever shown as HTML. One pass, whatever is unclosed or nested wrongly. */
export function textOfHtml(html: string): string {
  let text = "";
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf("<", at);
    if (open === -1) break;
    text += spaced(html.slice(at, open));
    if (html.startsWith("<!--", open)) {
      const end = html.indexOf("-->", open + 4);
      at = end === -1 ? html.length : end + 3;
      continue;
    }
    if (!/[a-z/!?]/i.test(html.charAt(open + 1))) {
      text += "<";
      at = open + 1;
      continue;
    }
    const close = html.indexOf(">", open);
    if (close === -1) {
      at = open;
      break;
    }
    const [, slash, name = ""] = /^<(\/?)([a-z][a-z0-9]*)/i.exec(html.slice(open, Math.min(open + 40, close))) ?? [];
    const tag = name.toLowerCase();
    at = close + 1;
    if (slash === "" && SKIPPED.includes(tag)) at = endOf(html, tag, at);
    else if (tag === "td" || tag === "th") text += " ";
    else if (BREAKS.has(tag)) text += tag === "li" && slash === "" ? "\n- " : "\n";
  }
  text += spaced(html.slice(at));
  return withEntities(text)
    .replace(/ ?\n ?/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

const spaced = (text: string) => text.replace(/\s+/g, " ");

/** After the end tag of what is not shown; all that follows is part of it when there is none. */
function endOf(html: string, tag: string, from: number): number {
  const end = new RegExp(`</${tag}[\\s>]`, "gi");
  end.lastIndex = from;
  const found = end.exec(html);
  if (!found) return html.length;
  const close = html.indexOf(">", found.index);
  return close === -1 ? html.length : close + 1;
}

function withEntities(text: string): string {
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,8});/gi, (whole, name: string) => {
    if (!name.startsWith("#")) return NAMED[name.toLowerCase()] ?? whole;
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code).toWellFormed() : "";
  });
}
