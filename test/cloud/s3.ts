import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { signatureFault } from "./signature.ts";

/**
 * Stands where S3 is, for one bucket with its name in the path: put, get with a range, head, delete, list, and uploads in
 * parts. Refuses every request whose signature is not right, and bodies of another length than was signed.
 */
export async function startS3(secret = "local") {
  const objects = new Map<string, Buffer>();
  const uploads = new Map<string, Map<number, Buffer>>();
  const aborted: string[] = [];

  const answer = (request: IncomingMessage, response: ServerResponse, body: Buffer): void => {
    const url = new URL(request.url ?? "", "http://s3");
    const key = decodeURIComponent(url.pathname).split("/").slice(2).join("/");
    const xml = (text: string) => response.writeHead(200, { "content-type": "application/xml" }).end(text);
    const refuse = (status: number, code: string) =>
      response
        .writeHead(status, { "content-type": "application/xml" })
        .end(request.method === "HEAD" ? undefined : `<Error><Code>${code}</Code></Error>`);
    const fault = signatureFault(request, body, secret);
    if (fault) return void refuse(403, fault);
    const uploadId = url.searchParams.get("uploadId");
    if (request.method === "POST" && url.searchParams.has("uploads")) {
      const id = `upload-${uploads.size + 1}`;
      uploads.set(id, new Map());
      return void xml(`<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`);
    }
    if (uploadId !== null) {
      const parts = uploads.get(uploadId);
      if (!parts) return void refuse(404, "NoSuchUpload");
      if (request.method === "PUT") {
        parts.set(Number(url.searchParams.get("partNumber")), body);
        return void response.writeHead(200, { etag: `"${parts.size}"` }).end();
      }
      uploads.delete(uploadId);
      if (request.method === "DELETE") {
        aborted.push(key);
        return void response.writeHead(204).end();
      }
      const all = [...parts].sort(([a], [b]) => a - b).map(([, bytes]) => bytes);
      // All but the last have five megabytes or more.
      if (all.slice(0, -1).some(({ length }) => length < 5 * 1024 * 1024)) return void refuse(400, "EntityTooSmall");
      objects.set(key, Buffer.concat(all));
      return void xml("<CompleteMultipartUploadResult></CompleteMultipartUploadResult>");
    }
    if (request.method === "PUT") {
      objects.set(key, body);
      return void response.writeHead(200, { etag: '"1"' }).end();
    }
    if (request.method === "DELETE") {
      objects.delete(key);
      return void response.writeHead(204).end();
    }
    if (url.searchParams.get("list-type") === "2") {
      const after = url.searchParams.get("start-after") ?? "";
      const names = [...objects.keys()].filter((name) => name > after).sort();
      const listed = names.slice(0, Number(url.searchParams.get("max-keys")));
      const entries = listed.map(
        (name) => `<Contents><Key>${name}</Key><Size>${objects.get(name)?.length}</Size></Contents>`,
      );
      return void xml(`<ListBucketResult>${entries.join("")}</ListBucketResult>`);
    }
    const object = objects.get(key);
    if (!object) return void refuse(404, "NoSuchKey");
    const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "");
    const from = Number(range?.[1] ?? 0);
    if (range && from >= object.length) return void refuse(416, "InvalidRange");
    const bytes = range ? object.subarray(from, Number(range[2]) + 1) : object;
    const headers: Record<string, string> = { "content-length": String(bytes.length) };
    if (range) headers["content-range"] = `bytes ${from}-${from + bytes.length - 1}/${object.length}`;
    for (const [name, header] of [
      ["response-content-type", "content-type"],
      ["response-content-disposition", "content-disposition"],
    ] as const) {
      const wanted = url.searchParams.get(name);
      if (wanted !== null) headers[header] = wanted;
    }
    response.writeHead(range ? 206 : 200, headers).end(request.method === "HEAD" ? undefined : bytes);
  };

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    answer(request, response, Buffer.concat(chunks));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects,
    aborted,
    /** Uploads in parts that were begun and not ended. */
    open: () => uploads.size,
    close: () => new Promise((done) => server.close(done)),
  };
}
