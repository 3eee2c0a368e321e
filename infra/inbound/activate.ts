import { DescribeActiveReceiptRuleSetCommand, SESClient, SetActiveReceiptRuleSetCommand } from "@aws-sdk/client-ses";
import { RULE_SET } from "./names.ts";

/**
 * Makes our rules the active ones of a region, which CloudFormation cannot, or takes that back. Another set that is active stays,
 * since somebody else's mail depends on it: then the answer says what to do, else null.
 */
export async function activate(region: string, wanted: "on" | "off"): Promise<string | null> {
  const client = new SESClient({ region });
  const active = (await client.send(new DescribeActiveReceiptRuleSetCommand({}))).Metadata?.Name;
  if (wanted === "off") {
    if (active === RULE_SET) await client.send(new SetActiveReceiptRuleSetCommand({}));
    return null;
  }
  if (active === RULE_SET) return null;
  if (active === undefined) {
    await client.send(new SetActiveReceiptRuleSetCommand({ RuleSetName: RULE_SET }));
    return null;
  }
  return (
    `${region}: the receipt rules «${active}» are active, and SES has one such set in a region. Move what they do into another ` +
    "region or account; then run this again."
  );
}
