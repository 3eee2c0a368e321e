import { compile } from "./compile.ts";
import type { RuleContext, View } from "./fields.ts";
import type { Rule } from "./rule.ts";
import { NEVER } from "./value-tests.ts";

/**
 * The instant (UTC, with milliseconds) until which the passing of time alone cannot change a rule's answer about an
 * unchanged record; then it may. Always after `now`, at the beginning of a day in the zone; null when time
 * cannot change it. Errors as of `matches`.
 */
export function nextFlip(rule: Rule, view: View, context: RuleContext): string | null {
  const at = compile(rule, context).flipsAt(view);
  return at === NEVER ? null : at;
}
