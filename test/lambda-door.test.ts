import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { beforeAll, describe, expect, test } from "vitest";
import { createApiKey } from "#server/workspace/api-keys/verbs.ts";
import { askForDynamoDb, createTestTable } from "./dynamo-test-table.ts";
import { mainJourney, type Send } from "./journey.ts";
import { createTestWorkspace } from "./workspace.ts";

const BUNDLE = join(import.meta.dirname, "../dist/aws/api/index.mjs");
const endpoint = await askForDynamoDb();

type Door = (event: APIGatewayProxyEventV2, context: object) => Promise<APIGatewayProxyStructuredResultV2>;

/** What API Gateway's HTTP API hands a Lambda for a request (payload format 2.0). */
async function eventOf(request: Request): Promise<APIGatewayProxyEventV2> {
  const { pathname, search, searchParams, host } = new URL(request.url);
  const body = Buffer.from(await request.arrayBuffer());
  const { cookie, ...headers } = { ...Object.fromEntries(request.headers), host } as Record<string, string>;
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath: pathname,
    rawQueryString: search.slice(1),
    ...(cookie && { cookies: cookie.split("; ") }),
    headers,
    ...(search && { queryStringParameters: Object.fromEntries(searchParams) }),
    requestContext: {
      accountId: "123456789012",
      apiId: "api",
      domainName: host,
      domainPrefix: "api",
      http: { method: request.method, path: pathname, protocol: "HTTP/1.1", sourceIp: "192.0.2.1", userAgent: "test" },
      requestId: "request",
      routeKey: "$default",
      stage: "$default",
      time: "21/Mar/2026:08:00:00 +0000",
      timeEpoch: 1_774_080_000_000,
    },
    ...(body.length > 0 && { body: body.toString("base64") }),
    isBase64Encoded: body.length > 0,
  };
}

describe.skipIf(endpoint === null)("the built API bundle over the real DynamoDB Local", () => {
  let send: Send;
  let secret: string;

  beforeAll(async () => {
    expect(existsSync(BUNDLE), "npm run build comes before this test").toBe(true);
    const { port, tableName } = await createTestTable(String(endpoint));
    process.env.PEYVAND_TABLE = tableName;
    process.env.PEYVAND_DYNAMODB_ENDPOINT = String(endpoint);
    Object.assign(process.env, { AWS_REGION: "local", AWS_ACCESS_KEY_ID: "local", AWS_SECRET_ACCESS_KEY: "local" });
    const { handler } = (await import(pathToFileURL(BUNDLE).href)) as { handler: Door };
    const { ctx, pump } = await createTestWorkspace({ port });
    secret = (await createApiKey(await ctx(), { name: "test", role: "administrator" })).secret;
    await pump.idle();
    send = async (request) => {
      const { statusCode, headers, body, isBase64Encoded } = await handler(await eventOf(request), {});
      const bytes =
        body === undefined || statusCode === 204 ? null : Buffer.from(body, isBase64Encoded ? "base64" : "utf8");
      return new Response(bytes, { status: statusCode ?? 500, headers: headers as Record<string, string> });
    };
  });

  test("passes the main journey", () => mainJourney(send, secret));

  test("refuses without credentials, and an unknown path", async () => {
    expect((await send(new Request("https://crm.example/api/v1/me"))).status).toBe(401);
    const lost = await send(new Request("https://crm.example/api/v1/nowhere"));
    expect([lost.status, (await lost.json()).error.code]).toEqual([404, "endpoint.not_found"]);
  });

  test("serves the OpenAPI document", async () => {
    const document = await (await send(new Request("https://crm.example/api/openapi.json"))).json();
    expect(document.openapi).toBe("3.1.0");
    expect(Object.keys(document.paths)).toContain("/api/v1/customers/{id}/page");
  });
});
