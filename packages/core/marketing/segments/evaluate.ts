import { type BrokenPart, checkRule } from "../../platform/rules/check-rule.ts";
import { type Because, compile, type Node } from "../../platform/rules/compile.ts";
import type { RuleContext, RuleField, View } from "../../platform/rules/fields.ts";
import { fieldsOf } from "../../platform/rules/needs-of.ts";
import type { Rule } from "../../platform/rules/rule.ts";
import { NEVER } from "../../platform/rules/value-tests.ts";
import { ALL, type ChangedFields, isTouched } from "./changed-fields.ts";
import type { Segment } from "./schema.ts";

/** What rules call being in a segment. */
export const IN_SEGMENT = "segments";

export type Definition = Pick<Segment, "id" | "kind" | "rule" | "archivedAt">;

/** The fields a segment's rule may ask about: a segment that is put away or gone is none of the choices. */
export function segmentFields(fields: readonly RuleField[], segments: readonly Definition[]): RuleField[] {
  const choices = segments.filter(({ archivedAt }) => !archivedAt).map(({ id }) => id);
  return fields.map((field) => (field.name === IN_SEGMENT ? { ...field, choices } : field));
}

/** The segments a rule asks about. */
export function segmentsAsked(rule: Rule | null): string[] {
  if (!rule) return [];
  if ("field" in rule) return rule.field === IN_SEGMENT && Array.isArray(rule.value) ? rule.value : [];
  const children = "not" in rule ? [rule.not] : "all" in rule ? rule.all : rule.any;
  return children.flatMap(segmentsAsked);
}

/** The circle that a segment would be part of, its own id first and last; null when there is none. */
export function circleOf(id: string, segments: readonly Definition[]): string[] | null {
  const asked = new Map(segments.map((one) => [one.id as string, [...new Set(segmentsAsked(one.rule))]]));
  const seen = new Set<string>();
  const visit = (at: string, path: readonly string[]): string[] | null => {
    for (const next of asked.get(at) ?? []) {
      if (next === id) return [...path, next];
      // Whoever was followed once led nowhere, by whichever way one comes to it again.
      if (seen.has(next)) continue;
      seen.add(next);
      const found = visit(next, [...path, next]);
      if (found) return found;
    }
    return null;
  };
  return visit(id, [id]);
}

/** What is wrong with a segment's rule with these fields. */
export function brokenParts(segment: Definition, fields: readonly RuleField[]): BrokenPart[] {
  return segment.rule ? checkRule(segment.rule, fields).broken : [];
}

/** What somebody is found to be: their segments, and until when time alone changes nothing (null: for ever). */
export type Found = { members: Set<string>; flipsAt: string | null };

/** Every segment made ready for one moment: made once, asked of many customers. */
export type Evaluator = {
  /**
   * `was` are the segments they were in, `hand` those somebody put them into. Rules that ask about nothing of `changed`
   * are not asked: their answer is what it was, and `flipsAt` says nothing of them.
   */
  find(view: View, was: ReadonlySet<string>, hand: ReadonlySet<string>, changed: ChangedFields): Found;
  /** Why they are in a segment, or no longer; empty for a static or a broken one. */
  why(id: string, view: View, members: ReadonlySet<string>): Because[];
  /** Whether any rule asks about one of these. */
  isTouched(changed: ChangedFields): boolean;
  isBroken(id: string): boolean;
};

type Ready = { id: string; node: Node | null; asked: ReadonlySet<string>; isStatic: boolean };

/** Makes segments ready; `fields` are those of customers, `now` the moment that «today» and the clock are about. */
export function createEvaluator(segments: readonly Definition[], context: RuleContext): Evaluator {
  const fields = segmentFields(context.fields, segments);
  const present = segments.filter(({ archivedAt }) => !archivedAt);
  const ready = inOrder(present).map((segment): Ready => {
    const isWhole = segment.rule !== null && brokenParts(segment, fields).length === 0;
    return {
      id: segment.id,
      node: isWhole ? compile(segment.rule as Rule, { ...context, fields }) : null,
      asked: segment.rule ? fieldsOf(segment.rule) : new Set(),
      isStatic: segment.kind === "static",
    };
  });
  const byId = new Map(ready.map((one) => [one.id, one]));
  const withSegments = (view: View, members: ReadonlySet<string>): View => ({ ...view, [IN_SEGMENT]: [...members] });
  return {
    find(view, was, hand, changed) {
      const members = new Set<string>();
      let flips: string = NEVER;
      let isCascading = changed === ALL;
      for (const { id, node, asked, isStatic } of ready) {
        const [isIn, wasIn] = [() => members.add(id), was.has(id)];
        if (isStatic) hand.has(id) && isIn();
        else if (!node) wasIn && isIn();
        else if (isTouched(asked, changed) || (isCascading && asked.has(IN_SEGMENT))) {
          const known = asked.has(IN_SEGMENT) ? withSegments(view, members) : view;
          if (node.holds(known)) isIn();
          const at = node.flipsAt(known);
          if (at < flips) flips = at;
        } else if (wasIn) isIn();
        if (members.has(id) !== wasIn) isCascading = true;
      }
      return { members, flipsAt: flips === NEVER ? null : flips };
    },
    why(id, view, members) {
      const because: Because[] = [];
      byId.get(id)?.node?.explain(withSegments(view, members), false, because);
      return because;
    },
    isTouched: (changed) => ready.some(({ asked, node }) => node !== null && isTouched(asked, changed)),
    isBroken: (id) => {
      const one = byId.get(id);
      return one !== undefined && !one.isStatic && one.node === null;
    },
  };
}

/** Those that are asked about before those that ask. Where there is a circle after all, its members in any order. */
function inOrder(segments: readonly Definition[]): Definition[] {
  const byId = new Map(segments.map((one) => [one.id as string, one]));
  const done = new Set<string>();
  const order: Definition[] = [];
  const visit = (one: Definition) => {
    if (done.has(one.id)) return;
    done.add(one.id);
    for (const id of segmentsAsked(one.rule)) {
      const other = byId.get(id);
      if (other) visit(other);
    }
    order.push(one);
  };
  for (const one of segments) visit(one);
  return order;
}
