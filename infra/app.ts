import { App, Tags, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { type Company, receivingIn } from "./companies.ts";
import { CompanyStack } from "./company/company-stack.ts";
import { FirewallStack } from "./company/firewall-stack.ts";
import { InboundStack } from "./inbound/inbound-stack.ts";

export type SynthesisOptions = {
  companies: readonly Company[];
  /** Whose mail the shared stacks receive: all of an account, whichever of them are synthesised. None unless said. */
  receiving?: readonly Company[];
  /** What `npm run build` built. */
  dist: string;
  /** Where the templates are written. */
  out: string;
  account?: string;
  /** Whether what is deployed is copied beside the templates; true unless said. Nothing can be deployed without. */
  staged?: boolean;
};

/** The stacks of these companies, with the rules they are held to. */
export function peyvandApp({ companies, receiving = [], dist, out, account, staged = true }: SynthesisOptions): App {
  const app = new App({
    outdir: out,
    // Nothing of the machine or its history in the templates: who synthesises twice gets the same.
    analyticsReporting: false,
    treeMetadata: false,
    context: { "aws:cdk:disable-asset-staging": !staged },
  });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  for (const company of companies) {
    const env = { region: company.region, ...(account && { account }) };
    const firewall =
      company.profile === "guarded"
        ? new FirewallStack(app, company, { env: { ...env, region: "us-east-1" }, crossRegionReferences: true })
        : undefined;
    const stack = new CompanyStack(app, {
      company,
      dist,
      firewallArn: firewall?.firewallArn,
      env,
      ...(firewall && { crossRegionReferences: true }),
    });
    for (const one of firewall ? [stack, firewall] : [stack]) Tags.of(one).add("peyvand", company.id);
  }
  for (const [region, those] of receivingIn(receiving))
    Tags.of(new InboundStack(app, those, { env: { region, ...(account && { account }) } })).add("peyvand", "inbound");
  return app;
}
