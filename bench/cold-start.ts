import { execFile } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

/** Milliseconds in a fresh process until the door's module was there, and until it had answered its first request. */
export type ColdStart = { importMs: number; answerMs: number };

const EVENT = {
  version: "2.0",
  routeKey: "$default",
  rawPath: "/api/v1/customers",
  rawQueryString: "",
  headers: { host: "crm.example" },
  requestContext: {
    accountId: "123456789012",
    apiId: "api",
    domainName: "crm.example",
    domainPrefix: "api",
    http: { method: "GET", path: "/api/v1/customers", protocol: "HTTP/1.1", sourceIp: "192.0.2.1", userAgent: "bench" },
    requestId: "request",
    routeKey: "$default",
    stage: "$default",
    time: "21/Mar/2026:08:00:00 +0000",
    timeEpoch: 1_774_080_000_000,
  },
  isBase64Encoded: false,
};

const SCRIPT = `
  const began = performance.now();
  const { handler } = await import(process.env.BENCH_DOOR);
  const importMs = performance.now() - began;
  const { statusCode } = await handler(JSON.parse(process.env.BENCH_EVENT), {});
  const answerMs = performance.now() - began;
  process.stdout.write(JSON.stringify({ importMs, answerMs, statusCode }), () => process.exit(0));
`;

/** Loads the door in a process of its own and asks it for the customers, without a key. */
export async function coldStart(file: string, endpoint: string): Promise<ColdStart> {
  const env = {
    PATH: process.env.PATH,
    BENCH_DOOR: pathToFileURL(resolve(file)).href,
    BENCH_EVENT: JSON.stringify(EVENT),
    PEYVAND_TABLE: "bench",
    PEYVAND_DYNAMODB_ENDPOINT: endpoint,
    AWS_REGION: "local",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
  };
  const args = ["--input-type=module", "--eval", SCRIPT];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env });
  const { importMs, answerMs, statusCode } = JSON.parse(stdout);
  if (statusCode !== 401) throw new Error(`${file} answered ${statusCode} where 401 was due.`);
  return { importMs, answerMs };
}

/** Answers in DynamoDB's place that there is nothing, at once: what is measured is the door. */
export async function startStandIn(): Promise<{ url: string; close(): void }> {
  const server = createServer((request, response) => {
    request.resume();
    request.on("end", () => {
      response.setHeader("content-type", "application/x-amz-json-1.0");
      response.end('{"Responses":{},"UnprocessedKeys":{}}');
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
