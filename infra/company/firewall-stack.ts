import { Stack, type StackProps } from "aws-cdk-lib";
import * as waf from "aws-cdk-lib/aws-wafv2";
import type { Construct } from "constructs";
import type { Company } from "../companies.ts";

/** CloudFront takes firewalls of us-east-1 alone, wherever the company is: so it is a stack of its own. */
export class FirewallStack extends Stack {
  readonly firewallArn: string;

  constructor(scope: Construct, { id }: Company, props: StackProps) {
    super(scope, `peyvand-${id}-firewall`, props);
    const seen = (metricName: string) => ({
      cloudWatchMetricsEnabled: true,
      metricName,
      sampledRequestsEnabled: false,
    });
    const firewall = new waf.CfnWebACL(this, "Firewall", {
      name: `peyvand-${id}`,
      scope: "CLOUDFRONT",
      defaultAction: { allow: {} },
      visibilityConfig: seen(`peyvand-${id}`),
      rules: [
        {
          name: "too-many",
          priority: 0,
          action: { block: {} },
          statement: { rateBasedStatement: { limit: 3000, aggregateKeyType: "IP" } },
          visibilityConfig: seen("too-many"),
        },
        {
          name: "known-bad",
          priority: 1,
          overrideAction: { none: {} },
          statement: {
            managedRuleGroupStatement: { vendorName: "AWS", name: "AWSManagedRulesKnownBadInputsRuleSet" },
          },
          visibilityConfig: seen("known-bad"),
        },
      ],
    });
    this.firewallArn = firewall.attrArn;
  }
}
