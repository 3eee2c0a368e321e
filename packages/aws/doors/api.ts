import type { APIGatewayProxyResultV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { handle, type LambdaContext, type LambdaEvent } from "hono/aws-lambda";
import { createServer } from "#server/app.ts";
import { isTooLarge } from "../platform/answer-size.ts";
import { createAwsPlatform } from "../platform/aws-platform.ts";
import { has, WrongEvent } from "../platform/wrong-event.ts";

const { platform, settled, learnAddress } = createAwsPlatform();
const answer = handle(createServer(platform));

/** API Gateway (payload 2.0) → the server. The changes it made are delivered by the table's stream. */
export async function handler(event: LambdaEvent, context?: LambdaContext): Promise<APIGatewayProxyResultV2> {
  if (!has(event, "requestContext")) throw new WrongEvent("requests of an HTTP API", event);
  await learnAddress();
  const result = (await answer(event, context)) as APIGatewayProxyStructuredResultV2;
  await settled();
  return isTooLarge(result.body) ? fromBucket(result) : result;
}

/** More than so much a function cannot answer: puts what was answered into the bucket and sends the caller there. */
async function fromBucket(result: APIGatewayProxyStructuredResultV2): Promise<APIGatewayProxyStructuredResultV2> {
  const { files } = platform;
  const bytes = Buffer.from(result.body ?? "", result.isBase64Encoded ? "base64" : "utf8");
  if (!files?.downloadAddress) throw new Error(`An answer of ${bytes.length} bytes, and no bucket for it.`);
  const name = `answers/${platform.newId("req")}`;
  await files.write(name, once(bytes), bytes.length);
  const headers = { ...result.headers };
  const type = String(headers["content-type"]);
  const disposition = headers["content-disposition"] as string | undefined;
  delete headers["content-type"];
  headers.location = await files.downloadAddress(name, { type, disposition });
  return { statusCode: 303, headers, ...(result.cookies && { cookies: result.cookies }) };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
