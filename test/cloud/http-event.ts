import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";

export type Door = (event: APIGatewayProxyEventV2, context: object) => Promise<APIGatewayProxyStructuredResultV2>;

/** What API Gateway's HTTP API hands a Lambda for a request (payload format 2.0). */
export async function eventOf(request: Request): Promise<APIGatewayProxyEventV2> {
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

/** What API Gateway makes of a Lambda's answer. */
export function answerOf(result: APIGatewayProxyStructuredResultV2): Response {
  const { statusCode, headers, body, isBase64Encoded, cookies } = result;
  const bytes =
    body === undefined || statusCode === 204 ? null : Buffer.from(body, isBase64Encoded ? "base64" : "utf8");
  const response = new Response(bytes, { status: statusCode ?? 500, headers: headers as Record<string, string> });
  for (const cookie of cookies ?? []) response.headers.append("set-cookie", cookie);
  return response;
}
