import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";

export type Received = { id: string; type: string; data: Record<string, unknown> };

/** A program outside that takes webhooks: checks each by the library of Standard Webhooks, and answers as it is told to. */
export async function openReceiver() {
  const received: Received[] = [];
  const secrets = { used: "" };
  let status = 204;
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      const id = String(request.headers["webhook-id"]);
      // Its own `verify` compares with the clock of the real day, which tests are not in.
      const at = new Date(Number(request.headers["webhook-timestamp"]) * 1000);
      const expected = new Webhook(secrets.used).sign(id, at, body);
      const isRight = String(request.headers["webhook-signature"]).split(" ").includes(expected);
      if (isRight && status === 204) received.push({ ...JSON.parse(body), id });
      response.writeHead(isRight ? status : 401).end();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    useSecret(secret: string) {
      secrets.used = secret;
    },
    answerWith(code: number) {
      status = code;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
