import type { APIGatewayProxyResultV2 } from "aws-lambda";
import { handle, type LambdaContext, type LambdaEvent } from "hono/aws-lambda";
import { createServer } from "#server/app.ts";
import { createAwsPlatform } from "../platform/aws-platform.ts";
import { has, WrongEvent } from "../platform/wrong-event.ts";

const { platform, settled } = createAwsPlatform();
const answer = handle(createServer(platform));

/** API Gateway (payload 2.0) → the server. The changes it made are delivered by the table's stream. */
export async function handler(event: LambdaEvent, context?: LambdaContext): Promise<APIGatewayProxyResultV2> {
  if (!has(event, "requestContext")) throw new WrongEvent("requests of an HTTP API", event);
  const response = await answer(event, context);
  await settled();
  return response as APIGatewayProxyResultV2;
}
