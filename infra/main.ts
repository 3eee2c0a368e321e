import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { peyvandApp } from "./app.ts";
import { companiesIn, companyOf, WrongCompanies } from "./companies.ts";
import { exceeded } from "./limits.ts";
import { reportOf } from "./validation-report.ts";

/** `node main.mjs DIST OUT COMPANIES ID|all|inbound [ACCOUNT]`: writes the templates, and says what is wrong with them. */
async function main([dist, out, file, id, account]: string[]): Promise<void> {
  if (!dist || !out || !file || !id) throw new WrongCompanies("main.mjs DIST OUT COMPANIES ID|all|inbound [ACCOUNT]");
  const companies = companiesIn(file);
  const isShared = id === "inbound";
  const wanted = id === "all" ? companies : isShared ? [] : [companyOf(companies, id)];
  const receiving = id === "all" || isShared ? companies : [];
  if (isShared && !companies.some(({ inbound }) => inbound))
    throw new WrongCompanies("No company receives mail: none has «inbound» in the companies file.");
  const app = peyvandApp({ companies: wanted, receiving, dist: resolve(dist), out: resolve(out), account });
  const faults: string[] = [];
  try {
    for (const { stackName, templateFullPath } of app.synth().stacks) {
      const text = readFileSync(templateFullPath, "utf8");
      faults.push(...exceeded(stackName, text));
      const resources = Object.keys(JSON.parse(text).Resources ?? {}).length;
      process.stdout.write(`${stackName}  ${resources} resources, ${Math.ceil(text.length / 1000)} kB\n`);
    }
  } catch (error) {
    // The report says it line by line.
    if (!(error instanceof Error) || !/validation failed/i.test(error.message)) throw error;
  }
  faults.push(...reportOf(resolve(out)));
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  if (faults.length > 0) process.exitCode = 1;
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof WrongCompanies)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
