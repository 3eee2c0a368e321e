import type { APIGatewayProxyResultV2 } from "aws-lambda";
import { handle, type LambdaContext, type LambdaEvent } from "hono/aws-lambda";
import { createApp } from "#server/platform/app.ts";
import { SIGN_IN_ROOMS } from "#server/sign-in-app.ts";
import { createAwsPlatform } from "../platform/aws-platform.ts";
import { has, WrongEvent } from "../platform/wrong-event.ts";

const { platform, settled, learnAddress } = createAwsPlatform();
const answer = handle(createApp(platform, SIGN_IN_ROOMS));

/** API Gateway (payload 2.0) → sign-in, with the library: `/api/v1/` `session`, `password`, `second-factor`, `single-sign-on`. */
export async function handler(event: LambdaEvent, context?: LambdaContext): Promise<APIGatewayProxyResultV2> {
  if (!has(event, "requestContext")) throw new WrongEvent("requests of an HTTP API", event);
  await learnAddress();
  const response = await answer(event, context);
  await settled();
  return response as APIGatewayProxyResultV2;
}
