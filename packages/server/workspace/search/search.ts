import { hasNoRules } from "#core/platform/access/fields.ts";
import { foldEmail } from "#core/platform/email.ts";
import { type Found, matchesWords, readSearch, type SearchTerms } from "#core/workspace/search/index.ts";
import type { Ctx } from "#server/platform/context.ts";
import { findRows, type SearchRow } from "./store.ts";

/** However common a word is, no more rows than this are read for one answer. */
export const MAX_ROWS_READ = 1_000;
const PAGE = 100;

/** Said by the room whose records these are: who has an address, and what somebody is told who does not see everything. */
export type SearchSight = {
  /** Who has this very email address, of those that one may see. */
  addressed(ctx: Ctx, address: string): Promise<Found[]>;
  /** Whether this may be asked for at all. */
  asks(ctx: Ctx, asked: SearchTerms): boolean;
  /** Of these rows those that one may see and be told of. */
  shown(ctx: Ctx, rows: readonly Found[], asked: SearchTerms): Promise<Found[]>;
  /** Of words so common that not all rows were read: what is found among all that one may see; null when that is too much. */
  among(ctx: Ctx, asked: SearchTerms): Promise<Found[] | null>;
};

type Answer = { items: Found[]; more: boolean };

/**
 * The first rows of every word are read at once. A rare word has all of its rows there and the others are checked on them;
 * only where all are common the longest is read on. One round trip for all but the commonest words.
 */
export async function search(
  ctx: Ctx,
  sightOf: () => Promise<SearchSight>,
  { q, limit }: { q: string; limit: number },
): Promise<Answer> {
  // Its words would find the mailboxes of the same name elsewhere: half of all companies have an «info@».
  const address = foldEmail(q);
  const addressed = address === null ? [] : await (await sightOf()).addressed(ctx, address);
  if (addressed.length > 0) return { items: addressed.slice(0, limit), more: addressed.length > limit };
  const asked = readSearch(q);
  const { words, digits } = asked;
  const sight = ctx.sight.kind === "all" && hasNoRules(ctx.access.fields) ? null : await sightOf();
  if (sight && !sight.asks(ctx, asked)) return { items: [], more: false };
  const longestFirst = [...words].sort((a, b) => b.length - a.length);
  const terms = digits[0] === undefined ? longestFirst.map((word) => ({ word })) : [{ digits: digits[0] }];
  const firsts = await Promise.all(terms.map((term) => findRows(ctx.table, term, words, PAGE)));
  const whole = firsts.findIndex(({ next }) => next === null);
  const at = Math.max(0, whole);
  const term = terms[at];
  let page = firsts[at];
  const found = new Map<string, Found>();
  if (!term || !page) return answer(found, limit, false);
  const add = async (rows: readonly SearchRow[]) => {
    const matching = rows.filter((row) => matchesWords(row.words, words)).map(foundOf);
    for (const row of sight ? await sight.shown(ctx, matching, asked) : matching) found.set(row.id, row);
  };
  // A word itself stands before what it begins, so whoever has a short one of several common ones is on its first page.
  if (whole < 0) for (const { rows } of firsts) await add(rows);
  for (let read = PAGE; ; read += PAGE) {
    await add(page.rows);
    if (!page.next) return answer(found, limit, false);
    if (found.size > limit) return answer(found, limit, true);
    if (read >= MAX_ROWS_READ) break;
    page = await findRows(ctx.table, term, words, PAGE, page.next);
  }
  const rest = sight && digits.length === 0 ? await sight.among(ctx, asked) : null;
  for (const row of rest ?? []) if (!found.has(row.id)) found.set(row.id, row);
  return answer(found, limit, rest === null);
}

const foundOf = ({ words: _, ...row }: SearchRow): Found => row;

function answer(found: ReadonlyMap<string, Found>, limit: number, more: boolean): Answer {
  const items = [...found.values()];
  return { items: items.slice(0, limit), more: more || items.length > limit };
}
