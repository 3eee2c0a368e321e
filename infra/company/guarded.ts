import { RemovalPolicy } from "aws-cdk-lib";
import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import * as cloudwatch from "aws-cdk-lib/aws-cloudwatch";
import * as kms from "aws-cdk-lib/aws-kms";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import type { Construct } from "constructs";
import type { Company } from "../companies.ts";

/** The company's own key for table and files: a dollar a month, and a way to lock everything at once. */
export function companyKey(scope: Construct, { id, profile }: Company): kms.Key | undefined {
  if (profile !== "guarded") return undefined;
  return new kms.Key(scope, "Key", {
    alias: `peyvand-${id}`,
    description: `Peyvand of ${id}: table and files`,
    enableKeyRotation: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
}

/** One page with what an operator looks at first. */
export function dashboard(
  scope: Construct,
  { id, profile }: Company,
  watched: { api: HttpApi; functions: readonly IFunction[] },
): void {
  if (profile !== "guarded") return;
  const { api, functions } = watched;
  const graph = (title: string, left: cloudwatch.IMetric[]) => new cloudwatch.GraphWidget({ title, left, width: 12 });
  new cloudwatch.Dashboard(scope, "Dashboard", {
    dashboardName: `peyvand-${id}`,
    widgets: [
      [graph("Requests and errors", [api.metricCount(), api.metricServerError(), api.metricClientError()])],
      [
        graph(
          "How long functions take",
          functions.map((one) => one.metricDuration()),
        ),
      ],
      [
        graph(
          "Functions that fail",
          functions.map((one) => one.metricErrors()),
        ),
      ],
    ],
  });
}
