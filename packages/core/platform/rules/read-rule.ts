import { invalid } from "../errors.ts";
import { assertWhole } from "./check-rule.ts";
import type { RuleField } from "./fields.ts";
import type { Rule } from "./rule.ts";
import { ruleShape } from "./shape.ts";

/** The rule in a JSON text, whole over these fields; throws `rule.invalid` or `rule.broken`, each saying where. */
export function readRule(text: string, fields: readonly RuleField[]): Rule {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw invalid("rule.invalid", 'A rule is JSON, such as {"field":"city","is":"equals","value":"Yazd"}.', [
      { path: "filter" },
    ]);
  }
  const parsed = ruleShape.safeParse(json);
  if (!parsed.success) {
    const details = parsed.error.issues
      .slice(0, 20)
      .map(({ path, message }) => ({ path: ["filter", ...path.map(String)].join("."), message }));
    throw invalid("rule.invalid", "This is not a rule; the details say where.", details);
  }
  assertWhole(parsed.data, fields);
  return parsed.data;
}
