import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export type BusEvent = { EventBusName: string; Source: string; DetailType: string; Detail: string };

/**
 * Stands where Lambda's `Invoke` and EventBridge's `PutEvents` are: takes calls in the services' own words and keeps
 * them. `refuseEvents` makes the bus refuse as many entries as said.
 */
export async function startServices() {
  const calls: { functionName: string; event: unknown }[] = [];
  const events: BusEvent[] = [];
  let refusals = 0;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const invoked = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(request.url ?? "");
    if (invoked && request.headers["x-amz-invocation-type"] === "Event") {
      calls.push({ functionName: String(invoked[1]), event: JSON.parse(body) });
      response.writeHead(202).end();
    } else if (request.headers["x-amz-target"] === "AWSEvents.PutEvents") {
      const { Entries } = JSON.parse(body) as { Entries: BusEvent[] };
      const answers = Entries.map((entry, at) => {
        if (refusals > 0) {
          refusals -= 1;
          return { ErrorCode: "ThrottlingException", ErrorMessage: "Rate exceeded" };
        }
        events.push(entry);
        return { EventId: String(at) };
      });
      const failed = answers.filter((answer) => "ErrorCode" in answer).length;
      response.writeHead(200, { "content-type": "application/x-amz-json-1.1" });
      response.end(JSON.stringify({ FailedEntryCount: failed, Entries: answers }));
    } else {
      response.writeHead(400).end(`Nobody stands here for ${request.method} ${request.url}`);
    }
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Calls of functions that nobody has carried out yet. */
    calls,
    events,
    refuseEvents: (count: number) => {
      refusals = count;
    },
    close: () => new Promise((done) => server.close(done)),
  };
}
