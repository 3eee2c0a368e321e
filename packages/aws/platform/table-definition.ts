import type { IndexDefinition } from "#server/platform/table.ts";

type KeyPart = { AttributeName: string; KeyType: "HASH" | "RANGE" };
type Projection = { ProjectionType: "KEYS_ONLY" | "INCLUDE" | "ALL"; NonKeyAttributes?: string[] };

/** In the words of both `CreateTable` and CloudFormation's `AWS::DynamoDB::Table`. */
export type TableDefinition = {
  BillingMode: "PAY_PER_REQUEST";
  KeySchema: KeyPart[];
  AttributeDefinitions: { AttributeName: string; AttributeType: "S" }[];
  /** Left out when there is none: DynamoDB refuses an empty list. */
  GlobalSecondaryIndexes?: { IndexName: string; KeySchema: KeyPart[]; Projection: Projection }[];
  StreamSpecification: { StreamViewType: "NEW_AND_OLD_IMAGES" };
  /** `CreateTable` does not take this one: it is a call of its own, `UpdateTimeToLive`. */
  TimeToLiveSpecification: { AttributeName: string; Enabled: true };
};

/**
 * The one definition of the table, as plain data: `pk` and `sk`, one global index per entry of `indexes` on
 * `<name>Pk` and `<name>Sk`, expiry in `ttl` (epoch seconds), a stream with the item before and after.
 */
export function tableDefinition(indexes: readonly IndexDefinition[]): TableDefinition {
  const keys = ["pk", "sk", ...indexes.flatMap(({ name }) => [`${name}Pk`, `${name}Sk`])];
  const definition: TableDefinition = {
    BillingMode: "PAY_PER_REQUEST",
    KeySchema: keySchema("pk", "sk"),
    AttributeDefinitions: keys.map((name) => ({ AttributeName: name, AttributeType: "S" })),
    StreamSpecification: { StreamViewType: "NEW_AND_OLD_IMAGES" },
    TimeToLiveSpecification: { AttributeName: "ttl", Enabled: true },
  };
  if (indexes.length > 0) {
    definition.GlobalSecondaryIndexes = indexes.map((index) => ({
      IndexName: index.name,
      KeySchema: keySchema(`${index.name}Pk`, `${index.name}Sk`),
      Projection: projectionOf(index),
    }));
  }
  return definition;
}

function keySchema(partition: string, sort: string): KeyPart[] {
  return [
    { AttributeName: partition, KeyType: "HASH" },
    { AttributeName: sort, KeyType: "RANGE" },
  ];
}

function projectionOf({ project }: IndexDefinition): Projection {
  if (project === "all") return { ProjectionType: "ALL" };
  if (project === "keys" || project.length === 0) return { ProjectionType: "KEYS_ONLY" };
  return { ProjectionType: "INCLUDE", NonKeyAttributes: [...project] };
}
