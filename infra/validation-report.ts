import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

type Report = {
  pluginReports: {
    pluginName: string;
    conclusion: string;
    violations: { ruleName: string; description: string; violatingConstructs?: { constructPath: string }[] }[];
  }[];
};

/** What the validation of a synthesis found, warnings included: one line each, with the rule and the place. */
export function reportOf(folder: string): string[] {
  const file = join(folder, "validation-report.json");
  if (!existsSync(file)) return [`There is no validation report in ${folder}: the rules were not asked.`];
  const { pluginReports } = JSON.parse(readFileSync(file, "utf8")) as Report;
  return pluginReports.flatMap(({ pluginName, violations }) =>
    violations.map(({ ruleName, description, violatingConstructs = [] }) => {
      const places = violatingConstructs.map(({ constructPath }) => constructPath).join(", ");
      return `${pluginName} ${ruleName} at ${places}: ${description}`;
    }),
  );
}
