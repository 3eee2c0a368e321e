import { DeleteItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import type { DynamoDBRecord } from "aws-lambda";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { attributesOf } from "#aws/platform/attribute-values.ts";
import * as interactions from "#core/engagement/interactions/index.ts";
import * as customers from "#core/people/customers/index.ts";
import { listChanges } from "#core/workspace/changes/index.ts";
import * as operations from "#core/workspace/operations/endpoints.ts";
import { search } from "#core/workspace/search/endpoints.ts";
import { type Cloud, startCloud } from "./cloud/cloud.ts";
import { askForDynamoDb } from "./dynamo-test-table.ts";
import { caller } from "./journey.ts";
import { createRandom } from "./platform.ts";

const endpoint = await askForDynamoDb();

describe.skipIf(endpoint === null)("the built stream bundle over the real stream of DynamoDB Local", () => {
  let cloud: Cloud;
  let call: ReturnType<typeof caller>;

  beforeAll(async () => {
    cloud = await startCloud(String(endpoint));
    call = caller(cloud.send, cloud.secret);
  });
  beforeEach(() => cloud.settle());
  afterAll(async () => void (await cloud?.close()));

  const create = async (name: string) => (await call(customers.createCustomer, { body: { name } })).customer;
  const log = (customerId: string) =>
    call(interactions.logInteraction, { body: { customerId: customerId as "cus_", channel: "call", direction: "in" } });
  const contactsOf = async (id: string) =>
    (await call(interactions.getCustomerPage, { params: { id } })).customer.stats.interactions;

  test("numbers changes and runs the subscribers once, however often, in whatever order and from whichever shard they come", async () => {
    const names = ["Sara", "Reza", "Mina", "Omid"];
    const made = [];
    for (const name of names) made.push(await create(name));
    for (const { id } of [...made, ...made]) await log(id);
    const records = (await cloud.source.read()).flat();
    expect(records.length).toBeGreaterThan(20);

    // As many shards as the table might have: each in its own order, in turns by chance, and most of it twice.
    const random = createRandom(7);
    const shards = Array.from({ length: 5 }, (): DynamoDBRecord[] => []);
    for (const record of records) {
      const key = String(record.dynamodb?.Keys?.pk?.S);
      shards[[...key].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % shards.length]!.push(record);
    }
    const batches: DynamoDBRecord[][] = [];
    while (shards.some((shard) => shard.length > 0)) {
      const shard = shards[Math.floor(random() * shards.length)]!;
      const batch = shard.slice(0, 7);
      shard.splice(0, 5);
      if (batch.length > 0) batches.push(batch);
    }
    for (const batch of batches) {
      expect(await cloud.stream({ Records: batch }, {})).toEqual({ batchItemFailures: [] });
    }
    await cloud.settle();

    const { items } = await call(listChanges, { query: { limit: 200 } });
    expect(items.map(({ seq }) => seq)).toEqual(items.map((_, at) => at + 1));
    expect(items.filter(({ verb }) => verb === "interaction.logged")).toHaveLength(8);
    expect(await Promise.all(made.map(({ id }) => contactsOf(id)))).toEqual([2, 2, 2, 2]);
    expect((await call(search, { query: { q: "omid" } })).items).toHaveLength(1);
  });

  test("parks a record that cannot be read, follows those around it, and follows it once it is mended", async () => {
    const before = await create("Before");
    const poisoned = { pk: before.id, sk: "x#8225970400000#chg_01KM6ZPOISON0000000000000A", type: "change" };
    const feed = { feedPk: "new#0", feedSk: "chg_01KM6ZPOISON0000000000000A" };
    const put = (data: object) =>
      cloud.client.send(
        new PutItemCommand({ TableName: cloud.tableName, Item: attributesOf({ ...poisoned, ...feed, ...data }) }),
      );
    await put({ data: "half a cha" });
    const after = await create("After");
    await cloud.settle();

    const { items } = await call(listChanges, { query: { limit: 200 } });
    const told = items.filter(({ verb }) => verb === "customer.created").map(({ entityId }) => entityId);
    expect(told.slice(-2)).toEqual([before.id, after.id]);
    const parked = (await call(operations.listParked)).items;
    expect(parked).toMatchObject([
      { name: "poisoned", lastError: "This change cannot be read; nothing followed it up." },
    ]);

    // Its row is written anew, as a person mends it; retried, it takes its place in the feed.
    await cloud.client.send(
      new DeleteItemCommand({ TableName: cloud.tableName, Key: attributesOf({ pk: poisoned.pk, sk: poisoned.sk }) }),
    );
    const { id: _, seq: __, ...whole } = items[0]!;
    await put({
      data: {
        ...whole,
        id: "chg_01KM6ZPOISON0000000000000A",
        verb: "customer.updated",
        entityId: before.id,
        fields: {},
      },
    });
    await call(operations.retryParked, { body: { id: parked[0]!.id } });
    expect(await cloud.tick({ peyvand: "tick" }, {})).toMatchObject({ done: 1, parked: 0 });
    await cloud.settle();
    const mended = (await call(listChanges, { query: { limit: 200 } })).items.at(-1);
    expect(mended).toMatchObject({ verb: "customer.updated", entityId: before.id, fields: {} });
    expect((await call(operations.listParked)).items).toEqual([]);
  });

  test("tells the bus ids and names of fields, never what stands in them, and once more what the bus refused", async () => {
    cloud.services.events.length = 0;
    const { id } = await create("Nobody's business");
    cloud.services.refuseEvents(1);
    await cloud.settle();
    const [event] = cloud.services.events;
    expect(event).toMatchObject({ EventBusName: "peyvand-bus", Source: "peyvand", DetailType: "customer.created" });
    const detail = JSON.parse(String(event?.Detail));
    expect(detail).toMatchObject({ entity: "customer", entityId: id, fields: expect.arrayContaining(["name"]) });
    expect(event?.Detail).not.toContain("Nobody");
    expect(cloud.services.events).toHaveLength(1);
  });

  test("answers with the first record that is to come again when the table cannot be reached", async () => {
    await create("Sara");
    const records = (await cloud.source.read()).flat();
    const rows = records.filter(({ dynamodb }) => dynamodb?.NewImage?.type?.S === "change");
    cloud.services.refuseEvents(1);
    const { batchItemFailures } = await cloud.stream({ Records: records }, {});
    expect(batchItemFailures).toEqual([{ itemIdentifier: rows[0]?.dynamodb?.SequenceNumber }]);
  });

  test("refuses an event of another kind", async () => {
    await expect(cloud.stream({ Records: [{ eventSource: "aws:s3" }] }, {})).rejects.toThrow("a table's stream");
    await expect(cloud.stream({ peyvand: "tick" }, {})).rejects.toThrow("a table's stream");
    await expect(cloud.stream(null, {})).rejects.toThrow("it was called with object");
  });
});
