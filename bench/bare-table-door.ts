import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  BatchGetCommand,
  BatchWriteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  TransactWriteCommand,
} from "@aws-sdk/lib-dynamodb";

/** The least a Lambda needs that answers no requests: the document client with the commands that the table takes. */
const { PEYVAND_DYNAMODB_ENDPOINT: endpoint } = process.env;
export const client = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint, maxAttempts: 1 }));
export const commands = { BatchGetCommand, BatchWriteCommand, GetCommand, QueryCommand, TransactWriteCommand };
