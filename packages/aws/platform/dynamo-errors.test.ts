import * as sdk from "@aws-sdk/client-dynamodb";
import { describe, expect, test } from "vitest";
import { TableError } from "#server/platform/table.ts";
import { toTableError } from "./dynamo-errors.ts";

const status = (httpStatusCode: number) => ({ $metadata: { httpStatusCode }, message: "said DynamoDB" });
const BAD = status(400);

function other(name: string, fault: "client" | "server", httpStatusCode: number, message = "said DynamoDB") {
  return new sdk.DynamoDBServiceException({ name, $fault: fault, message, $metadata: { httpStatusCode } });
}

function cancelled(...CancellationReasons: sdk.CancellationReason[]) {
  return new sdk.TransactionCanceledException({ ...BAD, CancellationReasons });
}

const network = (code: string) => Object.assign(new Error("socket"), { code });

describe("an error of the SDK", () => {
  test.for<[string, Error, string]>([
    ["a failed condition", new sdk.ConditionalCheckFailedException(BAD), "conditionFailed"],
    ["a conflict with a transaction", new sdk.TransactionConflictException(BAD), "conflict"],
    ["a conflict of replicas", new sdk.ReplicatedWriteConflictException(BAD), "conflict"],
    ["an earlier try still at work", new sdk.TransactionInProgressException(BAD), "timeout"],
    ["too much for the table", new sdk.ProvisionedThroughputExceededException(BAD), "throttled"],
    ["throttling", new sdk.ThrottlingException(BAD), "throttled"],
    ["too much for the account", new sdk.RequestLimitExceeded(BAD), "throttled"],
    ["a limit of the control plane", new sdk.LimitExceededException(BAD), "throttled"],
    ["status 429 under any name", other("Whatever", "client", 429), "throttled"],
    ["a token used for something else", new sdk.IdempotentParameterMismatchException(BAD), "invalid"],
    ["an unreadable request", other("SerializationException", "client", 400), "invalid"],
    ["a request refused", other("ValidationException", "client", 400, "Invalid KeyConditionExpression"), "invalid"],
    [
      "an item too large to put",
      other("ValidationException", "client", 400, "Item size has exceeded the maximum allowed size"),
      "tooLarge",
    ],
    [
      "an item that an update makes too large",
      other("ValidationException", "client", 400, "Item size to update has exceeded the maximum allowed size"),
      "tooLarge",
    ],
    ["a request too large", other("RequestEntityTooLargeException", "client", 413), "tooLarge"],
    ["an internal error", new sdk.InternalServerError(status(500)), "timeout"],
    ["an internal error without a status", new sdk.InternalServerError({ ...BAD, $metadata: {} }), "timeout"],
    ["an unavailable service", other("ServiceUnavailable", "server", 503), "timeout"],
    ["a connection reset", network("ECONNRESET"), "timeout"],
    ["a connection refused", network("ECONNREFUSED"), "timeout"],
    ["a name that does not resolve", network("EAI_AGAIN"), "timeout"],
    ["a time-out", Object.assign(new Error("slow"), { name: "TimeoutError" }), "timeout"],
    [
      "a wrong clock, set right meanwhile",
      Object.assign(other("InvalidSignatureException", "client", 400), {
        $metadata: { httpStatusCode: 400, clockSkewCorrected: true },
      }),
      "unavailable",
    ],
  ])("%s", ([, error, kind]) => {
    const mapped = toTableError(error);
    expect(mapped).toBeInstanceOf(TableError);
    expect(mapped).toMatchObject({ kind, failed: [] });
  });

  test.for<[string, unknown]>([
    ["a missing table", new sdk.ResourceNotFoundException(BAD)],
    ["missing rights", other("AccessDeniedException", "client", 400)],
    ["a wrong signature", other("InvalidSignatureException", "client", 400)],
    ["a bug", new TypeError("x is not a function")],
    ["a bug with a code", Object.assign(new TypeError("x"), { code: "ERR_INVALID_ARG_TYPE" })],
    ["something thrown that is no error", "text"],
    ["an error named like a property of every object", Object.assign(new Error("x"), { name: "constructor" })],
  ])("%s is left as it is", ([, error]) => {
    expect(toTableError(error)).toBe(error);
  });
});

describe("a cancelled transaction", () => {
  test("names every write whose condition failed, with the item as it is", () => {
    const item: sdk.CancellationReason["Item"] = {
      pk: { S: "p" },
      sk: { S: "s" },
      n: { N: "1.5" },
      yes: { BOOL: false },
      none: { NULL: true },
      list: { L: [{ S: "" }, { M: { deep: { N: "0" } } }] },
    };
    const mapped = toTableError(
      cancelled(
        { Code: "ConditionalCheckFailed", Item: item },
        { Code: "None" },
        { Code: "ConditionalCheckFailed", Message: "The conditional request failed" },
      ),
    );
    expect(mapped).toMatchObject({
      kind: "conditionFailed",
      failed: [
        { index: 0, item: { pk: "p", sk: "s", n: 1.5, yes: false, none: null, list: ["", { deep: 0 }] } },
        { index: 2, item: null },
      ],
    });
  });

  test.for<[string, sdk.CancellationReason[], string]>([
    ["a conflict", [{ Code: "None" }, { Code: "TransactionConflict" }], "conflict"],
    ["throttling of the table", [{ Code: "ProvisionedThroughputExceeded" }], "throttled"],
    ["throttling of the account", [{ Code: "ThrottlingError" }], "throttled"],
    ["a conflict beside throttling", [{ Code: "ThrottlingError" }, { Code: "TransactionConflict" }], "conflict"],
    [
      "a failed condition beside a conflict",
      [{ Code: "TransactionConflict" }, { Code: "ConditionalCheckFailed" }],
      "conditionFailed",
    ],
    [
      "a refused write beside a failed condition",
      [{ Code: "ConditionalCheckFailed" }, { Code: "ValidationError", Message: "Type mismatch for Index Key" }],
      "invalid",
    ],
    [
      "an item grown too large",
      [{ Code: "ValidationError", Message: "Item size to update has exceeded the maximum allowed size" }],
      "tooLarge",
    ],
  ])("%s", ([, reasons, kind]) => {
    expect(toTableError(cancelled(...reasons))).toMatchObject({ name: "TableError", kind });
  });

  test("for a reason nobody knows it is left as it is", () => {
    const error = cancelled({ Code: "None" }, { Code: "AccessDenied" });
    expect(toTableError(error)).toBe(error);
  });
});
