import { CfnOutput, RemovalPolicy, Stack } from "aws-cdk-lib";
import * as events from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import type { Function as LambdaDoor } from "aws-cdk-lib/aws-lambda";
import * as ses from "aws-cdk-lib/aws-ses";
import type { Construct } from "constructs";
import type { Company } from "../companies.ts";
import { allow } from "./functions.ts";

/** Under this name every message is sent, so that what became of it comes back to this company. */
export function configurationSetName({ id }: Company): string {
  return `peyvand-${id}`;
}

/** The domain mail is sent from, and what becomes of each message told straight to its door. */
export function companyMail(
  scope: Construct,
  company: Company,
  doors: { told: LambdaDoor; senders: readonly LambdaDoor[] },
): void {
  const set = new ses.ConfigurationSet(scope, "Mail", {
    configurationSetName: configurationSetName(company),
    tlsPolicy: ses.ConfigurationSetTlsPolicy.REQUIRE,
    reputationMetrics: false,
    suppressionReasons: ses.SuppressionReasons.BOUNCES_AND_COMPLAINTS,
  });
  set.addEventDestination("ToEvents", {
    // SES tells only an account's default bus.
    destination: ses.EventDestination.eventBus(events.EventBus.fromEventBusName(scope, "DefaultBus", "default")),
    events: [
      ses.EmailSendingEvent.SEND,
      ses.EmailSendingEvent.REJECT,
      ses.EmailSendingEvent.DELIVERY,
      ses.EmailSendingEvent.BOUNCE,
      ses.EmailSendingEvent.COMPLAINT,
      ses.EmailSendingEvent.DELIVERY_DELAY,
    ],
  });
  new events.Rule(scope, "MailEvents", {
    ruleName: `peyvand-${company.id}-mail`,
    description: "Peyvand: what became of messages this company sent",
    eventPattern: {
      source: ["aws.ses"],
      detail: { mail: { tags: { "ses:configuration-set": [configurationSetName(company)] } } },
    },
    targets: [new LambdaFunction(doors.told, { retryAttempts: 20 })],
  });
  if (!company.domain) return;
  const identity = new ses.EmailIdentity(scope, "Sender", {
    identity: ses.Identity.domain(company.domain),
    configurationSet: set,
  });
  identity.applyRemovalPolicy(RemovalPolicy.RETAIN);
  for (const sender of doors.senders) {
    const configuration = Stack.of(scope).formatArn({
      service: "ses",
      resource: "configuration-set",
      resourceName: configurationSetName(company),
    });
    allow(sender, ["ses:SendEmail", "ses:SendRawEmail"], [identity.emailIdentityArn, configuration]);
  }
  for (const [at, { name, value }] of identity.dkimRecords.entries())
    new CfnOutput(scope, `Dkim${at + 1}`, { value: `${name} CNAME ${value}`, description: "For the domain's zone" });
}
