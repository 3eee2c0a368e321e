import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { endangered, heldOf, type Template } from "../../infra/release.ts";
import { FULL, synthesise } from "./synthesis.ts";

const FILE = join(import.meta.dirname, "../../infra/released/company.json");
let released: Template;
let now: Template;

beforeAll(() => {
  now = synthesise([FULL]).template(FULL.id);
  // At a release: PEYVAND_RELEASE=1 npx vitest run test/infra/upgrade.test.ts
  if (process.env.PEYVAND_RELEASE === "1") writeFileSync(FILE, `${JSON.stringify(heldOf(now), null, 2)}\n`);
  released = JSON.parse(readFileSync(FILE, "utf8"));
}, 180_000);

test("an upgrade from the last release endangers no table, bucket, identity or key", () => {
  expect(Object.values(released.Resources).map(({ Type }) => Type)).toEqual(
    expect.arrayContaining([
      "AWS::DynamoDB::GlobalTable",
      "AWS::S3::Bucket",
      "AWS::KMS::Key",
      "AWS::SES::EmailIdentity",
    ]),
  );
  expect(endangered(released, now)).toEqual([]);
});

// biome-ignore lint/suspicious/noExplicitAny: a test breaks a template wherever it likes.
type Loose = { [name: string]: any };

describe("is refused, with its reason:", () => {
  /** The template of now with its table changed. */
  const withTable = (change: (table: { [name: string]: never }) => void): Template => {
    const copy = structuredClone(now);
    const [table] = Object.values(copy.Resources).filter(({ Type }) => Type === "AWS::DynamoDB::GlobalTable");
    change(table!.Properties as { [name: string]: never });
    return copy;
  };

  test.for<[string, (properties: Loose) => void, string]>([
    ["another name", (table) => (table.TableName = "other"), "would be made anew: its TableName changed"],
    ["another key", (table) => table.KeySchema.pop(), "would be made anew: its KeySchema changed"],
    ["an index changed", (table) => (table.GlobalSecondaryIndexes[0].Projection = {}), "index directory changed"],
    ["two indexes gone", (table) => table.GlobalSecondaryIndexes.splice(0, 2), "one new or removed index an update"],
    ["no protection", (table) => (table.Replicas[0].DeletionProtectionEnabled = false), "no longer be protected"],
    ["no restoring", (table) => delete table.Replicas[0].PointInTimeRecoverySpecification, "restored to a point"],
    ["another stream", (table) => (table.StreamSpecification = {}), "its stream changed"],
  ])("a table with %s", ([, change, message]) => {
    expect(endangered(released, withTable(change as never)).join("\n")).toContain(message);
  });

  test.for(["AWS::DynamoDB::GlobalTable", "AWS::S3::Bucket", "AWS::KMS::Key", "AWS::SES::EmailIdentity"])(
    "a %s that is moved, so that its logical id is another, or is not retained",
    (type) => {
      const [id] = Object.entries(now.Resources).find(([, { Type }]) => Type === type)!;
      const { [id]: moved, ...others } = now.Resources;
      expect(endangered(released, { Resources: { ...others, Moved: moved! } }).join()).toContain(
        `${id} (${type}) would be`,
      );
      const unretained = { ...now.Resources, [id]: { ...moved!, DeletionPolicy: "Delete" } };
      expect(endangered(released, { Resources: unretained })).toEqual([
        `${id} would not be retained when it leaves the stack.`,
      ]);
    },
  );
});
