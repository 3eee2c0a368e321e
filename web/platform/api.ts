import type { CallOf, Endpoint, OutputOf } from "#core/platform/endpoint.ts";
import type { ErrorDetail } from "#core/platform/errors.ts";

export const API = "/api/v1";

/** A refusal of the server, or of the way to it (`network.unreachable`, status 0). */
export class ApiError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status: number,
    readonly details: ErrorDetail[] = [],
    readonly requestId: string | null = null,
  ) {
    super(message);
    this.name = "ApiError";
  }
}

type Parts = {
  params?: Record<string, string>;
  query?: Record<string, unknown>;
  body?: unknown;
};

type Options = { signal?: AbortSignal; idempotencyKey?: string };

let whenSignedOut: () => void = () => {};

/** What to do when the session has ended: the shell shows the sign-in page. */
export function onSignedOut(handle: () => void): void {
  whenSignedOut = handle;
}

let whenFactorIsAsked: () => void = () => {};

/** What to do when a second factor is asked of the person before anything else. */
export function onFactorAsked(handle: () => void): void {
  whenFactorIsAsked = handle;
}

/** Calls a declared endpoint. `call(getCustomer, { params: { id } })` answers with what it declares; throws ApiError. */
export async function call<E extends Endpoint>(
  endpoint: E,
  parts: CallOf<E>,
  options: Options = {},
): Promise<OutputOf<E>> {
  const { body } = parts as Parts;
  const response = await reach(addressOf(endpoint, parts as Parts), {
    method: endpoint.method,
    ...(options.signal && { signal: options.signal }),
    headers: {
      ...(body !== undefined && { "content-type": "application/json" }),
      ...(options.idempotencyKey && { "idempotency-key": options.idempotencyKey }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as OutputOf<E>;
  const error = await errorOf(response);
  if (error.status === 401 && endpoint.permission !== "public") whenSignedOut();
  if (error.code === "auth.second_factor_needed") whenFactorIsAsked();
  throw error;
}

/** The address of an endpoint, for a link or a download. */
export function addressOf(endpoint: Pick<Endpoint, "path">, parts: Parts = {}): string {
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(parts.params?.[name] ?? ""));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parts.query ?? {})) {
    if (value !== undefined && value !== null) query.set(name, String(value));
  }
  return API + path + (query.size > 0 ? `?${query}` : "");
}

async function reach(address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, init);
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
    throw new ApiError("network.unreachable", "The server cannot be reached.", 0);
  }
}

/** Reads an error answer, whatever stands between us and the server may have made of it. */
export async function errorOf(response: Response): Promise<ApiError> {
  const body = (await response.json().catch(() => null)) as {
    error?: { code?: string; message?: string; details?: ErrorDetail[]; requestId?: string };
  } | null;
  const { code, message, details, requestId } = body?.error ?? {};
  return new ApiError(
    code ?? `http.${response.status}`,
    message ?? `The server answered ${response.status}.`,
    response.status,
    details,
    requestId ?? response.headers.get("x-request-id"),
  );
}

/** Whether the server answered: what it refused may be sent again changed, which is another request under another key. */
export function isAnswered(error: unknown): boolean {
  return error instanceof ApiError && error.status > 0;
}

/** A key under which the server does a POST once, however often it arrives. */
export function newIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
