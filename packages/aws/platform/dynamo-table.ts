import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  type QueryCommandInput,
  ScanCommand,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { checkQuery, checkScan } from "#server/platform/check-query.ts";
import { checkKey } from "#server/platform/check-values.ts";
import { checkAppend, checkGetMany, checkTransaction } from "#server/platform/check-writes.ts";
import type { IndexDefinition, Item, Position, Query, TablePort } from "#server/platform/table.ts";
import { attributesOf, itemFrom } from "./attribute-values.ts";
import { toTableError } from "./dynamo-errors.ts";
import { keyAttributesOf, transactItemOf } from "./dynamo-writes.ts";

export type DynamoTableOptions = {
  /** From `createDynamoClient`, whose settings this adapter relies on: no retries, bounded waits. */
  client: DynamoDBClient;
  tableName: string;
  indexes: readonly IndexDefinition[];
};

/** The table on DynamoDB. Every call is one request, tried once. */
export function createDynamoTable({ client, tableName, indexes }: DynamoTableOptions): TablePort {
  return {
    indexes,
    engine: "dynamodb",

    async scan({ limit, after }) {
      checkScan(limit, after);
      const command = new ScanCommand({
        TableName: tableName,
        Limit: limit,
        ConsistentRead: true,
        ExclusiveStartKey: after && keyAttributesOf(after),
      });
      const { Items, LastEvaluatedKey } = await answerOf(client.send(command));
      const last = LastEvaluatedKey && itemFrom(LastEvaluatedKey);
      return { items: (Items ?? []).map(itemFrom), next: last ? { pk: last.pk, sk: last.sk } : null };
    },

    async get(key, options) {
      checkKey(key, "get");
      const command = new GetItemCommand({
        TableName: tableName,
        Key: keyAttributesOf(key),
        ConsistentRead: !options?.stale,
      });
      const { Item } = await answerOf(client.send(command));
      return Item ? itemFrom(Item) : null;
    },

    async getMany(keys, options) {
      checkGetMany(keys);
      const request = { Keys: keys.map(keyAttributesOf), ConsistentRead: !options?.stale };
      const command = new BatchGetItemCommand({ RequestItems: { [tableName]: request } });
      const { Responses, UnprocessedKeys } = await answerOf(client.send(command));
      return {
        items: (Responses?.[tableName] ?? []).map(itemFrom),
        undone: (UnprocessedKeys?.[tableName]?.Keys ?? []).map(itemFrom),
      };
    },

    async query(query) {
      checkQuery(query, indexes);
      const command = new QueryCommand({ TableName: tableName, ...questionOf(query) });
      const { Items, LastEvaluatedKey } = await answerOf(client.send(command));
      return {
        items: (Items ?? []).map(itemFrom),
        next: LastEvaluatedKey ? positionOf(query, itemFrom(LastEvaluatedKey)) : null,
      };
    },

    async transact(writes, token) {
      checkTransaction(writes, token, indexes);
      const TransactItems = writes.map((write) => transactItemOf(tableName, write));
      await answerOf(client.send(new TransactWriteItemsCommand({ TransactItems, ClientRequestToken: token })));
    },

    async append(items) {
      checkAppend(items, indexes);
      const requests = items.map((item) => ({ PutRequest: { Item: attributesOf(item) } }));
      const command = new BatchWriteItemCommand({ RequestItems: { [tableName]: requests } });
      const { UnprocessedItems } = await answerOf(client.send(command));
      const undone = UnprocessedItems?.[tableName] ?? [];
      return { undone: undone.map(({ PutRequest }) => itemFrom(PutRequest?.Item ?? {})) };
    },
  };
}

async function answerOf<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw toTableError(error);
  }
}

function questionOf(query: Query): Omit<QueryCommandInput, "TableName"> {
  const { index, pk, from, to, prefix, newestFirst, limit, after, stale } = query;
  const [pkName, skName] = index === undefined ? ["pk", "sk"] : [`${index}Pk`, `${index}Sk`];
  const values: { [placeholder: string]: string } = { ":pk": pk };
  const conditions = [`${pkName} = :pk`];
  if (prefix !== undefined) {
    values[":prefix"] = prefix;
    conditions.push(`begins_with(${skName}, :prefix)`);
  } else if (from !== undefined && to !== undefined) {
    values[":from"] = from;
    values[":to"] = to;
    conditions.push(`${skName} BETWEEN :from AND :to`);
  } else if (from !== undefined) {
    values[":from"] = from;
    conditions.push(`${skName} >= :from`);
  } else if (to !== undefined) {
    values[":to"] = to;
    conditions.push(`${skName} <= :to`);
  }
  return {
    IndexName: index,
    KeyConditionExpression: conditions.join(" AND "),
    ExpressionAttributeValues: attributesOf(values),
    ScanIndexForward: !newestFirst,
    Limit: limit,
    ConsistentRead: index === undefined && !stale,
    // The partition is the request's own, so a forged position leads nowhere.
    ExclusiveStartKey:
      after &&
      attributesOf({
        [pkName]: pk,
        [skName]: after.sk,
        ...(index !== undefined && after.key && { pk: after.key.pk, sk: after.key.sk }),
      }),
  };
}

function positionOf({ index }: Query, last: Item): Position {
  return index === undefined
    ? { sk: last.sk }
    : { sk: last[`${index}Sk`] as string, key: { pk: last.pk, sk: last.sk } };
}
