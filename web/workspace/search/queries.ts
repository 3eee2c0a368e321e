import { type Found, search } from "#core/workspace/search/index.ts";
import { call } from "#web/platform/api.ts";

export type { Found };

/** What the start of a word, or the end of a number, finds. */
export async function find(q: string, signal: AbortSignal): Promise<Found[]> {
  const answer = await call(search, { query: { q, limit: 20 } }, { signal });
  return answer.items;
}
