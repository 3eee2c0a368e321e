import type { Leaf, Rule } from "#core/platform/rules/rule.ts";
import { sayFilter } from "#web/people/customers/index.ts";
import { t } from "#web/platform/i18n.ts";
import { useUserName } from "#web/workspace/users/index.ts";
import type { Because } from "./queries.ts";

/** Rules as people read them. */
export function useRuleWords() {
  const userName = useUserName();
  return {
    rule: (rule: Rule) => sayFilter(rule, userName),
    /** The conditions that settled it, one after the other. */
    because: (because: Because) =>
      because.length === 0
        ? ""
        : sayFilter(
            { all: because.map(({ leaf, negated }): Rule => (negated ? { not: leaf as Leaf } : (leaf as Leaf))) },
            userName,
          ),
    /** The same of somebody who left: what is no longer so. */
    missing: (because: Because) =>
      because.length === 0
        ? ""
        : sayFilter(
            { all: because.map(({ leaf, negated }): Rule => (negated ? (leaf as Leaf) : { not: leaf as Leaf })) },
            userName,
          ),
  };
}

export const kindWord = (kind: "dynamic" | "static") => t(`segments.kinds.${kind}`);
