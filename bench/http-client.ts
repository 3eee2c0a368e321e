import { Agent, request } from "node:http";

export type Call = { method: string; path: string; body?: unknown };
export type Answer = { status: number; text: string };

/** A client that keeps its connections, and light enough not to be what is measured. */
export type HttpClient = { send(call: Call): Promise<Answer>; json<T>(call: Call): Promise<T>; close(): void };

export function createHttpClient(url: string, key: string, connections: number): HttpClient {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const { hostname, port } = new URL(url);

  const send = ({ method, path, body }: Call) =>
    new Promise<Answer>((answered, failed) => {
      const bytes = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
      const headers = {
        authorization: `Bearer ${key}`,
        ...(bytes && { "content-type": "application/json", "content-length": bytes.length }),
      };
      const sent = request({ agent, hostname, port, method, path: `/api/v1${path}`, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk) => chunks.push(chunk));
        response.on("end", () =>
          answered({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
        );
        response.on("error", failed);
      });
      sent.on("error", failed);
      sent.end(bytes);
    });

  return {
    send,
    async json<T>(call: Call) {
      const { status, text } = await send(call);
      if (status >= 300) throw new Error(`${call.method} ${call.path} answered ${status}: ${text.slice(0, 300)}`);
      return JSON.parse(text) as T;
    },
    close: () => agent.destroy(),
  };
}
