import { existsSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { tableDefinition } from "#aws/platform/table-definition.ts";
import { INDEXES } from "#server/platform/indexes.ts";
import { exceeded } from "../../infra/limits.ts";
import type { Resource, Template } from "../../infra/release.ts";
import { reportOf } from "../../infra/validation-report.ts";
import { DIST, FULL, LEAN, synthesise } from "./synthesis.ts";

let lean: Template;
let full: Template;
let made: ReturnType<typeof synthesise>;

beforeAll(() => {
  expect(existsSync(join(DIST, "aws/api/index.mjs")), "npm run build comes before this test").toBe(true);
  made = synthesise([LEAN, FULL]);
  lean = made.template(LEAN.id);
  full = made.template(FULL.id);
}, 180_000);

const all = (template: Template, type: string): Resource[] =>
  Object.values(template.Resources).filter(({ Type }) => Type === type);
const one = (template: Template, type: string) => all(template, type)[0]?.Properties as { [name: string]: never };
const doors = (template: Template) =>
  all(template, "AWS::Lambda::Function").filter(({ Properties }) => "FunctionName" in (Properties ?? {}));

test("the validation finds nothing, in either profile", () => {
  expect(reportOf(made.out)).toEqual([]);
});

test("the table is the one the server defines: on demand, streamed, restorable, protected, retained", () => {
  const definition = tableDefinition(INDEXES);
  const [table] = all(lean, "AWS::DynamoDB::GlobalTable");
  const { BillingMode, KeySchema, GlobalSecondaryIndexes, StreamSpecification, TimeToLiveSpecification } = definition;
  expect(table).toMatchObject({
    DeletionPolicy: "Retain",
    UpdateReplacePolicy: "Retain",
    Properties: {
      TableName: "peyvand-lean-co",
      BillingMode,
      KeySchema,
      StreamSpecification,
      TimeToLiveSpecification,
      Replicas: [
        {
          DeletionProtectionEnabled: true,
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 35 },
        },
      ],
    },
  });
  expect(table?.Properties?.GlobalSecondaryIndexes).toEqual(GlobalSecondaryIndexes);
});

test("every function is arm64 on Node 24 with a log that ends", () => {
  const names = doors(lean).map(({ Properties }) => Properties?.FunctionName);
  for (const name of ["api", "auth", "stream", "tick", "worker", "mail-events"])
    expect(names).toContain(`peyvand-lean-co-${name}`);
  for (const { Properties } of doors(lean))
    expect(Properties).toMatchObject({ Architectures: ["arm64"], Runtime: "nodejs24.x" });
  for (const { Properties } of all(full, "AWS::Logs::LogGroup")) expect(Properties?.RetentionInDays).toBe(90);
});

test("signing in has a door of its own, and everything else is the API's", () => {
  const routes = all(lean, "AWS::ApiGatewayV2::Route").map(({ Properties }) => String(Properties?.RouteKey));
  expect(routes.sort()).toEqual([
    "$default",
    "ANY /api/v1/password",
    "ANY /api/v1/password/{proxy+}",
    "ANY /api/v1/second-factor",
    "ANY /api/v1/second-factor/{proxy+}",
    "ANY /api/v1/session",
    "ANY /api/v1/session/{proxy+}",
    "ANY /api/v1/single-sign-on",
    "ANY /api/v1/single-sign-on/{proxy+}",
  ]);
});

test("the stream brings new change rows alone, says which failed, and parks what cannot be followed", () => {
  expect(one(lean, "AWS::Lambda::EventSourceMapping")).toMatchObject({
    FilterCriteria: {
      Filters: [{ Pattern: '{"eventName":["INSERT"],"dynamodb":{"NewImage":{"type":{"S":["change"]}}}}' }],
    },
    FunctionResponseTypes: ["ReportBatchItemFailures"],
    BisectBatchOnFunctionError: true,
    DestinationConfig: { OnFailure: { Destination: expect.anything() } },
  });
});

test("long work may call itself as often as it takes", () => {
  const worker = doors(lean).find(({ Properties }) => Properties?.FunctionName === "peyvand-lean-co-worker");
  expect(worker?.Properties).toMatchObject({ RecursiveLoop: "Allow", Timeout: 900 });
});

test("the minute and the night are schedules, the night at the company's own hour", () => {
  const schedules = all(full, "AWS::Scheduler::Schedule").map(({ Properties }) => Properties);
  expect(schedules).toMatchObject([
    { ScheduleExpression: "rate(1 minute)", Target: { Input: '{"peyvand":"tick"}' } },
    { ScheduleExpression: "cron(30 2 * * ? *)", ScheduleExpressionTimezone: "Europe/Berlin" },
  ]);
});

test("what becomes of messages comes straight from SES through EventBridge", () => {
  const outcomes = ["send", "reject", "delivery", "bounce", "complaint", "deliveryDelay"];
  const destinations = all(full, "AWS::SES::ConfigurationSetEventDestination").map(({ Properties }) => Properties);
  // Opens and clicks are told of mail that is sent under the second set alone.
  expect(destinations).toMatchObject([
    { EventDestination: { MatchingEventTypes: outcomes, EventBridgeDestination: expect.anything() } },
    { EventDestination: { MatchingEventTypes: [...outcomes, "open", "click"] } },
  ]);
  expect(one(full, "AWS::Events::Rule")).toMatchObject({
    EventPattern: {
      source: ["aws.ses"],
      detail: { mail: { tags: { "ses:configuration-set": ["peyvand-full-co", "peyvand-full-co-tracked"] } } },
    },
  });
  expect(one(full, "AWS::SES::EmailIdentity")).toMatchObject({ EmailIdentity: "crm.full.example" });
});

test("files are private, versioned and kept when the stack goes", () => {
  for (const bucket of all(lean, "AWS::S3::Bucket")) {
    expect(bucket.DeletionPolicy).toBe("Retain");
    expect(bucket.Properties?.PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
  }
  expect(all(lean, "AWS::S3::Bucket").map(({ Properties }) => Properties?.VersioningConfiguration)).toContainEqual({
    Status: "Enabled",
  });
});

test("lean has three alarms in words and nothing that costs at rest; guarded has it all", () => {
  const dear = [
    "AWS::KMS::Key",
    "AWS::SecretsManager::Secret",
    "AWS::CloudWatch::Dashboard",
    "AWS::WAFv2::WebACL",
    "AWS::EC2::VPC",
    "AWS::EC2::NatGateway",
    "AWS::Route53::HostedZone",
  ];
  expect(Object.values(lean.Resources).filter(({ Type }) => dear.includes(Type))).toEqual([]);
  const alarms = all(lean, "AWS::CloudWatch::Alarm");
  expect(alarms).toHaveLength(3);
  for (const { Properties } of alarms) {
    expect(String(Properties?.AlarmDescription)).toMatch(/docs\/operating\.md, «.+»/);
    // A metric of arithmetic would cost as often as it has terms.
    expect(Properties?.Metrics).toBeUndefined();
  }
  // The one queue is where lost records lie: nothing asks it.
  const mapped = all(lean, "AWS::Lambda::EventSourceMapping");
  expect(mapped).toHaveLength(1);
  const types = new Set(Object.values(full.Resources).map(({ Type }) => Type));
  expect([...types]).toEqual(expect.arrayContaining(["AWS::KMS::Key", "AWS::CloudWatch::Dashboard"]));
  expect(made.texts.get("peyvand-full-co-firewall")).toContain("AWS::WAFv2::WebACL");
});

test("no policy allows everything, and only functions that copy the workspace may scan", () => {
  const statements = all(lean, "AWS::IAM::Policy").flatMap(({ Properties }) => {
    const document = Properties?.PolicyDocument as { Statement: { Action: string | string[] }[] } | undefined;
    return (document?.Statement ?? []).map((statement) => ({ ...statement, of: String(Properties?.PolicyName) }));
  });
  const actions = statements.flatMap(({ Action, of }) => [Action].flat().map((action) => ({ action, of })));
  expect(actions.filter(({ action }) => action === "*" || /^\w+:\*$/.test(action))).toEqual([]);
  const scanning = actions.filter(({ action }) => action === "dynamodb:Scan").map(({ of }) => of.slice(0, 6));
  expect(scanning.sort()).toEqual(["ApiRol", "Worker"]);
  expect(actions.filter(({ action }) => /^dynamodb:(DeleteTable|UpdateTable|Create)/.test(action))).toEqual([]);
});

test("dashboard and API have one address, with security headers, and the API's 404 stays its own", () => {
  const { DistributionConfig: site } = one(full, "AWS::CloudFront::Distribution") as never as {
    DistributionConfig: { [name: string]: { [name: string]: unknown }[] & { [name: string]: unknown } };
  };
  expect(site.Aliases).toEqual(["crm.full.example"]);
  expect(site.CustomErrorResponses).toBeUndefined();
  expect(site.CacheBehaviors?.[0]).toMatchObject({
    PathPattern: "/api/*",
    ResponseHeadersPolicyId: expect.any(String),
  });
  const headers = JSON.stringify(one(full, "AWS::CloudFront::ResponseHeadersPolicy"));
  expect(headers).toContain("default-src 'none'");
  expect(site.DefaultCacheBehavior).toMatchObject({
    ResponseHeadersPolicyId: expect.anything(),
    ViewerProtocolPolicy: "redirect-to-https",
  });
});

describe("fifty companies", () => {
  test("of either profile, in an account by name, break no rule, keep CloudFormation's limits and share what is deployed", () => {
    const fifty = Array.from({ length: 50 }, (_, at) => ({
      ...(at % 5 === 0 ? { ...FULL, domain: `crm.co-${at}.example` } : LEAN),
      region: "eu-central-1",
      inbound: [at % 5 === 0 ? `in.crm.co-${at}.example` : `crm@co-${at}.example`],
      id: `co-${at}`,
    }));
    const { texts, out } = synthesise(fifty, { receiving: true, account: "123456789012" });
    expect(reportOf(out)).toEqual([]);
    const firewalls = 10;
    const receiving = 1;
    expect(texts.size).toBe(50 + firewalls + receiving);
    expect([...texts].flatMap(([name, text]) => exceeded(name, text))).toEqual([]);
    const assets = new Set([...texts.values()].flatMap((text) => text.match(/[0-9a-f]{64}\.zip/g) ?? []));
    const [one] = [...texts]
      .filter(([name]) => name === "peyvand-co-0")
      .map(([, text]) => text.match(/[0-9a-f]{64}\.zip/g));
    // Those of one company that has everything, and what writes across regions for its firewall.
    expect(assets.size).toBeLessThanOrEqual(new Set(one).size + 1);
  }, 240_000);
});

test("a template past CloudFormation's limits is told with the figure", () => {
  const Resources = Object.fromEntries(Array.from({ length: 501 }, (_, at) => [`R${at}`, {}]));
  expect(exceeded("peyvand-big", JSON.stringify({ Resources }))).toEqual([
    "peyvand-big has 501 resources; CloudFormation takes at most 500.",
  ]);
  expect(exceeded("peyvand-long", JSON.stringify({ Description: "x".repeat(1_000_001) }))[0]).toContain("bytes");
});
