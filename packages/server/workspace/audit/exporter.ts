import type { Change } from "#core/platform/change.ts";
import { CrmError } from "#core/platform/errors.ts";
import type { Ctx } from "#server/platform/context.ts";
import { type CustomersSeen, toldChanges } from "#server/workspace/changes/index.ts";
import type { ExportColumn, Exporter } from "#server/workspace/exports/index.ts";
import { searchFeed } from "./feed-store.ts";

const PAGE = 500;
const MOST_LETTERS = 5_000;

const HEADINGS = {
  at: { fa: "زمان", en: "When" },
  actor: { fa: "چه کسی", en: "Who" },
  actorId: { fa: "شناسهٔ او", en: "Their id" },
  address: { fa: "نشانی اینترنتی", en: "Address" },
  agent: { fa: "برنامه", en: "Program" },
  verb: { fa: "چه کاری", en: "What" },
  record: { fa: "شناسهٔ رکورد", en: "Record" },
  customerId: { fa: "شناسهٔ مشتری", en: "Customer id" },
  via: { fa: "از راه", en: "By" },
  fields: { fa: "چه چیزی عوض شد", en: "What changed" },
  id: { fa: "شناسه", en: "Id" },
} as const;

/** The audit as a list: each change a row, newest first, as the one who asks may see it. */
export function auditExporter(customersSeen: () => Promise<CustomersSeen>): Exporter<Change> {
  return {
    // Its rows are masked themselves: no column of it is a field of an interaction's.
    fieldsOf: "interaction",
    choices: (_, language) => Object.entries(HEADINGS).map(([name, heading]) => ({ name, heading: heading[language] })),
    async *pages(ctx, { audit = {} }, after) {
      requireAuditor(ctx);
      let place = after === null ? null : Number(after);
      for (;;) {
        const { changes, next } = await searchFeed(ctx, audit, place, PAGE);
        const origins = new Map(changes.map(({ id, from }) => [id, from]));
        const told = await toldChanges(ctx, customersSeen, changes);
        const rows = told.map((change) => ({ ...change, from: origins.get(change.id) }));
        yield { rows, after: next === null ? null : String(next) };
        if (next === null) return;
        place = next;
      }
    },
    widths: () => ({}),
    columns: (_, { language }) => columnsOf(language),
  };
}

function requireAuditor({ permissions }: Ctx): void {
  if (permissions.has("audit.read")) return;
  throw new CrmError("forbidden", "auth.forbidden", "This needs the permission audit.read.");
}

function columnsOf(language: "fa" | "en"): ExportColumn<Change>[] {
  const one = (
    name: keyof typeof HEADINGS,
    value: ExportColumn<Change>["value"],
    more: Partial<ExportColumn<Change>> = {},
  ): ExportColumn<Change> => ({ name, heading: HEADINGS[name][language], type: "text", width: 20, value, ...more });
  return [
    one("at", ({ at }) => at, { type: "instant" }),
    one("actor", ({ actor }) => actor.name, { width: 24 }),
    one("actorId", ({ actor }) => actor.id, { width: 32 }),
    one("address", ({ from }) => from?.address),
    one("agent", ({ from }) => from?.agent),
    one("verb", ({ verb }) => verb, { width: 24 }),
    one("record", ({ entityId }) => entityId, { width: 32 }),
    one("customerId", ({ customerId }) => customerId, { width: 32 }),
    one("via", ({ via }) => via, { width: 32 }),
    one("fields", ({ fields }) => JSON.stringify(fields).slice(0, MOST_LETTERS), { width: 60 }),
    one("id", ({ id }) => id, { width: 32 }),
  ];
}
