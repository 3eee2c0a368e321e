import * as z from "zod";
import { CALENDARS, dateShape } from "../text-shape.ts";
import { OPERATORS } from "./operators.ts";
import { RULE_LIMITS, type Rule, SPAN_UNITS } from "./rule.ts";

const text = z.string().max(RULE_LIMITS.letters);
const calendar = z.enum(CALENDARS);
const month = z.number().int().min(1).max(12);

// Which of these an operator takes depends on the field's type: `checkRule` says that.
const valueShape = z.union([
  text,
  z.number(),
  z.array(text).max(RULE_LIMITS.values),
  z.strictObject({ count: z.number().int().min(0), unit: z.enum(SPAN_UNITS), calendar: calendar.optional() }),
  z.strictObject({ from: dateShape, to: dateShape }),
  z.strictObject({ from: z.number(), to: z.number() }),
  z.strictObject({ month, day: z.number().int().min(1).max(31), calendar }),
  z.strictObject({ month, calendar }),
]);

const leafShape = z.strictObject({
  field: z.string().min(1).max(RULE_LIMITS.fieldLetters),
  is: z.enum(OPERATORS),
  value: valueShape.optional(),
});

const treeShape: z.ZodType<Rule> = z
  .lazy(() =>
    z.union([
      leafShape,
      z.strictObject({ all: z.array(treeShape).max(RULE_LIMITS.leaves) }),
      z.strictObject({ any: z.array(treeShape).max(RULE_LIMITS.leaves) }),
      z.strictObject({ not: treeShape }),
    ]),
  )
  .meta({ id: "Rule" });

/**
 * A rule as it comes over the wire: at most 6 levels deep and 50 leaves, no unknown property. Whether its fields exist
 * and its values fit them is `checkRule`'s question, since a stored rule outlives the fields it names.
 */
export const ruleShape: z.ZodType<Rule> = z.preprocess((input, context) => {
  const problem = problemOf(input);
  if (problem) context.addIssue({ code: "custom", ...problem });
  return input;
}, treeShape);

type Problem = { message: string; path: (string | number)[] };

/**
 * The first thing wrong with a tree, and where. Before the tree is parsed: ten thousand levels would overflow the
 * stack, and a union that fits nowhere only says so of its root.
 */
function problemOf(input: unknown): Problem | null {
  const waiting: { node: unknown; path: (string | number)[]; depth: number }[] = [{ node: input, path: [], depth: 1 }];
  let [nodes, leaves] = [0, 0];
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const { node, path, depth } = next;
    if (depth > RULE_LIMITS.depth) return { message: `A rule is at most ${RULE_LIMITS.depth} levels deep.`, path };
    const children = childrenOf(node);
    nodes += children?.length ?? 0;
    leaves += children ? 0 : 1;
    if (leaves > RULE_LIMITS.leaves)
      return { message: `A rule has at most ${RULE_LIMITS.leaves} conditions.`, path: [] };
    if (nodes >= RULE_LIMITS.nodes)
      return { message: `A rule has at most ${RULE_LIMITS.nodes} conditions and groups.`, path: [] };
    for (const [step, child] of children ?? []) {
      waiting.push({ node: child, path: [...path, ...step], depth: depth + 1 });
    }
    const problem = children ? groupProblem(node as object) : leafProblem(node);
    if (problem) return { ...problem, path: [...path, ...problem.path] };
  }
  return null;
}

function childrenOf(node: unknown): [step: (string | number)[], child: unknown][] | null {
  if (typeof node !== "object" || node === null) return null;
  if ("not" in node) return [[["not"], node.not]];
  for (const name of ["all", "any"] as const) {
    const list = (node as Record<string, unknown>)[name];
    if (Array.isArray(list)) return list.slice(0, RULE_LIMITS.nodes).map((child, at) => [[name, at], child]);
  }
  return null;
}

function groupProblem(group: object): Problem | null {
  if (Object.keys(group).length === 1) return null;
  return { message: "A group has one property: all, any or not.", path: [] };
}

function leafProblem(leaf: unknown): Problem | null {
  const issue = leafShape.safeParse(leaf).error?.issues[0];
  return issue ? { message: issue.message, path: issue.path as (string | number)[] } : null;
}
