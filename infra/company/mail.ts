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

/** Under this one goes mail of which it shall be known that it was opened and which of its links were followed. */
export function trackingSetName({ id }: Company): string {
  return `peyvand-${id}-tracked`;
}

const OUTCOMES = [
  ses.EmailSendingEvent.SEND,
  ses.EmailSendingEvent.REJECT,
  ses.EmailSendingEvent.DELIVERY,
  ses.EmailSendingEvent.BOUNCE,
  ses.EmailSendingEvent.COMPLAINT,
  ses.EmailSendingEvent.DELIVERY_DELAY,
];
/** A set that tells of these makes SES put a picture and links of its own into each mail. */
const TRACKING = [ses.EmailSendingEvent.OPEN, ses.EmailSendingEvent.CLICK];

/** The domain mail is sent from, and what becomes of each message told straight to its door. */
export function companyMail(
  scope: Construct,
  company: Company,
  doors: { told: LambdaDoor; senders: readonly LambdaDoor[] },
): void {
  // SES tells only an account's default bus.
  const told = ses.EventDestination.eventBus(events.EventBus.fromEventBusName(scope, "DefaultBus", "default"));
  const setOf = (id: string, configurationSetName: string, those: ses.EmailSendingEvent[]) => {
    const made = new ses.ConfigurationSet(scope, id, {
      configurationSetName,
      tlsPolicy: ses.ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: false,
      suppressionReasons: ses.SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
    made.addEventDestination("ToEvents", { destination: told, events: those });
    return made;
  };
  const set = setOf("Mail", configurationSetName(company), OUTCOMES);
  setOf("TrackedMail", trackingSetName(company), [...OUTCOMES, ...TRACKING]);
  const sets = [configurationSetName(company), trackingSetName(company)];
  new events.Rule(scope, "MailEvents", {
    ruleName: `peyvand-${company.id}-mail`,
    description: "Peyvand: what became of messages this company sent",
    eventPattern: {
      source: ["aws.ses"],
      detail: { mail: { tags: { "ses:configuration-set": sets } } },
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
    const configurations = sets.map((resourceName) =>
      Stack.of(scope).formatArn({ service: "ses", resource: "configuration-set", resourceName }),
    );
    allow(sender, ["ses:SendEmail", "ses:SendRawEmail"], [identity.emailIdentityArn, ...configurations]);
  }
  for (const [at, { name, value }] of identity.dkimRecords.entries())
    new CfnOutput(scope, `Dkim${at + 1}`, { value: `${name} CNAME ${value}`, description: "For the domain's zone" });
}
