import { Duration } from "aws-cdk-lib";
import type { ITableV2 } from "aws-cdk-lib/aws-dynamodb";
import * as events from "aws-cdk-lib/aws-events";
import * as lambda from "aws-cdk-lib/aws-lambda";
import { DynamoEventSource, SqsDlq } from "aws-cdk-lib/aws-lambda-event-sources";
import * as sqs from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import type { Company } from "../companies.ts";
import { accept } from "../reasons.ts";

/** On it other systems of the company hear of every change: ids and names of fields. */
export function companyBus(scope: Construct, { id }: Company): events.EventBus {
  return new events.EventBus(scope, "Bus", { eventBusName: `peyvand-${id}` });
}

/** Where records lie that the stream's door could not follow, so that somebody is told. Nobody polls it. */
export function lostRecords(scope: Construct, { id }: Company): sqs.Queue {
  const queue = new sqs.Queue(scope, "LostRecords", {
    queueName: `peyvand-${id}-lost-records`,
    retentionPeriod: Duration.days(14),
    enforceSSL: true,
    encryption: sqs.QueueEncryption.SQS_MANAGED,
  });
  accept(queue, { "AwsSolutions-SQS3": "It is the dead-letter queue." });
  return queue;
}

/** Feeds new change rows, and nothing else of the table's stream, to the door that follows them. */
export function followStream(stream: lambda.Function, table: ITableV2, lost: sqs.IQueue): void {
  stream.addEventSource(
    new DynamoEventSource(table, {
      startingPosition: lambda.StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      filters: [
        lambda.FilterCriteria.filter({
          eventName: lambda.FilterRule.isEqual("INSERT"),
          dynamodb: { NewImage: { type: { S: lambda.FilterRule.isEqual("change") } } },
        }),
      ],
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
      // With pauses that grow this is most of a day of a table that cannot be reached.
      retryAttempts: 100,
      maxRecordAge: Duration.hours(23),
      onFailure: new SqsDlq(lost),
    }),
  );
  accept(stream.role!, {
    "AwsSolutions-IAM5[Resource::*]": "Listing streams knows no narrower resource; reading is of this table's alone.",
  });
}
