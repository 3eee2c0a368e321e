import type { Actor, FieldChange } from "../../platform/change.ts";
import { CrmError, invalid } from "../../platform/errors.ts";
import { cleanText, foldText } from "../../platform/fold.ts";
import type { Id } from "../../platform/ids.ts";
import { assertWhole } from "../../platform/rules/check-rule.ts";
import type { RuleField } from "../../platform/rules/fields.ts";
import { circleOf, segmentFields } from "./evaluate.ts";
import { type NewSegment, SEGMENT_LIMITS, type Segment, type SegmentPatch } from "./schema.ts";

export type SegmentMoment = { now: string; fields: readonly RuleField[]; all: readonly Segment[] };

/** A new segment; refuses what its rule asks wrongly, a name that is taken, one too many. */
export function decideSegment(
  { name, description = null, kind, rule, importId }: NewSegment,
  { id, by, ...moment }: SegmentMoment & { id: Id<"seg">; by: Actor },
): Segment {
  if (kind === "dynamic" && !rule)
    throw invalid("segment.rule_missing", "A segment by rule needs a rule.", [{ path: "rule" }]);
  if (kind === "static" && rule)
    throw invalid("segment.rule_not_taken", "A static segment has no rule.", [{ path: "rule" }]);
  if (kind === "dynamic" && importId)
    throw invalid("segment.import_not_taken", "Who is in a segment by rule follows from its rule.", [
      { path: "importId" },
    ]);
  const there = moment.all.filter(({ archivedAt }) => !archivedAt);
  if (moment.all.length >= SEGMENT_LIMITS.segments)
    throw new CrmError("limit", "segment.too_many", `There may be ${SEGMENT_LIMITS.segments} segments.`);
  const segment: Segment = {
    id,
    version: 1,
    name: cleanText(name),
    description: description && cleanText(description, { multiline: true }),
    kind,
    rule: rule ?? null,
    createdAt: moment.now,
    updatedAt: moment.now,
    by,
  };
  checkName(segment, there);
  checkSegmentRule(segment, moment);
  return segment;
}

/** The segment with the patch; the same object when it changes nothing. */
export function decideSegmentPatch(segment: Segment, { version: _, ...patch }: SegmentPatch, moment: SegmentMoment) {
  if (patch.rule && segment.kind === "static")
    throw invalid("segment.rule_not_taken", "A static segment has no rule.", [{ path: "rule" }]);
  const next: Segment = {
    ...segment,
    ...(patch.name !== undefined && { name: cleanText(patch.name) }),
    ...(patch.description !== undefined && {
      description: patch.description && cleanText(patch.description, { multiline: true }),
    }),
    ...(patch.rule && { rule: patch.rule }),
  };
  if (Object.keys(segmentChanges(segment, next)).length === 0) return segment;
  if (next.name !== segment.name) checkName(next, moment.all);
  if (patch.rule) checkSegmentRule(next, moment);
  return { ...next, version: segment.version + 1, updatedAt: moment.now };
}

export function segmentChanges(before: Segment | null, after: Segment): Record<string, FieldChange> {
  const parts = ["name", "description", "kind", "rule", "archivedAt"] as const;
  return Object.fromEntries(
    parts
      .filter((part) => JSON.stringify(before?.[part] ?? null) !== JSON.stringify(after[part] ?? null))
      .map((part) => [part, { ...(before && { before: before[part] }), after: after[part] }]),
  );
}

/** Refuses a rule that is not whole, or that asks in a circle, naming the way round. */
export function checkSegmentRule(segment: Pick<Segment, "id" | "name" | "kind" | "rule">, moment: SegmentMoment): void {
  if (!segment.rule) return;
  const others = moment.all.filter(({ id }) => id !== segment.id);
  const names = new Map([...others, segment].map(({ id, name }) => [id as string, name]));
  const circle = circleOf(segment.id, [...others, segment]);
  if (circle) {
    const way = circle.map((id) => names.get(id) ?? id);
    throw invalid("segment.circle", `A segment cannot ask about itself: ${way.join(" → ")}.`, [
      { path: "rule", code: "segment.circle", names: way },
    ]);
  }
  assertWhole(segment.rule, segmentFields(moment.fields, [...others, segment]));
}

/** Back among the others, unless one of them has its name by now. */
export function decideSegmentRestore({ archivedAt: _, ...segment }: Segment, others: readonly Segment[]): Segment {
  checkName(segment, others);
  return segment;
}

function checkName({ id, name }: Segment, others: readonly Segment[]): void {
  const taken = others.some((one) => one.id !== id && !one.archivedAt && foldText(one.name) === foldText(name));
  if (taken) throw new CrmError("conflict", "segment.name_taken", "Another segment has this name.", [{ path: "name" }]);
}
