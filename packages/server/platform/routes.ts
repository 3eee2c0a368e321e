import type { Endpoint, InputOf, OutputOf } from "#core/platform/endpoint.ts";
import type { Ctx } from "./context.ts";
import type { Files } from "./files.ts";

/** What a handler may need of the request besides its validated input. */
export type RequestParts = {
  body: AsyncIterable<Uint8Array> | null;
  /** Sets the session cookie, or takes it away when null. */
  setSession(token: string | null, maxAgeSeconds?: number): void;
  /** The hash of the credential this request came with. */
  credentialHash: string | null;
  /** Whether a second factor is asked of the one who asks, who has none. */
  lacksFactor: boolean;
  headers: Headers;
  /** The address it came from, as far as the proxies in front can be believed. */
  address: string | null;
  /** One `Set-Cookie` line more. */
  setCookie(line: string): void;
};

export type Handler<E extends Endpoint> = (
  ctx: Ctx,
  input: InputOf<E>,
  request: RequestParts,
) => Promise<OutputOf<E> extends undefined ? RawAnswer | undefined : OutputOf<E>>;

/** An answer that is not JSON. */
export type RawAnswer = {
  bytes: AsyncIterable<Uint8Array> | string;
  /** Where the browser is sent instead, with 302. */
  location?: string;
  /** A stored file that another address than the server's may hand out. */
  stored?: { files: Files; name: string };
  fileName?: string;
  /** Where it is not always the same: in place of what the endpoint declares. */
  type?: string;
  /** Pages of others, such as a mail program's, may show it. */
  shownAnywhere?: boolean;
};

export type Route = { endpoint: Endpoint; handle: Handler<Endpoint> };

/** Binds a declared endpoint to what it does: one line per endpoint in a room's `routes.ts`. */
export function route<E extends Endpoint>(endpoint: E, handle: Handler<E>): Route {
  return { endpoint, handle: handle as unknown as Handler<Endpoint> };
}

/** A stored file as an answer; null when there is none. */
export async function handOut(files: Files, name: string): Promise<RawAnswer | null> {
  // Where another address hands it out its bytes are not read here.
  if (files.downloadAddress) return (await files.size(name)) === null ? null : { bytes: "", stored: { files, name } };
  const file = await files.read(name);
  return file && { bytes: file.stream };
}
