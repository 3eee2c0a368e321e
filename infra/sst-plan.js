// What an SST stage does for its company, as plain data. Plain JavaScript: `sst.config.ts` runs it in a child process of bare Node.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The commands that bring a company's stack up, to date and down, and what tells that it has to be brought to date: it changes
 * with the templates, in which the assets are named by their content.
 */
export function sstPlan(company, folder) {
  const hash = createHash("sha256");
  for (const name of readdirSync(folder).sort())
    if (name.endsWith(".template.json")) hash.update(name).update(readFileSync(join(folder, name)));
  const npm = (script, ...more) => `npm run ${script} -- ${[company, ...more].join(" ")}`;
  return {
    company,
    create: npm("deploy", "--require-approval", "never"),
    update: npm("deploy", "--require-approval", "never"),
    delete: npm("destroy", "--force"),
    trigger: hash.digest("hex"),
  };
}
