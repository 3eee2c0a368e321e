import { CfnOutput } from "aws-cdk-lib";
import * as apigateway from "aws-cdk-lib/aws-apigatewayv2";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import * as logs from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import type { Company } from "../companies.ts";
import { accept } from "../reasons.ts";

/** What signing in needs is a door of its own: nobody else pays for loading it. */
const SIGN_IN_PATHS = ["session", "password", "second-factor", "single-sign-on"].flatMap((room) => [
  `/api/v1/${room}`,
  `/api/v1/${room}/{proxy+}`,
]);

/** The HTTP API before the doors that answer requests. `signIn` is left out until there is such a door. */
export function companyApi(
  scope: Construct,
  company: Company,
  doors: { api: IFunction; signIn: IFunction | undefined },
): apigateway.HttpApi {
  const api = new apigateway.HttpApi(scope, "Api", {
    apiName: `peyvand-${company.id}`,
    createDefaultStage: true,
    // Who signs in or holds a key is the server's to say, for each endpoint, as the declarations have it.
    defaultIntegration: new HttpLambdaIntegration("ApiIntegration", doors.api),
  });
  if (doors.signIn) {
    const integration = new HttpLambdaIntegration("SignInIntegration", doors.signIn);
    for (const path of SIGN_IN_PATHS) api.addRoutes({ path, integration });
  }
  accept(api, {
    "AwsSolutions-APIG4":
      "Sessions and keys are checked by the server, declared with each endpoint and tried by its tests.",
  });
  const stage = api.defaultStage!.node.defaultChild as apigateway.CfnStage;
  stage.defaultRouteSettings = { throttlingBurstLimit: 500, throttlingRateLimit: 200 };
  if (company.profile === "guarded") logRequests(scope, company, stage);
  else accept(stage, { "AwsSolutions-APIG1": "The functions log what fails; every request is logged in «guarded»." });
  new CfnOutput(scope, "ApiAddress", { value: api.apiEndpoint, description: "The API without CloudFront before it" });
  return api;
}

function logRequests(scope: Construct, { id, retention }: Company, stage: apigateway.CfnStage): void {
  const group = new logs.LogGroup(scope, "RequestLog", {
    logGroupName: `/peyvand/${id}/requests`,
    retention: retention as number as logs.RetentionDays,
  });
  stage.accessLogSettings = {
    destinationArn: group.logGroupArn,
    // No address, no header, no query: what people search for is in it.
    format: JSON.stringify({
      requestId: "$context.requestId",
      at: "$context.requestTime",
      method: "$context.httpMethod",
      path: "$context.path",
      status: "$context.status",
      ms: "$context.responseLatency",
    }),
  };
}
