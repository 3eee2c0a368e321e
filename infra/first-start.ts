import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { companiesIn, companyOf } from "./companies.ts";
import { functionName } from "./company/function-name.ts";

/** `node first-start.mjs COMPANIES ID EMAIL`: makes an empty workspace ready and prints the first password, this once. */
const [file, id, email] = process.argv.slice(2);
const company = companyOf(companiesIn(String(file)), String(id));
const { locale, zone, region } = company;
const Payload = JSON.stringify({ peyvand: "firstStart", email, locale, zone });
const client = new LambdaClient({ region });
const answer = await client.send(new InvokeCommand({ FunctionName: functionName(company, "worker"), Payload }));
process.stdout.write(`${Buffer.from(answer.Payload ?? []).toString()}\n`);
if (answer.FunctionError) process.exitCode = 1;
