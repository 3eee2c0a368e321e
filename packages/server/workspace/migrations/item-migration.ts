import type { Ctx } from "#server/platform/context.ts";
import type { Item, Key } from "#server/platform/table.ts";
import type { Migration, MigrationRun } from "./migration.ts";
import { rewrite, wholeTable } from "./store.ts";

type Place = { after: Key | null; changed: number };

const AT_ONCE = 16;

/**
 * A step that changes items one by one. `up` makes of an item of one of these types the item of the new shape, or null when it
 * has that already; `down` the other way round. Neither changes a key or a version: who has a form open may save it.
 */
export function itemMigration(step: {
  to: number;
  name: string;
  types: readonly string[];
  up(item: Item): Item | null;
  down(item: Item): Item | null;
  /** Items read for one part; 500 unless said. */
  part?: number;
}): Migration {
  const walk = async (ctx: Ctx, job: MigrationRun, change: (item: Item) => Item | null) => {
    const table = wholeTable(ctx);
    let { after, changed } = (job.state as Place | null) ?? { after: null, changed: 0 };
    for (;;) {
      const page = await table.scan({ limit: step.part ?? 500, ...(after && { after }) });
      const items = page.items.filter(({ type }) => step.types.includes(String(type)));
      for (let at = 0; at < items.length; at += AT_ONCE) {
        const done = items.slice(at, at + AT_ONCE).map((item) => rewrite(ctx.table, item, change));
        changed += (await Promise.all(done)).filter(Boolean).length;
      }
      if (page.next === null) return "done" as const;
      after = page.next;
      if (!(await job.save({ after, changed }, changed))) return "leftOff" as const;
    }
  };
  return {
    to: step.to,
    name: step.name,
    run: (ctx, job) => walk(ctx, job, step.up),
    undo: (ctx, job) => walk(ctx, job, step.down),
  };
}
