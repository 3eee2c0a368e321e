import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Cloud, startCloud } from "./cloud/cloud.ts";
import { askForDynamoDb } from "./dynamo-test-table.ts";
import { mainJourney } from "./journey.ts";

const endpoint = await askForDynamoDb();

describe.skipIf(endpoint === null)("the built API bundle over the real DynamoDB Local", () => {
  let cloud: Cloud;

  beforeAll(async () => {
    cloud = await startCloud(String(endpoint));
  });
  afterAll(async () => void (await cloud?.close()));

  test("passes the main journey, its changes followed up by the table's stream", () =>
    mainJourney(async (request) => {
      const response = await cloud.send(request);
      await cloud.settle();
      return response;
    }, cloud.secret));

  test("refuses without credentials, and an unknown path", async () => {
    expect((await cloud.send(new Request("https://crm.example/api/v1/me"))).status).toBe(401);
    const lost = await cloud.send(new Request("https://crm.example/api/v1/nowhere"));
    expect([lost.status, (await lost.json()).error.code]).toEqual([404, "endpoint.not_found"]);
  });

  test("serves the OpenAPI document", async () => {
    const document = await (await cloud.send(new Request("https://crm.example/api/openapi.json"))).json();
    expect(document.openapi).toBe("3.1.0");
    expect(Object.keys(document.paths)).toContain("/api/v1/customers/{id}/page");
  });

  test("refuses an event that is no request", async () => {
    const door = cloud.api as (event: unknown) => Promise<APIGatewayProxyStructuredResultV2>;
    await expect(door({ Records: [] })).rejects.toThrow("takes requests of an HTTP API; it was called with Records");
  });
});
