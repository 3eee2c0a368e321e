import type { CustomerCard } from "#core/people/customers/index.ts";
import type { Page } from "#core/platform/page.ts";
import type { Ctx } from "#server/platform/context.ts";
import { decodeCursor, encodeCursor } from "#server/platform/sharded.ts";
import { listByName, listNewest, NAME_PLACE, NEWEST_PLACE } from "./store.ts";

type Question = { sort: "newest" | "name"; archived: boolean; limit: number; cursor?: string };

export async function listCustomers(
  ctx: Ctx,
  { sort, archived, limit, cursor }: Question,
): Promise<Page<CustomerCard>> {
  const after = decodeCursor(cursor, sort === "name" ? NAME_PLACE : NEWEST_PLACE);
  const read = sort === "name" ? listByName : listNewest;
  const { cards, next } = await read(ctx.table, { limit, after, archived });
  return { items: cards, nextCursor: encodeCursor(next) };
}
