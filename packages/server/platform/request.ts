import type { Endpoint } from "#core/platform/endpoint.ts";
import { CrmError } from "#core/platform/errors.ts";
import { SESSION_COOKIE } from "./credentials.ts";
import { invalidRequest, unknownParameters } from "./http-errors.ts";

export const MAX_JSON_BYTES = 256 * 1024;
const HALF_LETTER = /\\u[dD][89a-fA-F]/;

/** `""` stands for a secret that has no possible form; null for none at all. */
export function secretOf(request: { headers: Headers }): { secret: string | null; byCookie: boolean } {
  const authorization = request.headers.get("authorization");
  if (authorization !== null) {
    const bearer = /^Bearer ([\x21-\x7e]{10,200})$/i.exec(authorization);
    return { secret: bearer?.[1] ?? "", byCookie: false };
  }
  const cookie = new RegExp(`(?:^|;\\s*)${SESSION_COOKIE}=([\\w-]{10,200})`).exec(request.headers.get("cookie") ?? "");
  return { secret: cookie?.[1] ?? null, byCookie: cookie !== null };
}

/** A browser sends the cookie by itself, so a request made by another site must not count. */
export function refuseCrossSite(request: Request): void {
  if (request.method === "GET") return;
  const origin = request.headers.get("origin");
  const site = request.headers.get("sec-fetch-site");
  // Browsers say it themselves, whatever host a proxy in between has put there; older ones say only their origin.
  const sameOrigin =
    site !== null
      ? site === "same-origin" || site === "none"
      : origin === null || hostOf(origin) === request.headers.get("host");
  if (!sameOrigin) throw new CrmError("forbidden", "auth.cross_site", "This request came from another site.");
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}

/** What the endpoint declares, in the shapes it declares; refuses everything else. */
export async function readInput(endpoint: Endpoint, request: Request, params: Record<string, string>) {
  const query = Object.fromEntries(new URL(request.url).searchParams);
  if (!endpoint.query && Object.keys(query).length > 0) throw unknownParameters(Object.keys(query));
  const body = endpoint.body ? withIfMatch(request, await readJson(request)) : undefined;
  return {
    params: endpoint.params ? parse(endpoint.params, params) : undefined,
    query: endpoint.query ? parse(endpoint.query, query) : undefined,
    body: endpoint.body ? parse(endpoint.body, body) : undefined,
  };
}

/** A merge patch may name the version it changes in `If-Match` instead of in its body. */
function withIfMatch(request: Request, body: unknown): unknown {
  const header = request.headers.get("if-match");
  if (request.method !== "PATCH" || header === null || typeof body !== "object" || body === null) return body;
  const version = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header)?.[1];
  if (version === undefined) {
    throw new CrmError("invalid", "request.if_match_invalid", 'If-Match names one version, such as "3".', [
      { path: "If-Match" },
    ]);
  }
  if ("version" in body && body.version !== Number(version)) {
    throw new CrmError("invalid", "request.versions_differ", "If-Match and the body name different versions.", [
      { path: "version" },
    ]);
  }
  return { ...body, version: Number(version) };
}

function parse(shape: NonNullable<Endpoint["body"]>, value: unknown): unknown {
  const parsed = shape.safeParse(value);
  if (!parsed.success) throw invalidRequest(parsed.error);
  return parsed.data;
}

async function readJson(request: Request): Promise<unknown> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/(merge-patch\+)?json\s*(;|$)/i.test(type)) {
    throw new CrmError("invalid", "request.wrong_type", "Send JSON, with content-type: application/json.");
  }
  const bytes = await readBounded(request);
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    // JSON can escape half of a letter; no store takes it.
    return JSON.parse(
      text,
      HALF_LETTER.test(text) ? (_, value) => (typeof value === "string" ? value.toWellFormed() : value) : undefined,
    );
  } catch {
    throw new CrmError("invalid", "request.not_json", "The body is not valid JSON in UTF-8.");
  }
}

async function readBounded(request: Request): Promise<Uint8Array> {
  const tooLarge = () =>
    new CrmError("limit", "request.too_large", "A JSON body may have 256 KB; send larger things as an upload.");
  if (Number(request.headers.get("content-length") ?? 0) > MAX_JSON_BYTES) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > MAX_JSON_BYTES) throw tooLarge();
    chunks.push(chunk);
  }
  const all = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.byteLength;
  }
  return all;
}
