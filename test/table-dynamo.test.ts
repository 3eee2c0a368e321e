import {
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  TransactionCanceledException,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import { beforeAll, describe, expect, test } from "vitest";
import { tableDefinition } from "#aws/platform/table-definition.ts";
import { createTable } from "#server/platform/create-table.ts";
import { createFaultyTable, scriptedFaults } from "#server/platform/faulty-table.ts";
import type { IndexDefinition, TablePort } from "#server/platform/table.ts";
import { askForDynamoDb, createTestTable, type TestTable } from "./dynamo-test-table.ts";
import { SUITE_INDEXES, tableSuite } from "./table.suite.ts";

const endpoint = await askForDynamoDb();

function tableOver(port: TablePort) {
  return createTable(port, { sleep: async () => {}, random: () => 0, newToken: () => crypto.randomUUID() });
}

describe.skipIf(!endpoint)("DynamoDB Local", () => {
  tableSuite("the table on DynamoDB", async () => {
    const { port, client } = await createTestTable(endpoint!, { indexes: SUITE_INDEXES });
    return { port, settle: async () => {}, close: async () => client.destroy() };
  });
});

describe.skipIf(!endpoint)("only on DynamoDB", () => {
  let made: TestTable;
  beforeAll(async () => {
    made = await createTestTable(endpoint!, { indexes: SUITE_INDEXES });
  });

  /** Replaces the answer to the next write on the wire, which is made or not as `reaches` says. */
  function breakNextTransaction(error: Error, reaches: boolean) {
    made.client.middlewareStack.add(
      (next) => async (args) => {
        made.client.middlewareStack.remove("break");
        if (reaches) await next(args);
        throw error;
      },
      { name: "break", step: "build", override: true },
    );
  }

  test("a conflict with another transaction is retried", async () => {
    const key = { pk: "conflict", sk: "a" };
    const conflict = { Code: "TransactionConflict", Message: "Transaction is ongoing for the item" };
    const error = new TransactionCanceledException({ message: "no", $metadata: {}, CancellationReasons: [conflict] });
    breakNextTransaction(error, false);
    await expect(made.port.transact([{ put: key }], "conflict-1")).rejects.toMatchObject({ kind: "conflict" });
    expect(await made.port.get(key)).toBeNull();

    breakNextTransaction(error, false);
    await tableOver(made.port).transact([{ put: key }]);
    expect(await made.port.get(key)).toEqual(key);
  });

  test("a write whose answer was lost is made once, though it is asked for twice", async () => {
    const key = { pk: "lost-answer", sk: "a" };
    await made.port.append([{ ...key, n: 1 }]);
    breakNextTransaction(Object.assign(new Error("socket hang up"), { code: "ECONNRESET" }), true);
    await tableOver(made.port).transact([{ update: key, set: { n: 2 }, if: { equals: { n: 1 } } }]);
    expect(await made.port.get(key)).toEqual({ ...key, n: 2 });
  });

  test("half-done batches are finished", async () => {
    const faulty = createFaultyTable(made.port, scriptedFaults({ 1: "half", 2: "half", 3: "throttled", 5: "half" }));
    const items = Array.from({ length: 24 }, (_, n) => ({ pk: "halves", sk: `row-${n}`, n }));
    const table = tableOver(faulty);
    await table.append(items);
    expect(await table.getMany(items.map(({ pk, sk }) => ({ pk, sk })))).toEqual(items);
    expect(faulty.operations()).toBe(6);
  });

  test("a query's page ends at one megabyte, and the next goes on", async () => {
    const rows = ["a", "b", "c", "d"].map((sk) => ({ pk: "megabyte", sk, text: "x".repeat(390_000) }));
    await made.port.append(rows);
    const first = await made.port.query({ pk: "megabyte", limit: 100 });
    expect(first.items.length).toBeLessThan(4);
    expect(first.next).not.toBeNull();
    const second = await made.port.query({ pk: "megabyte", limit: 100, after: first.next! });
    expect([...first.items, ...second.items]).toEqual(rows);
    expect(second.next).toBeNull();
  });

  test("names that DynamoDB reserves, and names with dots, are names like any other", async () => {
    const key = { pk: "names", sk: "a" };
    const attributes = { name: "n", "a.b": 1, "#x": true, ":y": null, size: 3 };
    await made.port.transact([{ put: key }], "names-1");
    await made.port.transact([{ update: key, set: { ...attributes, status: "s" } }], "names-2");
    const equals = { ...attributes, "b.c": undefined };
    await made.port.transact([{ update: key, remove: ["status", "a.b"], if: { equals } }], "names-3");
    expect(await made.port.get(key)).toEqual({ ...key, name: "n", "#x": true, ":y": null, size: 3 });
  });

  test("the table is made as defined: keys, projections, stream and expiry", async () => {
    const definition = tableDefinition(SUITE_INDEXES);
    const { Table } = await made.client.send(new DescribeTableCommand({ TableName: made.tableName }));
    expect(Table?.KeySchema).toEqual(definition.KeySchema);
    expect(Table?.BillingModeSummary?.BillingMode).toBe("PAY_PER_REQUEST");
    expect(Table?.StreamSpecification).toEqual({ StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" });
    const byName = (a: { IndexName?: string }, b: { IndexName?: string }) => (a.IndexName! < b.IndexName! ? -1 : 1);
    expect(Table?.GlobalSecondaryIndexes?.toSorted(byName)).toMatchObject(
      definition.GlobalSecondaryIndexes!.toSorted(byName),
    );
    const { TimeToLiveSpecification } = definition;
    await made.client.send(new UpdateTimeToLiveCommand({ TableName: made.tableName, TimeToLiveSpecification }));
    const { TimeToLiveDescription } = await made.client.send(
      new DescribeTimeToLiveCommand({ TableName: made.tableName }),
    );
    expect(TimeToLiveDescription).toMatchObject({ AttributeName: "ttl", TimeToLiveStatus: "ENABLED" });
  });

  test("a table without indexes can be made", async () => {
    const { port } = await createTestTable(endpoint!, { indexes: [] as IndexDefinition[] });
    expect(await port.get({ pk: "p", sk: "s" })).toBeNull();
  });
});
