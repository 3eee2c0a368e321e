import { EXPORT_HEADINGS, type ExportField } from "#core/people/customers/export-words.ts";
import { fieldsInUse, labelOf } from "#core/platform/custom-fields/definition.ts";
import type { Ctx } from "#server/platform/context.ts";
import type { Exporter } from "#server/workspace/exports/index.ts";
import { listStoredUsers } from "#server/workspace/users/index.ts";
import { type CustomerRow, customerColumns, widthsOf } from "./export-columns.ts";
import { statsOf } from "./packed-stats.ts";
import { pagesOfIds } from "./page-ids.ts";
import { shownCustomer } from "./sight.ts";
import { cardKey, profileKey, profileOf } from "./store.ts";

type NamesOf = (ctx: Ctx) => Promise<ReadonlyMap<string, string>>;

/** `segmentNames`: what segments are called, which lie in a higher room. */
export const customerExporter = (segmentNames: NamesOf): Exporter<CustomerRow> => ({
  fieldsOf: "customer",
  choices({ fields }, language) {
    return Object.entries(EXPORT_HEADINGS).flatMap(([name, heading]) =>
      (name as ExportField) === "custom"
        ? fieldsInUse(fields, "customer").map(({ key, label }) => ({
            name: `custom.${key}`,
            heading: labelOf(label, language),
          }))
        : [{ name, heading: heading[language] }],
    );
  },
  async *pages(ctx, question, after) {
    const names = {
      owners: new Map((await listStoredUsers(ctx.table)).map(({ id, name }) => [id as string, name])),
      segments: await segmentNames(ctx),
    };
    for await (const { ids, next } of pagesOfIds(ctx, question, after)) {
      yield { rows: await readRows(ctx, ids, names), after: next };
    }
  },
  widths: widthsOf,
  columns: ({ fields }, question, widths) => customerColumns(question, fields, widths),
});

type Names = { owners: ReadonlyMap<string, string>; segments: ReadonlyMap<string, string> };

async function readRows(ctx: Ctx, ids: readonly string[], { owners, segments }: Names): Promise<CustomerRow[]> {
  const items = await ctx.table.getMany([...ids.map(profileKey), ...ids.map(cardKey)], { stale: true });
  const now = Date.parse(ctx.now());
  return ids.flatMap((_, at) => {
    const profile = items[at];
    if (!profile) return [];
    const customer = shownCustomer(ctx, profileOf(profile), statsOf(items[ids.length + at] ?? null));
    const ownerName = customer.ownerId && owners.get(customer.ownerId);
    const { lastContactAt } = customer.stats;
    const daysSinceContact = lastContactAt ? Math.floor((now - Date.parse(lastContactAt)) / 86_400_000) : undefined;
    return [
      {
        ...customer,
        segmentNames: customer.stats.segments.flatMap((id) => segments.get(id) ?? []),
        ...(ownerName && { ownerName }),
        ...(daysSinceContact !== undefined && { daysSinceContact: Math.max(0, daysSinceContact) }),
      },
    ];
  });
}
