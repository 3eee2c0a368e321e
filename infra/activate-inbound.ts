import { DescribeActiveReceiptRuleSetCommand, SESClient, SetActiveReceiptRuleSetCommand } from "@aws-sdk/client-ses";
import { companiesIn, receivingIn } from "./companies.ts";
import { RULE_SET } from "./inbound/names.ts";

/**
 * `node activate-inbound.mjs COMPANIES on|off`: makes our rules the active ones of each region, which CloudFormation cannot, or takes
 * that back. Another set that is active stays: somebody else's mail depends on it.
 */
const [file, wanted] = process.argv.slice(2);
for (const region of receivingIn(companiesIn(String(file))).keys()) {
  const client = new SESClient({ region });
  const { Metadata } = await client.send(new DescribeActiveReceiptRuleSetCommand({}));
  const active = Metadata?.Name;
  if (wanted === "off") {
    if (active === RULE_SET) await client.send(new SetActiveReceiptRuleSetCommand({}));
  } else if (active === undefined) {
    await client.send(new SetActiveReceiptRuleSetCommand({ RuleSetName: RULE_SET }));
    process.stdout.write(`${region}: mail is received from now on\n`);
  } else if (active !== RULE_SET) {
    process.stderr.write(
      `${region}: the receipt rules «${active}» are active, and SES has one such set in a region. Move what they do into another ` +
        `region or account, or add our rules to them by hand; then: aws ses set-active-receipt-rule-set --rule-set-name ${RULE_SET}\n`,
    );
    process.exitCode = 1;
  }
}
