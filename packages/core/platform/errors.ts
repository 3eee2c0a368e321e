/** What kind of refusal this is. The edge turns each kind into one HTTP status; nothing else knows statuses. */
export const ERROR_KINDS = [
  "invalid",
  "unauthenticated",
  "forbidden",
  "notFound",
  "conflict",
  "limit",
  "unavailable",
] as const;

export type ErrorKind = (typeof ERROR_KINDS)[number];

/** One thing that is wrong: where in the input (`path`, dotted), its own code and what to do about it. */
export type ErrorDetail = { path?: string; code?: string; message?: string; [more: string]: unknown };

/**
 * The one error the program throws on purpose. `code` is stable and is what the web translates by
 * (`customer.phone_invalid`); `message` is plain English that says what to do.
 */
export class CrmError extends Error {
  constructor(
    readonly kind: ErrorKind,
    readonly code: string,
    message: string,
    readonly details?: ErrorDetail[],
  ) {
    super(message);
    this.name = "CrmError";
  }
}

export function invalid(code: string, message: string, details?: ErrorDetail[]): CrmError {
  return new CrmError("invalid", code, message, details);
}

export function notFound(what: string): CrmError {
  return new CrmError("notFound", `${what}.not_found`, `There is no such ${what}, or you may not see it.`);
}

/** A lost race: somebody wrote since `version` was read. `current` is the record as it is now. */
export function versionConflict(what: string, current: unknown): CrmError {
  return new CrmError(
    "conflict",
    `${what}.version_conflict`,
    "Somebody changed this meanwhile. Read it again and retry.",
    [{ path: "version", current }],
  );
}

/** Too many in a time (429): `Retry-After` says in how many seconds the next may come. */
export function rateLimited(retryAfterSeconds: number): CrmError {
  return new CrmError("limit", "rate.limited", "Too many attempts. Wait a while, then try again.", [
    { path: "retryAfterSeconds", retryAfterSeconds },
  ]);
}
