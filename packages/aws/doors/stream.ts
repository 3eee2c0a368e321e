import type { DynamoDBBatchResponse, DynamoDBRecord } from "aws-lambda";
import { SUBSCRIBERS, tellOutside } from "#server/app.ts";
import { follow } from "#server/platform/follow.ts";
import type { Item } from "#server/platform/table.ts";
import { type Attributes, itemFrom } from "../platform/attribute-values.ts";
import { createAwsPlatform } from "../platform/aws-platform.ts";
import { putEvents } from "../platform/put-events.ts";
import { has, WrongEvent } from "../platform/wrong-event.ts";

/** So long others outside are told of what came, before the minute's tick goes on with it. */
const TELLING_MS = 10_000;
let stopAt = Number.POSITIVE_INFINITY;

const { platform, environment, context, settled } = createAwsPlatform(() => Date.now() > stopAt);

/**
 * The table's stream → numbers, subscribers, the bus. Answers with the first record that is to come again; records
 * before it that come again as well do no harm. What can never be followed is parked and does not come again.
 */
export async function handler(event: unknown): Promise<DynamoDBBatchResponse> {
  stopAt = Number.POSITIVE_INFINITY;
  const records = recordsOf(event);
  const numberOf = new Map<Item, string>();
  for (const { eventName, dynamodb } of records) {
    if (eventName !== "INSERT" || dynamodb?.NewImage?.type?.S !== "change") continue;
    numberOf.set(itemFrom(dynamodb.NewImage as Attributes), String(dynamodb.SequenceNumber));
  }
  if (numberOf.size === 0) return { batchItemFailures: [] };
  const { followed, failed } = await follow(await context(), SUBSCRIBERS, [...numberOf.keys()]);
  if (environment.bus) {
    try {
      const unsent = await putEvents(environment.bus, followed);
      for (const row of unsent) failed.add(row);
    } catch (error) {
      platform.log.error("events.failed", error);
      for (const row of followed) failed.add(row);
    }
  }
  stopAt = Date.now() + TELLING_MS;
  await tellOutside(await context());
  await settled();
  const first = [...numberOf].find(([row]) => failed.has(row));
  return { batchItemFailures: first ? [{ itemIdentifier: first[1] }] : [] };
}

function recordsOf(event: unknown): DynamoDBRecord[] {
  if (!has(event, "Records") || !Array.isArray(event.Records))
    throw new WrongEvent("records of a table's stream", event);
  if (event.Records.some((record) => record?.eventSource !== "aws:dynamodb"))
    throw new WrongEvent("records of a table's stream", event.Records[0]);
  return event.Records;
}
