import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createCallOut, isInside } from "./call-out.ts";

describe("which addresses are inside", () => {
  test.each([
    "127.0.0.1",
    "10.1.2.3",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "0.0.0.0",
    "::1",
    "::",
    "fd00::1",
    "fe80::1",
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
    "64:ff9b::7f00:1",
    "255.255.255.255",
  ])("%s is", (address) => {
    expect(isInside(address)).toBe(true);
  });
  test.each(["93.184.216.34", "172.32.0.1", "2606:2800:220:1::1"])("%s is not", (address) => {
    expect(isInside(address)).toBe(false);
  });
});

describe("a call", () => {
  const server = createServer((request, response) => {
    if (request.url === "/away") response.writeHead(302, { location: "http://127.0.0.1/other" }).end();
    else if (request.url === "/cut") request.socket.destroy();
    else request.on("data", () => {}).on("end", () => response.writeHead(200, { "x-a": "b" }).end("x".repeat(100_000)));
  });
  let port = 0;
  beforeAll(async () => {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => void server.close());

  const call = (url: string) => ({
    url,
    method: "POST" as const,
    headers: { "content-type": "text/plain" },
    body: "سلام",
  });

  test.each(["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1"])("of %s is refused", async (host) => {
    await expect(createCallOut({ insideToo: false })(call(`http://${host}:${port}/`))).rejects.toMatchObject({
      kind: "forbidden",
    });
  });

  test("tells the status and the beginning of the answer", async () => {
    const answer = await createCallOut({ insideToo: true })(call(`http://localhost:${port}/`));
    expect([answer.status, answer.headers["x-a"], answer.body.length]).toEqual([200, "b", 4096]);
  });

  test("follows no redirect", async () => {
    expect((await createCallOut({ insideToo: true })(call(`http://localhost:${port}/away`))).status).toBe(302);
  });

  test("that is cut off may have arrived; one that nobody takes has not", async () => {
    const callOut = createCallOut({ insideToo: true });
    await expect(callOut(call(`http://127.0.0.1:${port}/cut`))).rejects.toMatchObject({ kind: "mayHaveArrived" });
    await expect(callOut(call("http://127.0.0.1:9/"))).rejects.toMatchObject({ kind: "unreachable" });
  });
});
