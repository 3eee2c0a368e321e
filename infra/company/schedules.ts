import { type CfnElement, Duration, Stack, TimeZone } from "aws-cdk-lib";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import * as scheduler from "aws-cdk-lib/aws-scheduler";
import { LambdaInvoke } from "aws-cdk-lib/aws-scheduler-targets";
import type { Construct } from "constructs";
import type { Company } from "../companies.ts";
import { accept } from "../reasons.ts";

/** Every minute what is due, and once a night, at the company's own hour, what concerns everybody. */
export function schedules(scope: Construct, { id, zone }: Company, tick: IFunction): void {
  const call = (kind: "tick" | "nightly", retryAttempts: number) =>
    new LambdaInvoke(tick, {
      input: scheduler.ScheduleTargetInput.fromObject({ peyvand: kind }),
      retryAttempts,
      maxEventAge: Duration.minutes(kind === "tick" ? 1 : 60),
    });
  new scheduler.Schedule(scope, "Minute", {
    scheduleName: `peyvand-${id}-minute`,
    description: "Peyvand: does what is due",
    schedule: scheduler.ScheduleExpression.rate(Duration.minutes(1)),
    // The next minute asks the same question.
    target: call("tick", 0),
  });
  new scheduler.Schedule(scope, "Night", {
    scheduleName: `peyvand-${id}-night`,
    description: "Peyvand: what concerns everybody, once a night",
    schedule: scheduler.ScheduleExpression.cron({ minute: "30", hour: "2", timeZone: TimeZone.of(zone) }),
    target: call("nightly", 5),
  });
  const role = scope.node.children.find(({ node }) => node.id.startsWith("SchedulerRoleForTarget"))!;
  const door = Stack.of(scope).getLogicalId(tick.node.defaultChild as CfnElement);
  accept(role, { [`AwsSolutions-IAM5[Resource::<${door}.Arn>:*]`]: "This one function, whichever of its versions." });
}
