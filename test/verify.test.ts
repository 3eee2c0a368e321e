import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Verdict, verify } from "#local/verify/verify.ts";
import { PAGE_POLICY } from "#server/platform/safe-headers.ts";
import { type Cloud, startCloud } from "./cloud/cloud.ts";
import { askForDynamoDb } from "./dynamo-test-table.ts";

const endpoint = await askForDynamoDb();

describe.skipIf(endpoint === null)("«peyvand verify» on the built bundles behind one address", () => {
  let cloud: Cloud;
  let url: string;
  /** What the address does to a request before the doors get it. */
  let before: (path: string) => Response | null = () => null;

  // Stands where CloudFront is: pages from the bucket, everything below /api from the doors.
  const site = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const path = String(request.url);
    const page = new Response('<!doctype html><script src="/a.js"></script>', {
      headers: { "content-security-policy": PAGE_POLICY, "x-content-type-options": "nosniff" },
    });
    const body = chunks.length > 0 ? { body: new Uint8Array(Buffer.concat(chunks)) } : {};
    const asked = new Request(new URL(path, "https://crm.example"), {
      method: request.method,
      headers: request.headers as Record<string, string>,
      ...body,
    });
    const answer = before(path) ?? (path.startsWith("/api/") ? await cloud.send(asked) : page);
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    response.end(Buffer.from(await answer.arrayBuffer()));
    await cloud.settle().catch(() => {});
  });

  beforeAll(async () => {
    cloud = await startCloud(String(endpoint));
    await new Promise<void>((done) => site.listen(0, "127.0.0.1", done));
    url = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  }, 120_000);
  afterAll(async () => {
    site.close();
    site.closeAllConnections();
    await cloud?.close();
  });

  const run = async (): Promise<Verdict[]> => verify({ url, key: cloud.secret }, () => {});

  test("every promise is kept", async () => {
    const verdicts = await run();
    expect(verdicts.filter(({ ok }) => !ok)).toEqual([]);
    expect(verdicts.length).toBeGreaterThan(13);
  }, 240_000);

  test("what is not kept is said, in words", async () => {
    before = (path) => {
      if (path === "/api/v1/nowhere") return new Response("<html>", { status: 200 });
      if (path === "/customers") return new Response("AccessDenied", { status: 403 });
      return null;
    };
    const broken = (await run()).filter(({ ok }) => !ok).map(({ name, seen }) => `${name}: ${seen}`);
    before = () => null;
    expect(broken[0]).toContain("the dashboard is served, for any of its pages: /customers answers 403");
    expect(broken.some((one) => one.startsWith("nobody gets in without a key"))).toBe(true);
  }, 240_000);
});
