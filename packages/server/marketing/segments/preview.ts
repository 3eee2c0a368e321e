import { checkSegmentRule, type Rule, type SegmentPreview, segmentFields } from "#core/marketing/segments/index.ts";
import { customerFields } from "#core/people/customers/view.ts";
import { sees } from "#core/platform/access/sight.ts";
import { sampleCustomers, shownCard } from "#server/people/customers/index.ts";
import type { Ctx } from "#server/platform/context.ts";
import { readDefinitions } from "./definitions.ts";

const EXAMPLES = 5;
const PREVIEWED = "seg_00000000000000000000000000";

/** How many a rule would match: of everybody while they are few, else by a sample of those whose ids end alike. */
export async function previewSegment(
  ctx: Ctx,
  { rule, of }: { rule: Rule; of?: string | undefined },
): Promise<SegmentPreview> {
  const { segments } = await readDefinitions(ctx.table);
  const own = segments.find(({ id }) => id === of);
  const about = { id: own?.id ?? PREVIEWED, name: own?.name ?? "…", kind: "dynamic", rule } as const;
  const fields = customerFields(ctx.fields);
  checkSegmentRule(about as Parameters<typeof checkSegmentRule>[0], { now: ctx.now(), fields, all: segments });
  const sample = await sampleCustomers(ctx, rule, segmentFields(fields, segments));
  return {
    matched: sample.matched.length,
    read: sample.read,
    isWhole: sample.share === 1,
    estimate: Math.round(sample.matched.length / sample.share),
    examples: sample.matched
      .filter((card) => sees(ctx.sight, card))
      .slice(0, EXAMPLES)
      .map((card) => shownCard(ctx, card)),
  };
}
