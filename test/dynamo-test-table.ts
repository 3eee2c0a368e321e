import { randomUUID } from "node:crypto";
import { CreateTableCommand, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { inject } from "vitest";
import { createDynamoClient } from "#aws/platform/dynamo-client.ts";
import { createDynamoTable } from "#aws/platform/dynamo-table.ts";
import { tableDefinition } from "#aws/platform/table-definition.ts";
import { INDEXES } from "#server/platform/indexes.ts";
import type { IndexDefinition, TablePort } from "#server/platform/table.ts";
import type { DoorAnswer } from "./global-setup.ts";

export type TestTable = { port: TablePort; client: DynamoDBClient; tableName: string };

/**
 * Where DynamoDB Local listens, started if need be; null where there is no Java, for `describe.skipIf`.
 * Throws instead when `CI` is `true`: there, leaving tests out must not look like passing them.
 */
export async function askForDynamoDb(): Promise<string | null> {
  const response = await fetch(inject("dynamoDbDoor"));
  const { endpoint, problem } = (await response.json()) as DoorAnswer;
  if (problem) throw new Error(problem);
  if (endpoint === null && process.env.CI === "true") throw new Error("No Java 17 or later, and CI is true.");
  return endpoint;
}

/** A fresh, empty table of its own in DynamoDB Local. */
export async function createTestTable(
  endpoint: string,
  { indexes = INDEXES }: { indexes?: readonly IndexDefinition[] } = {},
): Promise<TestTable> {
  const client = createDynamoClient({
    endpoint,
    region: "local",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    // The machine is busy with other tests: a slow answer is not what is tested here.
    timeoutMs: 20_000,
  });
  const tableName = `test-${randomUUID()}`;
  const { TimeToLiveSpecification: _, StreamSpecification, ...definition } = tableDefinition(indexes);
  await client.send(
    new CreateTableCommand({
      TableName: tableName,
      ...definition,
      StreamSpecification: { ...StreamSpecification, StreamEnabled: true },
    }),
  );
  return { port: createDynamoTable({ client, tableName, indexes }), client, tableName };
}
