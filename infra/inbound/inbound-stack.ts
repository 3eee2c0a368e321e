import { CfnOutput, Duration, Stack, type StackProps } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import * as s3 from "aws-cdk-lib/aws-s3";
import * as ses from "aws-cdk-lib/aws-ses";
import type { Construct } from "constructs";
import type { Company } from "../companies.ts";
import { NO_ACCESS_LOGS, PRIVATE } from "../company/buckets.ts";
import { accept } from "../reasons.ts";
import { inboundBucketName, prefixOf, RULE_SET } from "./names.ts";

const KEPT_DAYS = 30;

/**
 * What receives mail for all companies of an account and region: SES has one active set of rules there. Each company's mail is laid
 * under its own prefix; S3 tells of it on the default bus, and the company's own stack does the rest.
 */
export class InboundStack extends Stack {
  constructor(scope: Construct, companies: readonly Company[], props: StackProps & { env: { region: string } }) {
    super(scope, `peyvand-inbound-${props.env.region}`, {
      ...props,
      stackName: "peyvand-inbound",
      description: "Peyvand: incoming mail of all companies of this account and region",
      terminationProtection: true,
    });
    const bucket = new s3.Bucket(this, "Mail", {
      ...PRIVATE,
      bucketName: inboundBucketName(this),
      encryption: s3.BucketEncryption.S3_MANAGED,
      lifecycleRules: [{ id: "read-mail", expiration: Duration.days(KEPT_DAYS) }],
    });
    // The construct would bring a function of its own for this one setting.
    (bucket.node.defaultChild as s3.CfnBucket).notificationConfiguration = {
      eventBridgeConfiguration: { eventBridgeEnabled: true },
    };
    accept(bucket, { "AwsSolutions-S1": NO_ACCESS_LOGS });
    const rules = this.formatArn({
      service: "ses",
      resource: "receipt-rule-set",
      resourceName: `${RULE_SET}:receipt-rule/*`,
    });
    bucket.addToResourcePolicy(
      new iam.PolicyStatement({
        actions: ["s3:PutObject"],
        principals: [new iam.ServicePrincipal("ses.amazonaws.com")],
        resources: [bucket.arnForObjects("*")],
        conditions: { StringEquals: { "aws:SourceAccount": this.account }, ArnLike: { "aws:SourceArn": rules } },
      }),
    );
    const set = new ses.ReceiptRuleSet(this, "Rules", { receiptRuleSetName: RULE_SET });
    for (const company of companies) {
      const rule = set.addRule(company.id, {
        receiptRuleName: company.id,
        recipients: [...(company.inbound ?? [])],
        // SES tells in the mail's headers what it thinks of spam, viruses and forged senders.
        scanEnabled: true,
        actions: [
          { bind: () => ({ s3Action: { bucketName: bucket.bucketName, objectKeyPrefix: prefixOf(company) } }) },
        ],
      });
      // SES tries at once whether it may write there.
      rule.node.addDependency(bucket.policy!);
    }
    new CfnOutput(this, "MailExchanger", {
      value: `10 inbound-smtp.${this.region}.amazonaws.com`,
      description: "The MX record of every domain that receives",
    });
  }
}
