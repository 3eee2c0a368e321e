import { companiesIn, companyOf } from "./companies.ts";
import { ensureSecrets } from "./ensure-secrets.ts";

/** `node before-deploy.mjs COMPANIES ID`: makes what CloudFormation cannot make, before it makes the rest. */
const [file, id] = process.argv.slice(2);
for (const name of await ensureSecrets(companyOf(companiesIn(String(file)), String(id))))
  process.stdout.write(`made the secret ${name}\n`);
