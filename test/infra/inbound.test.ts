import { beforeAll, describe, expect, test } from "vitest";
import { readCompanies } from "../../infra/companies.ts";
import type { Resource, Template } from "../../infra/release.ts";
import { reportOf } from "../../infra/validation-report.ts";
import { LEAN, synthesise } from "./synthesis.ts";

const ACME = { ...LEAN, id: "acme", inbound: ["crm@acme.example", "in.acme.example"] };
const BETA = { ...LEAN, id: "beta", inbound: ["sales@beta.example"] };
const WEST = { ...LEAN, id: "west", region: "us-west-2", inbound: ["crm@west.example"] };

let made: ReturnType<typeof synthesise>;
let shared: Template;
let acme: Template;

beforeAll(() => {
  made = synthesise([ACME, BETA, WEST, LEAN], { receiving: true });
  shared = made.template("inbound-eu-central-1");
  acme = made.template("acme");
}, 180_000);

const all = (template: Template, type: string): Resource[] =>
  Object.values(template.Resources).filter(({ Type }) => Type === type);

test("the validation finds nothing", () => {
  expect(reportOf(made.out)).toEqual([]);
});

test("one stack for a region, with a rule for each company of it that receives, and no function at all", () => {
  expect([...made.texts.keys()].filter((name) => name.includes("inbound")).sort()).toEqual([
    "peyvand-inbound-eu-central-1",
    "peyvand-inbound-us-west-2",
  ]);
  expect(all(shared, "AWS::SES::ReceiptRuleSet")).toMatchObject([{ Properties: { RuleSetName: "peyvand" } }]);
  const rules = all(shared, "AWS::SES::ReceiptRule").map(({ Properties }) => Properties?.Rule);
  expect(rules).toMatchObject([
    {
      Name: "acme",
      Recipients: ["crm@acme.example", "in.acme.example"],
      ScanEnabled: true,
      Enabled: true,
      Actions: [{ S3Action: { ObjectKeyPrefix: "acme/" } }],
    },
    { Name: "beta", Recipients: ["sales@beta.example"], Actions: [{ S3Action: { ObjectKeyPrefix: "beta/" } }] },
  ]);
  expect(all(shared, "AWS::Lambda::Function")).toEqual([]);
});

test("only SES, for this account's own rules, may lay mail into the bucket, which forgets it after thirty days", () => {
  const [bucket] = all(shared, "AWS::S3::Bucket");
  expect(bucket?.Properties).toMatchObject({
    LifecycleConfiguration: { Rules: [{ ExpirationInDays: 30, Status: "Enabled" }] },
    NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
    PublicAccessBlockConfiguration: { BlockPublicAcls: true },
  });
  const [policy] = all(shared, "AWS::S3::BucketPolicy");
  const document = policy?.Properties?.PolicyDocument as { Statement: { Effect: string }[] } | undefined;
  expect(document?.Statement.filter(({ Effect }) => Effect === "Allow")).toMatchObject([
    {
      Action: "s3:PutObject",
      Principal: { Service: "ses.amazonaws.com" },
      Condition: { StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } }, ArnLike: expect.anything() },
    },
  ]);
});

test("a company hears of its own mail and may read that alone; who receives none has no door for it", () => {
  const rule = all(acme, "AWS::Events::Rule").find(({ Properties }) => Properties?.Name === "peyvand-acme-inbound");
  expect(rule?.Properties?.EventPattern).toMatchObject({
    source: ["aws.s3"],
    "detail-type": ["Object Created"],
    detail: { object: { key: [{ prefix: "acme/" }] } },
  });
  expect(made.texts.get("peyvand-acme")).toMatch(/peyvand-inbound-[^"]*"[^\]]*eu-central-1\/acme\/\*"/);
  expect(made.texts.get("peyvand-acme")).toContain('"PEYVAND_MAIL_IN": "crm@acme.example,in.acme.example"');
  expect(made.texts.get("peyvand-lean-co")).not.toContain("inbound");
});

describe("the companies file", () => {
  const read = (...companies: object[]) => readCompanies(JSON.stringify({ companies }));
  const CERTIFICATE = "arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d-0000-4000-8000-000000000000";

  test.for<[string, object[], string]>([
    [
      "an address of two",
      [ACME, { ...BETA, inbound: ["crm@acme.example"] }],
      "Company 2 (beta): inbound crm@acme.example belongs to acme",
    ],
    [
      "an address in a domain that another receives, wherever it stands",
      [{ ...BETA, inbound: ["x@in.acme.example"] }, ACME],
      "Company 1 (beta): inbound x@in.acme.example belongs to acme, which receives all of in.acme.example",
    ],
    [
      "an address below another's own domain",
      [
        { ...LEAN, domain: "gamma.example", certificate: CERTIFICATE },
        { ...BETA, inbound: ["crm@mail.gamma.example"] },
      ],
      "belongs to lean-co",
    ],
    ["an address twice", [{ ...BETA, inbound: ["a@b.example", "a@b.example"] }], "names a@b.example twice"],
    ["what is no address", [{ ...BETA, inbound: ["Sales@Beta.example"] }], "is neither an address"],
    ["a region that only sends", [{ ...BETA, region: "me-central-1" }], "SES receives no mail in me-central-1"],
    ["an empty list", [{ ...BETA, inbound: [] }], "inbound"],
  ])("%s is refused, with its place", ([, companies, message]) => {
    expect(() => read(...companies)).toThrow(message);
  });

  test("more companies than SES has rules for are refused", () => {
    const many = Array.from({ length: 201 }, (_, at) => ({ ...LEAN, id: `co-${at}`, inbound: [`crm@c${at}.example`] }));
    expect(() => read(...many)).toThrow("Company 201 (co-200): inbound is one too many");
  });
});
