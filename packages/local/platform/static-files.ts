import { readFile } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";
import { PAGE_POLICY } from "#server/platform/safe-headers.ts";

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".json": "application/json",
  ".woff2": "font/woff2",
  ".png": "image/png",
  ".ico": "image/x-icon",
};

/** Files of a built folder. A path without an ending is a page of the app and gets `index.html`. */
export function serveFolder(folder: string, prefix = "") {
  return async (path: string): Promise<Response | null> => {
    const decoded = decode(path.slice(prefix.length));
    if (decoded === null) return null;
    const wanted = normalize(decoded).replace(/^[/\\]+/, "");
    const name = extname(wanted) ? wanted : "index.html";
    const full = join(folder, name);
    if (!full.startsWith(folder + sep)) return null;
    const bytes = await readFile(full).catch(() => null);
    if (!bytes) return null;
    const cache = name.startsWith("assets/") ? "public, max-age=31536000, immutable" : "no-cache";
    const type = TYPES[extname(name)] ?? "application/octet-stream";
    const headers = { "content-type": type, "cache-control": cache, "content-security-policy": PAGE_POLICY };
    return new Response(bytes, { headers });
  };
}

/** Null for what is no percent-encoding. */
function decode(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}
