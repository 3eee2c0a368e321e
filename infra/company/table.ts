import { RemovalPolicy } from "aws-cdk-lib";
import * as dynamodb from "aws-cdk-lib/aws-dynamodb";
import type { IKey } from "aws-cdk-lib/aws-kms";
import type { Construct } from "constructs";
import { tableDefinition } from "../../packages/aws/platform/table-definition.ts";
import { INDEXES } from "../../packages/server/platform/indexes.ts";

/** The one table, as the server defines it: pay per request, a stream, every second of 35 days restorable. */
export function companyTable(scope: Construct, id: string, key: IKey | undefined): dynamodb.TableV2 {
  const { AttributeDefinitions: _, ...definition } = tableDefinition(INDEXES);
  const text = (name: string) => ({ name, type: dynamodb.AttributeType.STRING });
  return new dynamodb.TableV2(scope, "Table", {
    tableName: `peyvand-${id}`,
    partitionKey: text("pk"),
    sortKey: text("sk"),
    billing: dynamodb.Billing.onDemand(),
    encryption: key ? dynamodb.TableEncryptionV2.customerManagedKey(key) : dynamodb.TableEncryptionV2.dynamoOwnedKey(),
    globalSecondaryIndexes: (definition.GlobalSecondaryIndexes ?? []).map(({ IndexName, KeySchema, Projection }) => ({
      indexName: IndexName,
      partitionKey: text(KeySchema[0]!.AttributeName),
      sortKey: text(KeySchema[1]!.AttributeName),
      projectionType: dynamodb.ProjectionType[Projection.ProjectionType],
      ...(Projection.NonKeyAttributes && { nonKeyAttributes: Projection.NonKeyAttributes }),
    })),
    timeToLiveAttribute: definition.TimeToLiveSpecification.AttributeName,
    dynamoStream: dynamodb.StreamViewType.NEW_AND_OLD_IMAGES,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 35 },
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
}
