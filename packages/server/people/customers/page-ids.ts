import type { Ctx } from "#server/platform/context.ts";
import type { ExportQuestion } from "#server/workspace/exports/index.ts";
import { listCustomers } from "./list.ts";
import { seenIds } from "./sight.ts";

const AT_ONCE = 200;

/** The customers that an export asks for, page by page, after a place. */
export async function* pagesOfIds(
  ctx: Ctx,
  question: ExportQuestion,
  after: string | null,
): AsyncGenerator<{ ids: string[]; next: string | null }> {
  const { ids } = question;
  if (ids) {
    for (let at = after === null ? 0 : Number(after); at < ids.length; at += AT_ONCE) {
      const end = at + AT_ONCE;
      const seen = await seenIds(ctx, ids.slice(at, end));
      yield { ids: [...seen], next: end < ids.length ? String(end) : null };
    }
    return;
  }
  const { sort, reverse, archived, filter } = question;
  let cursor = after ?? undefined;
  do {
    const page = await listCustomers(ctx, { sort, reverse, archived, filter, limit: AT_ONCE, cursor });
    cursor = page.nextCursor ?? undefined;
    yield { ids: page.items.map(({ id }) => id), next: page.nextCursor };
  } while (cursor !== undefined);
}
