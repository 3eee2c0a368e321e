import { Stack } from "aws-cdk-lib";
import type { IConstruct } from "constructs";

/** The set of rules that is active in an account and region. */
export const RULE_SET = "peyvand";

/** The bucket that a region's mail is laid into: known by name to each company's stack. */
export function inboundBucketName(construct: IConstruct): string {
  const { account, region } = Stack.of(construct);
  return `peyvand-inbound-${account}-${region}`;
}

/** Where a company's mail lies in it. */
export function prefixOf({ id }: { id: string }): string {
  return `${id}/`;
}
