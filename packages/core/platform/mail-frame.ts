/** What every mail we send as HTML looks like. `locale` decides its direction. */
export type MailFrame = {
  locale: "fa" | "en";
  html: string;
  footer?: string;
  preheader?: string;
  /** Whose mail it is: their name or logo above the text, their colour above that. */
  look?: { name: string; logoUrl: string | null; accent: string };
};

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] as string);
}

const LINK = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]}،؛؟»]/g;

/** Plain text as HTML: paragraphs at empty lines, line breaks kept, addresses of pages as links. */
export function htmlOfText(text: string): string {
  return text
    .trim()
    .split(/\n\s*\n/)
    .map((paragraph) => `<p style="margin:0 0 16px">${linked(paragraph).replaceAll("\n", "<br>")}</p>`)
    .join("\n");
}

function linked(text: string): string {
  let html = "";
  let at = 0;
  for (const { 0: link, index } of text.matchAll(LINK)) {
    html += escapeHtml(text.slice(at, index));
    html += `<a href="${escapeHtml(link)}" style="color:#1d4ed8" dir="ltr">${escapeHtml(link)}</a>`;
    at = index + link.length;
  }
  return html + escapeHtml(text.slice(at));
}

/**
 * A whole HTML document around the body of a mail. Clients strip `html` and `body` and know few rules of style, so
 * direction and alignment stand on the table cell that holds the text, as attributes and as styles.
 */
export function frameMail({ locale, html, footer, preheader, look }: MailFrame): string {
  const [dir, align] = locale === "fa" ? ["rtl", "right"] : ["ltr", "left"];
  const font = "Vazirmatn,Tahoma,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
  const cell = `dir="${dir}" align="${align}" style="direction:${dir};text-align:${align};font-family:${font};`;
  const small = footer
    ? `\n<tr><td ${cell}padding:16px 24px 24px;font-size:12px;line-height:1.9;color:#64748b;border-top:1px solid #e2e8f0">${footer}</td></tr>`
    : "";
  const sign = look?.logoUrl
    ? `<img src="${escapeHtml(look.logoUrl)}" alt="${escapeHtml(look.name)}" height="36" style="display:inline-block;height:36px;max-width:240px;border:0">`
    : escapeHtml(look?.name ?? "");
  const head = look
    ? `<tr><td ${cell}padding:20px 24px 0;font-size:15px;font-weight:bold;color:${look.accent};border-top:4px solid ${look.accent};border-radius:8px 8px 0 0">${sign}</td></tr>\n`
    : "";
  const hidden = preheader
    ? `<div style="display:none;max-height:0;overflow:hidden" dir="${dir}">${escapeHtml(preheader)}</div>\n`
    : "";
  return `<!doctype html>
<html lang="${locale}" dir="${dir}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light">
</head>
<body dir="${dir}" style="margin:0;padding:0;background:#f8fafc">
${hidden}<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" dir="${dir}" style="background:#f8fafc">
<tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" dir="${dir}" style="max-width:600px;background:#ffffff;border:1px solid #e2e8f0;border-radius:8px">
${head}<tr><td ${cell}padding:24px;font-size:15px;line-height:1.9;color:#0f172a">
${html}
</td></tr>${small}
</table>
</td></tr>
</table>
</body>
</html>
`;
}
