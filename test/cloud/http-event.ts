import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";

export type Door = (event: APIGatewayProxyEventV2, context: object) => Promise<APIGatewayProxyStructuredResultV2>;

/** Of a request and of an answer, whole, as JSON. */
const MOST_BYTES = 6 * 1024 * 1024;

/** What API Gateway's HTTP API hands a Lambda for a request (payload format 2.0). Throws where Lambda would not take it. */
export async function eventOf(request: Request): Promise<APIGatewayProxyEventV2> {
  const { pathname, search, searchParams, host } = new URL(request.url);
  const body = Buffer.from(await request.arrayBuffer());
  const { cookie, ...headers } = { ...Object.fromEntries(request.headers), host } as Record<string, string>;
  if (body.length * 1.4 > MOST_BYTES) throw new Error(`413: a request of ${body.length} bytes`);
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

/** What API Gateway makes of a Lambda's answer. */
export function answerOf(result: APIGatewayProxyStructuredResultV2): Response {
  const { statusCode, headers, body, isBase64Encoded, cookies } = result;
  const size = Buffer.byteLength(JSON.stringify(result));
  if (size > MOST_BYTES) return new Response(`An answer of ${size} bytes`, { status: 502 });
  const bytes =
    body === undefined || statusCode === 204 ? null : Buffer.from(body, isBase64Encoded ? "base64" : "utf8");
  const response = new Response(bytes, { status: statusCode ?? 500, headers: headers as Record<string, string> });
  for (const cookie of cookies ?? []) response.headers.append("set-cookie", cookie);
  return response;
}
