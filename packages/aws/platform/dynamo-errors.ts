import type { CancellationReason } from "@aws-sdk/client-dynamodb";
import { TableError, type TableErrorKind } from "#server/platform/table.ts";
import { itemFrom } from "./attribute-values.ts";

/** What is known of an error of the SDK. By name and not by class: a bundle may hold the classes twice. */
type SdkError = Error & {
  code?: string;
  /** Some of DynamoDB's errors spell it so, and their `message` is then «UnknownError». */
  Message?: string;
  $fault?: "client" | "server";
  $metadata?: { httpStatusCode?: number; clockSkewCorrected?: boolean };
  CancellationReasons?: CancellationReason[];
};

const KIND_OF_NAME: { readonly [name: string]: TableErrorKind } = {
  ConditionalCheckFailedException: "conditionFailed",
  TransactionConflictException: "conflict",
  ReplicatedWriteConflictException: "conflict",
  // An earlier try of this very call is still at work: nobody knows yet how it will end.
  TransactionInProgressException: "timeout",
  ProvisionedThroughputExceededException: "throttled",
  ThrottlingException: "throttled",
  RequestLimitExceeded: "throttled",
  LimitExceededException: "throttled",
  IdempotentParameterMismatchException: "invalid",
  SerializationException: "invalid",
  TimeoutError: "timeout",
};

const KIND_OF_REASON: { readonly [code: string]: TableErrorKind } = {
  ConditionalCheckFailed: "conditionFailed",
  TransactionConflict: "conflict",
  ProvisionedThroughputExceeded: "throttled",
  ThrottlingError: "throttled",
};

const NETWORK_CODES = new Set([
  "ECONNRESET",
  "ECONNREFUSED",
  "ECONNABORTED",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ERR_STREAM_PREMATURE_CLOSE",
]);

/**
 * The `TableError` for what the SDK threw; the same error when it is none of the table's business
 * (no rights, no such table, a bug), which nobody should retry.
 */
export function toTableError(thrown: unknown): unknown {
  if (!(thrown instanceof Error)) return thrown;
  const error: SdkError = thrown;
  if (error.name === "TransactionCanceledException") return fromReasons(error);
  const kind = kindOf(error);
  return kind ? new TableError(kind, `${error.name}: ${error.Message ?? error.message}`) : error;
}

function kindOf(error: SdkError): TableErrorKind | undefined {
  if (error.name === "ValidationException") return kindOfValidation(error.message);
  const status = error.$metadata?.httpStatusCode ?? 0;
  if (status === 413) return "tooLarge";
  if (status === 429) return "throttled";
  if (Object.hasOwn(KIND_OF_NAME, error.name)) return KIND_OF_NAME[error.name];
  if (status >= 500 || error.$fault === "server") return "timeout";
  if (error.code && NETWORK_CODES.has(error.code)) return "timeout";
  // The SDK has just set its clock by the server's: the next try is signed correctly.
  if (error.$metadata?.clockSkewCorrected) return "unavailable";
}

function kindOfValidation(message: string): TableErrorKind {
  return /exceeded the maximum (allowed )?size|cannot exceed 4 ?MB/i.test(message) ? "tooLarge" : "invalid";
}

// What no repetition mends goes first; a failed condition was decided on what is stored, so it outweighs a conflict.
function fromReasons(error: SdkError): unknown {
  const reasons = error.CancellationReasons ?? [];
  const codes = reasons.map(({ Code }) => Code ?? "None");
  const message = `${error.name}: ${codes.join(", ")}`;
  const refused = reasons.find(({ Code }) => Code === "ValidationError");
  if (refused) return new TableError(kindOfValidation(refused.Message ?? ""), `${message}: ${refused.Message}`);
  const kinds = codes.map((code) => (Object.hasOwn(KIND_OF_REASON, code) ? KIND_OF_REASON[code] : undefined));
  const kind = (["conditionFailed", "conflict", "throttled"] as const).find((wanted) => kinds.includes(wanted));
  if (!kind) return error;
  const failed = reasons.flatMap(({ Item }, index) =>
    kinds[index] === "conditionFailed" ? [{ index, item: Item ? itemFrom(Item) : null }] : [],
  );
  return new TableError(kind, message, failed);
}
