/** Pages of the app: scripts and styles are files of its own; a style attribute is what a chart's tooltip is made with. */
export const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** Data and files: nothing in them is run, whatever they say they are and however they are opened. */
export const DATA_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

/** What every answer says besides. */
const ALWAYS = Object.entries({
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
});

const A_YEAR_SECONDS = 31_536_000;

/**
 * Gives an answer the headers that keep a browser safe; what it says itself stands.
 * `isHttps`: it is reached over https, and from now on never otherwise.
 */
export function keepSafe(
  response: Response,
  { isHttps, requestId }: { isHttps: boolean; requestId: () => string },
): Response {
  const { headers } = response;
  for (const [name, value] of ALWAYS) if (!headers.has(name)) headers.set(name, value);
  if (!headers.has("content-security-policy")) headers.set("content-security-policy", DATA_POLICY);
  if (!headers.has("x-request-id")) headers.set("x-request-id", requestId());
  if (isHttps) headers.set("strict-transport-security", `max-age=${A_YEAR_SECONDS}`);
  return response;
}

/** `attachment` under a name that no browser, however old, reads as anything else (RFC 6266, RFC 8187). */
export function contentDisposition(fileName: string): string {
  const clean = fileName
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Cf}"\\/]/gu, "_")
    .slice(0, 200);
  const plain = clean.replaceAll(/[^\x20-\x7e]/g, "_").replaceAll("%", "_");
  const encoded = encodeURIComponent(clean).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
