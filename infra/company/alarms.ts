import { Duration } from "aws-cdk-lib";
import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import * as cloudwatch from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import * as sns from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import type { Company } from "../companies.ts";

type Watched = { api: HttpApi; tick: IFunction; lost: IQueue };

/** Ten cents a month each, so there are three, and each says in words what to do. */
export function alarms(scope: Construct, { id, operator }: Company, { api, tick, lost }: Watched): void {
  const topic = new sns.Topic(scope, "Alarms", { topicName: `peyvand-${id}-alarms`, enforceSSL: true });
  if (operator) topic.addSubscription(new EmailSubscription(operator));
  const every = (period: Duration) => ({ period, statistic: "Sum" });
  const all = [
    new cloudwatch.Alarm(scope, "AlarmApi", {
      alarmName: `peyvand-${id}-api-fails`,
      alarmDescription:
        "People get errors: five requests in five minutes were answered with 5xx. Look into the log " +
        `/peyvand/${id}/api for «request.failed»; if it began with a deployment, roll back. docs/operating.md, «The API fails».`,
      metric: api.metricServerError(every(Duration.minutes(5))),
      threshold: 5,
      evaluationPeriods: 1,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    }),
    new cloudwatch.Alarm(scope, "AlarmLost", {
      alarmName: `peyvand-${id}-changes-lost`,
      alarmDescription:
        "Search, counts or the bus may lack changes: the stream's function gave up on some. What people wrote is safe. Find " +
        `the cause in /peyvand/${id}/stream, then rebuild. docs/operating.md, «Changes were lost».`,
      metric: lost.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5), statistic: "Maximum" }),
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    }),
    new cloudwatch.Alarm(scope, "AlarmMinute", {
      alarmName: `peyvand-${id}-minute-fails`,
      alarmDescription:
        "Reminders and scheduled work are late: the function of the minute has failed in ten of fifteen minutes. Look into " +
        `/peyvand/${id}/tick. Nothing is lost, it is made up for. docs/operating.md, «The minute fails».`,
      metric: tick.metricErrors(every(Duration.minutes(15))),
      threshold: 10,
      evaluationPeriods: 1,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    }),
  ];
  for (const alarm of all) alarm.addAlarmAction(new SnsAction(topic));
}
