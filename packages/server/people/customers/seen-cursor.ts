import type { CustomerOrder } from "#core/people/customers/index.ts";
import type { Ctx } from "#server/platform/context.ts";
import { decodeCursor, encodeCursor } from "#server/platform/sharded.ts";
import { PLACES } from "./order-store.ts";

type Seeing = Pick<Ctx, "sight" | "access">;

/**
 * Whose list a cursor is of, where it is not everybody's: it goes on in that list alone, so that a place somebody else was
 * given, which may be that of a customer out of one's sight, is no place here.
 */
const ownerOf = ({ sight, access }: Seeing) => (sight.kind === "all" ? "" : `~${sight.kind}~${access.userId ?? ""}`);

export function placeOfCursor(ctx: Seeing, cursor: string | undefined, order: CustomerOrder): string | null {
  const owner = ownerOf(ctx);
  const place = decodeCursor(cursor, new RegExp(`${PLACES[order].source.slice(0, -1)}${owner}$`));
  return place?.slice(0, place.length - owner.length) ?? null;
}

export function cursorOfPlace(ctx: Seeing, place: string | null): string | null {
  return place === null ? null : encodeCursor(place + ownerOf(ctx));
}
