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
  const problem = boundProblem(input);
  if (problem) context.addIssue({ code: "custom", message: problem });
  return input;
}, treeShape);

// Before the tree is parsed, since parsing ten thousand levels would overflow the stack.
function boundProblem(input: unknown): string | null {
  const waiting: [node: unknown, depth: number][] = [[input, 1]];
  let [nodes, leaves] = [0, 0];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [node, depth] = next;
    const children = childrenOf(node);
    nodes += 1;
    if (!children) leaves += 1;
    if (depth > RULE_LIMITS.depth) return `A rule is at most ${RULE_LIMITS.depth} levels deep.`;
    if (leaves > RULE_LIMITS.leaves) return `A rule has at most ${RULE_LIMITS.leaves} conditions.`;
    if (nodes + (children?.length ?? 0) > RULE_LIMITS.nodes)
      return `A rule has at most ${RULE_LIMITS.nodes} conditions and groups.`;
    for (const child of children ?? []) waiting.push([child, depth + 1]);
  }
  return null;
}

function childrenOf(node: unknown): unknown[] | null {
  if (typeof node !== "object" || node === null) return null;
  const { all, any, not } = node as Record<string, unknown>;
  const groups = [all, any].filter(Array.isArray).flat(1);
  return Array.isArray(all) || Array.isArray(any) || not !== undefined
    ? [...groups, ...(not === undefined ? [] : [not])]
    : null;
}
