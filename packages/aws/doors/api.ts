import type { APIGatewayProxyResultV2 } from "aws-lambda";
import { handle, type LambdaContext, type LambdaEvent } from "hono/aws-lambda";
import { createServer } from "#server/app.ts";
import { createAwsPlatform } from "../platform/aws-platform.ts";

const { platform, pump } = createAwsPlatform();
const answer = handle(createServer(platform));

/** API Gateway (payload 2.0) → the server. A Lambda is frozen after its answer, so changes are delivered before it. */
export async function handler(event: LambdaEvent, context?: LambdaContext): Promise<APIGatewayProxyResultV2> {
  const response = await answer(event, context);
  await pump.idle();
  return response as APIGatewayProxyResultV2;
}
