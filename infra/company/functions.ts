import { existsSync } from "node:fs";
import { join } from "node:path";
import { ArnFormat, Duration, RemovalPolicy, Stack } from "aws-cdk-lib";
import type * as dynamodb from "aws-cdk-lib/aws-dynamodb";
import * as iam from "aws-cdk-lib/aws-iam";
import * as lambda from "aws-cdk-lib/aws-lambda";
import * as logs from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import { INDEXES } from "../../packages/server/platform/indexes.ts";
import type { Company } from "../companies.ts";
import { functionName } from "./function-name.ts";

export type Doors = { folder: string; company: Company; environment: { [name: string]: string } };

export type DoorProps = {
  /** Megabytes; a function has a whole processor at 1769. */
  memory: number;
  seconds: number;
  /** It calls itself to go on with long work: AWS would stop that after sixteen calls. */
  callsItself?: boolean;
};

/** The built bundle of one door as a function with a role and a log of its own. */
export function door(scope: Construct, name: string, doors: Doors, props: DoorProps): lambda.Function {
  const code = join(doors.folder, "aws", name);
  if (!existsSync(join(code, "index.mjs"))) throw new Error(`${code} is not built: run «npm run build» first.`);
  const { company } = doors;
  const title = name.replaceAll(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());
  const logGroup = new logs.LogGroup(scope, `${title}Log`, {
    logGroupName: `/peyvand/${company.id}/${name}`,
    retention: company.retention as number as logs.RetentionDays,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  // The one role policy says only: write into this log. What a door may do besides is granted where it is wired.
  const role = new iam.Role(scope, `${title}Role`, { assumedBy: new iam.ServicePrincipal("lambda.amazonaws.com") });
  logGroup.grantWrite(role);
  return new lambda.Function(scope, `${title}Door`, {
    functionName: functionName(company, name),
    runtime: lambda.Runtime.NODEJS_24_X,
    architecture: lambda.Architecture.ARM_64,
    handler: "index.handler",
    code: lambda.Code.fromAsset(code, { exclude: ["*.map"] }),
    memorySize: props.memory,
    timeout: Duration.seconds(props.seconds),
    role,
    logGroup,
    environment: doors.environment,
    ...(props.callsItself && { recursiveLoop: lambda.RecursiveLoop.ALLOW }),
    // Who calls asynchronously has a way of its own to notice what failed.
    retryAttempts: 0,
  });
}

/** One call allowed by name: the function need not know of the other, and neither waits for the other's creation. */
export function mayCall(caller: lambda.Function, called: string): void {
  const stack = Stack.of(caller);
  const resource = stack.formatArn({
    service: "lambda",
    resource: "function",
    resourceName: called,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  allow(caller, ["lambda:InvokeFunction"], [resource]);
}

/** What the server asks of the table, and nothing that changes the table itself. */
export function mayUseTable(caller: lambda.Function, { tableArn }: dynamodb.ITableV2): void {
  const indexes = INDEXES.map(({ name }) => `${tableArn}/index/${name}`);
  allow(caller, ["dynamodb:Query"], [tableArn, ...indexes]);
  allow(
    caller,
    [
      "dynamodb:GetItem",
      "dynamodb:BatchGetItem",
      "dynamodb:PutItem",
      "dynamodb:UpdateItem",
      "dynamodb:DeleteItem",
      "dynamodb:BatchWriteItem",
      "dynamodb:ConditionCheckItem",
    ],
    [tableArn],
  );
}

export function allow(caller: lambda.Function, actions: string[], resources: string[]): void {
  caller.addToRolePolicy(new iam.PolicyStatement({ actions, resources }));
}
