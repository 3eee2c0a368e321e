import { companiesIn, receivingIn } from "./companies.ts";
import { activate } from "./inbound/activate.ts";

/** `node activate-inbound.mjs COMPANIES on|off`: switches the rules of incoming mail in each region where a company receives. */
const [file, wanted] = process.argv.slice(2);
for (const region of receivingIn(companiesIn(String(file))).keys()) {
  const problem = await activate(region, wanted === "off" ? "off" : "on");
  if (problem === null) continue;
  process.stderr.write(`${problem}\n`);
  process.exitCode = 1;
}
