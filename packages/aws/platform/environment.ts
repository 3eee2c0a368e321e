export type AwsEnvironment = { tableName: string; dynamoEndpoint?: string };

/**
 * The only place in this package that reads the environment. `PEYVAND_TABLE`: the name of the one table;
 * `PEYVAND_DYNAMODB_ENDPOINT`: another endpoint than the region's own, such as DynamoDB Local.
 */
export function readEnvironment(variables: Record<string, string | undefined> = process.env): AwsEnvironment {
  const { PEYVAND_TABLE: tableName, PEYVAND_DYNAMODB_ENDPOINT: dynamoEndpoint } = variables;
  if (!tableName) throw new Error("PEYVAND_TABLE must name the table.");
  return { tableName, dynamoEndpoint };
}
