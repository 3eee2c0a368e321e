import type * as z from "zod";
import { CrmError, type ErrorDetail, type ErrorKind } from "#core/platform/errors.ts";

const STATUS_OF: Record<ErrorKind, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  notFound: 404,
  conflict: 409,
  limit: 413,
  unavailable: 503,
};

/** Too much at once is told apart from too many in a time. */
const STATUS_OF_CODE: Record<string, number> = {
  "rate.limited": 429,
  "request.wrong_type": 415,
  "changes.removed": 410,
};

export function statusOf(error: CrmError): number {
  return STATUS_OF_CODE[error.code] ?? STATUS_OF[error.kind];
}

/** The body of an error answer: the contract's one shape. */
export function errorBody(error: CrmError, requestId: string) {
  return {
    error: { code: error.code, message: error.message, ...(error.details && { details: error.details }), requestId },
  };
}

/** A fixed text for what nobody foresaw: the log has the rest, under the request id. */
export function unexpected(): CrmError {
  return new CrmError(
    "unavailable",
    "server.unexpected",
    "Something went wrong on our side. Try again; if it stays, tell us the request id.",
  );
}

/** What zod refused, as the contract's details: where, which rule, what to do. */
export function invalidRequest(error: z.ZodError): CrmError {
  const details = error.issues.flatMap(detailsOf).slice(0, 50);
  return new CrmError(
    "invalid",
    "request.invalid",
    "Some fields are not as they should be; each is named in the details.",
    details,
  );
}

/** What an endpoint that takes no query parameters says to them. */
export function unknownParameters(names: readonly string[]): CrmError {
  return new CrmError(
    "invalid",
    "request.invalid",
    "This endpoint takes no query parameters.",
    names.slice(0, 50).map((name) => ({
      path: name.slice(0, 100),
      code: "unknown_field",
      message: "There is no such parameter.",
    })),
  );
}

function detailsOf(issue: z.core.$ZodIssue): ErrorDetail[] {
  const path = issue.path.map(String).join(".");
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      path: path ? `${path}.${key}` : key,
      code: "unknown_field",
      message: "There is no such field.",
    }));
  }
  return [{ path, code: issue.code, message: issue.message }];
}
