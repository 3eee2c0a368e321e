import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  BatchGetCommand,
  BatchWriteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  TransactWriteCommand,
} from "@aws-sdk/lib-dynamodb";
import { Hono } from "hono";
import { handle } from "hono/aws-lambda";

/** What the Lambda door is measured against: the least that can answer over this stack, with the commands a CRM needs. */
const { PEYVAND_TABLE: table, PEYVAND_DYNAMODB_ENDPOINT: endpoint } = process.env;
const client = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint, maxAttempts: 1 }));
const app = new Hono();

app.get("/api/v1/customers", async (c) => {
  const keys = [{ pk: "workspace", sk: "settings" }];
  await client.send(new BatchGetCommand({ RequestItems: { [table ?? "table"]: { Keys: keys } } }));
  return c.json({ error: { code: "auth.required" } }, 401);
});

export const handler = handle(app);
export const commands = { BatchWriteCommand, GetCommand, QueryCommand, TransactWriteCommand };
