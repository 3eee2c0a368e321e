import { type Because, compile } from "./compile.ts";
import type { RuleContext, View } from "./fields.ts";
import type { Rule } from "./rule.ts";

export type { Because } from "./compile.ts";

export type Match = { match: boolean; because: Because[] };

/**
 * Whether a rule is true of a record, and why: of a match the leaves that made it one, otherwise the leaves that were
 * missing. The only evaluator there is; pure, so the same in Lambda, locally and in the browser.
 * CrmError `rule.broken` for a rule that cannot be answered with these fields; TypeError for a view that
 * lacks a field the rule asks about (a card where `needsOf` says `full`).
 */
export function matches(rule: Rule, view: View, context: RuleContext): Match {
  const node = compile(rule, context);
  const because: Because[] = [];
  node.explain(view, false, because);
  return { match: node.holds(view), because };
}

/** `matches` without the reasons, made ready once for many views at one moment: hundreds of thousands a second. */
export function compileRule(rule: Rule, context: RuleContext): (view: View) => boolean {
  return compile(rule, context).holds;
}
