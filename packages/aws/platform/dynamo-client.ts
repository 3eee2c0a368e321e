import { DynamoDBClient, type DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";

export type DynamoClientOptions = Pick<DynamoDBClientConfig, "region" | "endpoint" | "credentials"> & {
  /** How long one try may take, in milliseconds; 3000 when left out. */
  timeoutMs?: number;
};

/**
 * A client that tries once and gives up in time: `createTable` does the retrying and knows what is safe to repeat.
 * Connections are kept alive (the SDK's default); region and credentials come from the environment when left out.
 */
export function createDynamoClient({ timeoutMs = 3000, ...config }: DynamoClientOptions = {}): DynamoDBClient {
  return new DynamoDBClient({
    ...config,
    maxAttempts: 1,
    retryMode: "standard",
    requestHandler: {
      connectionTimeout: Math.min(1000, timeoutMs),
      requestTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      throwOnRequestTimeout: true,
    },
  });
}
