import { isDeepStrictEqual } from "node:util";

type Properties = { [name: string]: unknown };
export type Resource = {
  Type: string;
  Properties?: Properties;
  DeletionPolicy?: string;
  UpdateReplacePolicy?: string;
};
export type Template = { Resources: { [logicalId: string]: Resource } };

/** What holds data, a name or a key, and the properties of each that CloudFormation changes only by making it anew. */
const HELD: { readonly [type: string]: readonly string[] } = {
  "AWS::DynamoDB::GlobalTable": ["TableName", "KeySchema", "LocalSecondaryIndexes"],
  "AWS::S3::Bucket": ["BucketName", "ObjectLockEnabled", "BucketNamePrefix", "BucketNamespace"],
  "AWS::KMS::Key": ["KeySpec", "KeyUsage", "MultiRegion", "Origin"],
  "AWS::SES::EmailIdentity": ["EmailIdentity"],
  "AWS::SES::ConfigurationSet": ["Name"],
  "AWS::Events::EventBus": ["Name"],
};

/** Which of them CloudFormation must leave behind, whatever happens to the stack. */
const RETAINED = ["AWS::DynamoDB::GlobalTable", "AWS::S3::Bucket", "AWS::KMS::Key", "AWS::SES::EmailIdentity"];

/** The part of a template that a release keeps. */
export function heldOf({ Resources }: Template): Template {
  return { Resources: Object.fromEntries(Object.entries(Resources).filter(([, { Type }]) => Type in HELD)) };
}

/**
 * What an upgrade from the released template to this one would put in danger: one line for each table, bucket, identity or
 * key that it would delete, make anew or no longer protect.
 */
export function endangered(released: Template, template: Template): string[] {
  const faults: string[] = [];
  for (const [id, before] of Object.entries(released.Resources)) {
    const fixed = HELD[before.Type];
    if (!fixed) continue;
    const after = template.Resources[id];
    if (!after || after.Type !== before.Type) {
      faults.push(`${id} (${before.Type}) would be deleted: nothing has its logical id any more.`);
      continue;
    }
    for (const name of fixed) {
      if (!isDeepStrictEqual(before.Properties?.[name], after.Properties?.[name]))
        faults.push(`${id} would be made anew: its ${name} changed.`);
    }
    if (RETAINED.includes(after.Type) && (after.DeletionPolicy !== "Retain" || after.UpdateReplacePolicy !== "Retain"))
      faults.push(`${id} would not be retained when it leaves the stack.`);
    if (after.Type === "AWS::DynamoDB::GlobalTable")
      faults.push(...tableFaults(id, before.Properties ?? {}, after.Properties ?? {}));
    if (after.Type === "AWS::S3::Bucket" && before.Properties?.VersioningConfiguration)
      if (!isDeepStrictEqual(before.Properties.VersioningConfiguration, after.Properties?.VersioningConfiguration))
        faults.push(`${id} would no longer keep older versions.`);
  }
  return faults;
}

type Index = { IndexName: string; KeySchema: unknown; Projection: unknown };
type Replica = {
  DeletionProtectionEnabled?: boolean;
  PointInTimeRecoverySpecification?: { PointInTimeRecoveryEnabled?: boolean };
};

function tableFaults(id: string, before: Properties, after: Properties): string[] {
  const faults: string[] = [];
  const indexesOf = (properties: Properties) =>
    new Map(((properties.GlobalSecondaryIndexes ?? []) as Index[]).map((index) => [index.IndexName, index]));
  const [old, now] = [indexesOf(before), indexesOf(after)];
  for (const [name, index] of old)
    if (now.has(name) && !isDeepStrictEqual(index, now.get(name)))
      faults.push(
        `${id}: index ${name} changed; one of another name takes its place, and the old one goes a release later.`,
      );
  const added = [...now.keys()].filter((name) => !old.has(name));
  const gone = [...old.keys()].filter((name) => !now.has(name));
  if (added.length + gone.length > 1)
    faults.push(`${id}: ${[...added, ...gone].join(", ")} at once; DynamoDB takes one new or removed index an update.`);
  for (const replica of (after.Replicas ?? []) as Replica[]) {
    if (replica.DeletionProtectionEnabled !== true) faults.push(`${id} would no longer be protected from deletion.`);
    if (replica.PointInTimeRecoverySpecification?.PointInTimeRecoveryEnabled !== true)
      faults.push(`${id} could no longer be restored to a point in time.`);
  }
  if (!isDeepStrictEqual(before.StreamSpecification, after.StreamSpecification))
    faults.push(`${id}: its stream changed; what was not followed yet would be lost.`);
  return faults;
}
