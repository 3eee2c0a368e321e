import { existsSync } from "node:fs";
import { join } from "node:path";
import { type CfnElement, CfnOutput, Stack, type StackProps } from "aws-cdk-lib";
import * as deployment from "aws-cdk-lib/aws-s3-deployment";
import type { Construct } from "constructs";
import type { Company } from "../companies.ts";
import { accept, accountIn } from "../reasons.ts";
import { alarms } from "./alarms.ts";
import { companyApi } from "./api.ts";
import { filesBucket, webBucket } from "./buckets.ts";
import { companyBus, followStream, lostRecords } from "./delivery.ts";
import { functionName } from "./function-name.ts";
import { allow, type Doors, door, mayCall, mayUseTable } from "./functions.ts";
import { companyKey, dashboard } from "./guarded.ts";
import { companyInbound } from "./inbound.ts";
import { companyMail, configurationSetName, trackingSetName } from "./mail.ts";
import { schedules } from "./schedules.ts";
import { companySite, webFolder } from "./site.ts";
import { companyTable } from "./table.ts";

export type CompanyStackProps = StackProps & {
  company: Company;
  /** What `npm run build` built. */
  dist: string;
  firewallArn: string | undefined;
};

/** Everything one company has, and nothing it shares. */
export class CompanyStack extends Stack {
  constructor(scope: Construct, { company, dist, firewallArn, ...props }: CompanyStackProps) {
    super(scope, `peyvand-${company.id}`, {
      ...props,
      description: `Peyvand of ${company.id}: customers, conversations, everything`,
      terminationProtection: true,
    });
    const key = companyKey(this, company);
    const table = companyTable(this, company.id, key);
    const files = filesBucket(this, company, key);
    const bus = companyBus(this, company);
    const lost = lostRecords(this, company);
    const secrets = `/peyvand/${company.id}`;
    const doors: Doors = {
      folder: dist,
      company,
      environment: {
        PEYVAND_TABLE: table.tableName,
        PEYVAND_BUCKET: files.bucketName,
        PEYVAND_WORKER: functionName(company, "worker"),
        PEYVAND_BUS: bus.eventBusName,
        PEYVAND_SECRETS: secrets,
        PEYVAND_SES_CONFIGURATION_SET: configurationSetName(company),
        PEYVAND_SES_TRACKING_SET: trackingSetName(company),
        ...(company.inbound && { PEYVAND_MAIL_IN: company.inbound.join(",") }),
        ...(company.domain && {
          PEYVAND_URL: `https://${company.domain}`,
          PEYVAND_MAIL_FROM: `peyvand@${company.domain}`,
        }),
      },
    };
    const api = door(this, "api", doors, { memory: 1024, seconds: 29 });
    const stream = door(this, "stream", doors, { memory: 512, seconds: 300 });
    const tick = door(this, "tick", doors, { memory: 512, seconds: 300 });
    const worker = door(this, "worker", doors, { memory: 1769, seconds: 900, callsItself: true });
    const mail = door(this, "mail-events", doors, { memory: 512, seconds: 60 });
    const signIn = existsSync(join(dist, "aws/auth/index.mjs"))
      ? door(this, "auth", doors, { memory: 1769, seconds: 29 })
      : undefined;
    const received = company.inbound ? door(this, "inbound", doors, { memory: 1024, seconds: 60 }) : undefined;
    const all = [api, stream, tick, worker, mail, ...(signIn ? [signIn] : []), ...(received ? [received] : [])];

    for (const one of all) {
      mayUseTable(one, table);
      const parameters = this.formatArn({ service: "ssm", resource: "parameter", resourceName: secrets.slice(1) });
      allow(one, ["ssm:GetParametersByPath"], [parameters]);
    }
    // Who sends opens the settings' secrets; they are written through the API, and moved by what runs by itself.
    const settingsSecrets = `${secrets.slice(1)}/settings/*`;
    for (const one of [api, tick, worker]) {
      const below = this.formatArn({ service: "ssm", resource: "parameter", resourceName: settingsSecrets });
      allow(one, ["ssm:GetParameter", "ssm:PutParameter", "ssm:DeleteParameter"], [below]);
      accept(one.role!, {
        [`AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ssm:${company.region}:${accountIn(this)}:parameter/${settingsSecrets}]`]:
          "Secrets of this company's settings, whatever their names.",
      });
    }
    // Copies of the whole workspace, and migrations, read the table as a whole.
    for (const one of [api, worker]) allow(one, ["dynamodb:Scan"], [table.tableArn]);
    for (const one of [api, tick, worker]) {
      allow(one, ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"], [files.arnForObjects("*")]);
      allow(one, ["s3:ListBucket"], [files.bucketArn]);
      accept(one.role!, {
        [`AwsSolutions-IAM5[Resource::<${this.getLogicalId(files.node.defaultChild as CfnElement)}.Arn>/*]`]:
          "Files of this company's bucket, whatever their names.",
      });
    }
    for (const one of [api, stream, tick, worker]) mayCall(one, functionName(company, "worker"));
    bus.grantPutEventsTo(stream);
    const withKey = ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey", "kms:DescribeKey"];
    if (key) for (const one of all) allow(one, withKey, [key.keyArn]);

    followStream(stream, table, lost);
    schedules(this, company, tick);
    companyMail(this, company, { told: mail, senders: [api, tick, worker, ...(signIn ? [signIn] : [])] });
    if (received) companyInbound(this, company, received);
    const httpApi = companyApi(this, company, { api, signIn });
    const web = webBucket(this);
    const site = companySite(this, company, { web, files, api: httpApi, firewallArn });
    this.#bringDashboard(dist, web, site);
    alarms(this, company, { api: httpApi, tick, lost });
    dashboard(this, company, { api: httpApi, functions: all });
    new CfnOutput(this, "TableName", { value: table.tableName });
    new CfnOutput(this, "FilesBucket", { value: files.bucketName });
  }

  /** Files with their content in their names stay for a year; pages that name them are asked for each time. */
  #bringDashboard(
    dist: string,
    destinationBucket: deployment.BucketDeploymentProps["destinationBucket"],
    distribution: deployment.BucketDeploymentProps["distribution"],
  ): void {
    new deployment.BucketDeployment(this, "Dashboard-Files", {
      sources: [deployment.Source.asset(webFolder(dist))],
      destinationBucket,
      distribution,
      distributionPaths: ["/index.html"],
      cacheControl: [deployment.CacheControl.fromString("public, max-age=300, must-revalidate")],
      // Who has an older page open still finds the parts it names.
      prune: false,
      memoryLimit: 512,
    });
    const copier = this.node.children.find(({ node }) => node.id.startsWith("Custom::CDKBucketDeployment"))!;
    const library = `arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-${accountIn(this)}-${this.region}/*`;
    const own = `<${this.getLogicalId(destinationBucket.node.defaultChild as CfnElement)}.Arn>/*`;
    const why =
      "The construct library's own function, which runs only while a deployment brings the dashboard's files.";
    accept(copier, {
      "AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]": why,
      ...Object.fromEntries(
        ["GetObject*", "GetBucket*", "List*", "DeleteObject*", "Abort*"].map((action) => [
          `AwsSolutions-IAM5[Action::s3:${action}]`,
          why,
        ]),
      ),
      [`AwsSolutions-IAM5[Resource::${library}]`]: why,
      [`AwsSolutions-IAM5[Resource::${own}]`]: why,
      "AwsSolutions-L1": why,
      "AwsSolutions-IAM5[Resource::*]": `${why} CloudFront's invalidations know no narrower resource.`,
    });
  }
}
