import { createHash, createHmac } from "node:crypto";
import type { IncomingMessage } from "node:http";

const sha256 = (text: string | Buffer) => createHash("sha256").update(text).digest("hex");
const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();
const encode = (text: string) =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/**
 * Whether a request to S3 carries a right signature of this secret (AWS Signature Version 4, in its header or, presigned, in
 * its address), written from its specification. Answers why it does not, or null.
 */
export function signatureFault(request: IncomingMessage, body: Buffer, secret: string): string | null {
  const url = new URL(request.url ?? "", `http://${request.headers.host}`);
  const presigned = url.searchParams.get("X-Amz-Signature");
  const said = presigned === null ? fromHeader(request) : fromAddress(url);
  if (!said) return "AccessDenied";
  const { signed, scope, at, signature } = said;
  if (presigned !== null) {
    const until = instantOf(at) + Number(url.searchParams.get("X-Amz-Expires")) * 1000;
    if (Date.now() > until) return "Request has expired";
  }
  const query = [...url.searchParams]
    .filter(([name]) => name !== "X-Amz-Signature")
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join("&");
  const headers = signed.map((name) => `${name}:${String(request.headers[name] ?? "").trim()}\n`).join("");
  const payload =
    presigned === null
      ? String(request.headers["x-amz-content-sha256"])
      : (url.searchParams.get("X-Amz-Content-Sha256") ?? "UNSIGNED-PAYLOAD");
  if (/^[0-9a-f]{64}$/.test(payload) && payload !== sha256(body)) return "XAmzContentSHA256Mismatch";
  const path = url.pathname
    .split("/")
    .map((part) => encode(decodeURIComponent(part)))
    .join("/");
  const canonical = [request.method, path, query, headers, signed.join(";"), payload].join("\n");
  const [day, region, service] = scope.split("/") as [string, string, string];
  const key = [day, region, service, "aws4_request"].reduce<string | Buffer>(hmac, `AWS4${secret}`);
  const right = hmac(key, ["AWS4-HMAC-SHA256", at, scope, sha256(canonical)].join("\n")).toString("hex");
  return right === signature ? null : "SignatureDoesNotMatch";
}

type Said = { signed: string[]; scope: string; at: string; signature: string };

function fromHeader({ headers }: IncomingMessage): Said | null {
  const found = /Credential=[^/]+\/(\S+), SignedHeaders=(\S+), Signature=(\w+)/.exec(headers.authorization ?? "");
  if (!found) return null;
  const [, scope, signed, signature] = found as unknown as [string, string, string, string];
  return { scope, signed: signed.split(";"), signature, at: String(headers["x-amz-date"]) };
}

function fromAddress({ searchParams }: URL): Said {
  const get = (name: string) => searchParams.get(`X-Amz-${name}`) ?? "";
  const scope = get("Credential").slice(get("Credential").indexOf("/") + 1);
  return { scope, signed: get("SignedHeaders").split(";"), signature: get("Signature"), at: get("Date") };
}

const instantOf = (at: string) =>
  Date.parse(at.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));
