import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { createDynamoClient } from "./dynamo-client.ts";
import { createDynamoTable } from "./dynamo-table.ts";

type Request = { action: string; body: unknown };
type Answer = (response: ServerResponse, request: IncomingMessage) => void;

/** A table whose DynamoDB is a web server that notes each request and answers what the test wrote. */
async function tableAnsweredBy(answer: Answer) {
  const requests: Request[] = [];
  const server = createServer(async (request, response) => {
    const chunks = await request.toArray();
    const action = String(request.headers["x-amz-target"]).replace("DynamoDB_20120810.", "");
    requests.push({ action, body: JSON.parse(Buffer.concat(chunks).toString()) });
    answer(response, request);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const client = createDynamoClient({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: "local",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    timeoutMs: 300,
  });
  const table = createDynamoTable({ client, tableName: "crm", indexes: [{ name: "owner", project: "keys" }] });
  return { table, requests, server };
}

function json(status: number, body: unknown): Answer {
  return (response) =>
    response.writeHead(status, { "content-type": "application/x-amz-json-1.0" }).end(JSON.stringify(body));
}

const KEY = { pk: "p", sk: "s" };
const WIRE_KEY = { pk: { S: "p" }, sk: { S: "s" } };

test.for<[string, Answer]>([
  ["no answer", () => {}],
  [
    "an answer promised again and again",
    (response) => {
      const promising = setInterval(() => response.writeProcessing(), 100);
      response.on("close", () => clearInterval(promising));
    },
  ],
  ["an answer that stops halfway", (response) => void response.writeHead(200, { "content-length": "1000" }).write("{")],
  ["a connection that breaks", (response) => response.destroy()],
  [
    "an answer that breaks off",
    (response) => {
      response.writeHead(200, { "content-length": "1000" }).write("{");
      setTimeout(() => response.destroy(), 20);
    },
  ],
  ["an internal error", json(500, { __type: "com.amazonaws.dynamodb.v20120810#InternalServerError", message: "oh" })],
  ["a gateway's page in place of an answer", (response) => response.writeHead(503).end("<html>")],
])("%s is a time-out after one single request", async ([, answer]) => {
  const { table, requests } = await tableAnsweredBy(answer);
  await expect(table.transact([{ put: KEY }], "token")).rejects.toMatchObject({ name: "TableError", kind: "timeout" });
  expect(requests).toHaveLength(1);
});

test("nobody listening is a time-out", async () => {
  const { table, server } = await tableAnsweredBy(() => {});
  server.close();
  await once(server, "close");
  await expect(table.get(KEY)).rejects.toMatchObject({ name: "TableError", kind: "timeout" });
});

test("throttling is told after one single request", async () => {
  const body = {
    __type: "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException",
    message: "slow down",
  };
  const { table, requests } = await tableAnsweredBy(json(400, body));
  await expect(table.get(KEY)).rejects.toMatchObject({ name: "TableError", kind: "throttled" });
  expect(requests).toHaveLength(1);
});

test("a conflict of transactions is read from the reasons on the wire", async () => {
  const { table, requests } = await tableAnsweredBy(
    json(400, {
      __type: "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
      Message: "Transaction cancelled, please refer cancellation reasons for specific reasons [TransactionConflict]",
      CancellationReasons: [{ Code: "TransactionConflict", Message: "Transaction is ongoing for the item" }],
    }),
  );
  await expect(table.transact([{ put: KEY }], "one-token")).rejects.toMatchObject({ kind: "conflict" });
  expect(requests).toMatchObject([{ action: "TransactWriteItems", body: { ClientRequestToken: "one-token" } }]);
});

test("unprocessed keys come back as undone, beside what was found", async () => {
  const { table } = await tableAnsweredBy(
    json(200, {
      Responses: { crm: [{ ...WIRE_KEY, n: { N: "7" } }] },
      UnprocessedKeys: { crm: { ConsistentRead: true, Keys: [{ pk: { S: "p" }, sk: { S: "later" } }] } },
    }),
  );
  expect(await table.getMany([KEY, { pk: "p", sk: "later" }])).toEqual({
    items: [{ pk: "p", sk: "s", n: 7 }],
    undone: [{ pk: "p", sk: "later" }],
  });
});

test("unprocessed items come back whole as undone", async () => {
  const item = { ...KEY, n: 7, list: [null, "x"] };
  const wireItem = { ...WIRE_KEY, n: { N: "7" }, list: { L: [{ NULL: true }, { S: "x" }] } };
  const { table, requests } = await tableAnsweredBy(
    json(200, { UnprocessedItems: { crm: [{ PutRequest: { Item: wireItem } }] } }),
  );
  expect(await table.append([item, { pk: "p", sk: "done" }])).toEqual({ undone: [item] });
  expect(requests[0]?.body).toMatchObject({ RequestItems: { crm: [{ PutRequest: { Item: wireItem } }, {}] } });
});

test("reads are consistent unless they may be stale, and an index is always stale", async () => {
  const { table, requests } = await tableAnsweredBy(json(200, { Items: [], Responses: {} }));
  await table.get(KEY);
  await table.get(KEY, { stale: true });
  await table.query({ pk: "p", limit: 1 });
  await table.query({ pk: "p", limit: 1, stale: true });
  await table.query({ pk: "p", limit: 1, index: "owner" });
  await table.getMany([KEY]);
  await table.getMany([KEY], { stale: true });
  const seen = requests.map(({ action, body }) => {
    const { ConsistentRead, RequestItems } = body as {
      ConsistentRead?: boolean;
      RequestItems?: { crm: { ConsistentRead: boolean } };
    };
    return `${action} ${ConsistentRead ?? RequestItems?.crm.ConsistentRead}`;
  });
  expect(seen).toEqual([
    "GetItem true",
    "GetItem false",
    "Query true",
    "Query false",
    "Query false",
    "BatchGetItem true",
    "BatchGetItem false",
  ]);
});

test("a page goes on from a key rebuilt of the request's own partition", async () => {
  const { table, requests } = await tableAnsweredBy(json(200, { Items: [] }));
  const position = { sk: "2024", key: { pk: "cus_1", sk: "profile" } };
  await table.query({ index: "owner", pk: "usr_1", limit: 10, after: position });
  await table.query({ pk: "p", limit: 10, after: { sk: "s", key: { pk: "another", sk: "place" } } });
  expect(requests.map(({ body }) => (body as { ExclusiveStartKey: unknown }).ExclusiveStartKey)).toEqual([
    { ownerPk: { S: "usr_1" }, ownerSk: { S: "2024" }, pk: { S: "cus_1" }, sk: { S: "profile" } },
    { pk: { S: "p" }, sk: { S: "s" } },
  ]);
});
