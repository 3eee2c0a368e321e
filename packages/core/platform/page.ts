import * as z from "zod";

/** A page of a list. `nextCursor` is null on the last one; a page may be shorter than asked for without being the last. */
export type Page<T> = { items: T[]; nextCursor: string | null };

export function pageOf<S extends z.ZodType>(item: S) {
  return z.strictObject({ items: z.array(item), nextCursor: z.string().nullable() });
}

/** `?limit=1..200&cursor=…`, for use in a list endpoint's query. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(1000).optional(),
};
