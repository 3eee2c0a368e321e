import { Stack, Token } from "aws-cdk-lib";
import * as events from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import type { Function as LambdaDoor } from "aws-cdk-lib/aws-lambda";
import type { Construct } from "constructs";
import type { Company } from "../companies.ts";
import { inboundBucketName, prefixOf } from "../inbound/names.ts";
import { accept, accountIn } from "../reasons.ts";
import { allow } from "./functions.ts";

/** Mail that the shared stack laid down for this company, told straight to its door, which may read that and no other company's. */
export function companyInbound(scope: Construct, company: Company, received: LambdaDoor): void {
  const bucketName = inboundBucketName(scope);
  const stack = Stack.of(scope);
  const partition = Token.isUnresolved(stack.partition) ? "<AWS::Partition>" : stack.partition;
  allow(received, ["s3:GetObject"], [`arn:${stack.partition}:s3:::${bucketName}/${prefixOf(company)}*`]);
  accept(received.role!, {
    [`AwsSolutions-IAM5[Resource::arn:${partition}:s3:::peyvand-inbound-${accountIn(scope)}-${stack.region}/${prefixOf(company)}*]`]:
      "This company's mail, whatever SES named it.",
  });
  new events.Rule(scope, "MailReceived", {
    ruleName: `peyvand-${company.id}-inbound`,
    description: "Peyvand: mail came for this company",
    eventPattern: {
      source: ["aws.s3"],
      detailType: ["Object Created"],
      detail: { bucket: { name: [bucketName] }, object: { key: [{ prefix: prefixOf(company) }] } },
    },
    targets: [new LambdaFunction(received, { retryAttempts: 50 })],
  });
}
