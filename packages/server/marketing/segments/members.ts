import type { BecauseShown, CustomerSegments, Member, Movement } from "#core/marketing/segments/index.ts";
import { customerOf } from "#core/people/customers/index.ts";
import { viewOfCustomer } from "#core/people/customers/view.ts";
import { isHidden } from "#core/platform/access/fields.ts";
import { sees } from "#core/platform/access/sight.ts";
import type { Change } from "#core/platform/change.ts";
import { notFound } from "#core/platform/errors.ts";
import type { Page } from "#core/platform/page.ts";
import { cardKey, findCards, profileKey, profileOf, shownCard, statsOf } from "#server/people/customers/index.ts";
import type { Ctx } from "#server/platform/context.ts";
import { decodeCursor, encodeCursor } from "#server/platform/sharded.ts";
import { shownBecause } from "./decide-standing.ts";
import { readDefinitions } from "./definitions.ts";
import { evaluatorOf } from "./follow.ts";
import {
  type HistoryRow,
  readHistory,
  readMembers,
  readMovementsOf,
  readReasons,
  standingKey,
  standingOf,
} from "./store.ts";
import { theOne } from "./verbs.ts";

const MEMBER_PLACE = /^cus_[0-9A-Z]{26}$/;
const HISTORY_PLACE = /^h#\d{13}#chg_[0-9A-Z]{26}$/;
const LATEST = 20;

type Paging = { limit: number; cursor?: string | undefined };

/** Who is in a segment, of those the asker sees. */
export async function listMembers(ctx: Ctx, id: string, { limit, cursor }: Paging): Promise<Page<Member>> {
  const after = decodeCursor(cursor, MEMBER_PLACE);
  const [{ segments }, { members, next }] = await Promise.all([
    readDefinitions(ctx.table),
    readMembers(ctx.table, id, limit, after),
  ]);
  theOne(segments, id);
  const cards = await seenCards(
    ctx,
    members.map(({ customerId }) => customerId),
  );
  const items = members.flatMap(({ customerId, since, how }): Member[] => {
    const card = cards.get(customerId);
    return card ? [{ card, since, how }] : [];
  });
  return { items, nextCursor: encodeCursor(next) };
}

/** The cards of those of some customers whom the asker sees, by id. */
export async function seenCards(ctx: Ctx, ids: readonly string[]) {
  const cards = (await findCards(ctx.table, [...new Set(ids)])).filter((card) => sees(ctx.sight, card));
  return new Map(cards.map((card) => [card.id as string, shownCard(ctx, card)]));
}

/** Who came and went, newest first, and why; those the asker does not see are left out. */
export async function listMovements(ctx: Ctx, id: string, { limit, cursor }: Paging): Promise<Page<Movement>> {
  const after = decodeCursor(cursor, HISTORY_PLACE);
  const [{ segments }, { rows, next }] = await Promise.all([
    readDefinitions(ctx.table),
    readHistory(ctx.table, id, limit, after),
  ]);
  theOne(segments, id);
  const [cards, changes] = await Promise.all([
    seenCards(
      ctx,
      rows.map(({ customerId }) => customerId),
    ),
    readReasons(ctx.table, rows),
  ]);
  const items = rows.flatMap((row, at): Movement[] => {
    const card = cards.get(row.customerId);
    // Of somebody who is gone it is told that somebody was there; of somebody out of sight nothing.
    if (!card && ctx.sight.kind !== "all") return [];
    return [movementOf(ctx, row, id, changes[at] ?? null, card?.name ?? null)];
  });
  return { items, nextCursor: encodeCursor(next) };
}

function movementOf(
  ctx: Ctx,
  { at, direction, customerId, via }: HistoryRow,
  segmentId: string,
  change: Change | null,
  name: string | null,
): Movement {
  return {
    at,
    direction,
    customerId: customerId as Movement["customerId"],
    name,
    segmentId: segmentId as Movement["segmentId"],
    because: readable(ctx, (change?.fields.because?.after as BecauseShown[] | undefined) ?? []),
    ...(via !== undefined && { via }),
    by: change?.actor ?? null,
  };
}

/** What was found in a field that is hidden from the asker is not told by a reason either. */
function readable({ access }: Ctx, because: readonly BecauseShown[]): BecauseShown[] {
  return because.filter(({ leaf }) => !isHidden(access.fields, "customer", leaf.field));
}

/** The segments a customer is in, and why each, as they are now. */
export async function getCustomerSegments(ctx: Ctx, id: string): Promise<CustomerSegments> {
  const [definitions, [profileItem, card, standingItem], changes] = await Promise.all([
    readDefinitions(ctx.table),
    ctx.table.getMany([profileKey(id), cardKey(id), standingKey(id)]),
    readMovementsOf(ctx.table, id, LATEST),
  ]);
  const profile = profileItem ? profileOf(profileItem) : null;
  if (!profile || !sees(ctx.sight, profile)) throw notFound("customer");
  const evaluator = evaluatorOf(ctx, definitions);
  const view = viewOfCustomer(customerOf(profile, statsOf(card ?? null), ctx.fields), ctx.fields);
  const { members } = standingOf(standingItem ?? null, id);
  const isIn = new Set(Object.keys(members));
  const known = new Map(definitions.segments.map((one) => [one.id as string, one]));
  const items = definitions.segments.flatMap((segment): CustomerSegments["items"] => {
    const since = members[segment.id];
    if (since === undefined) return [];
    const isBroken = evaluator.isBroken(segment.id);
    const because = isBroken ? [] : readable(ctx, shownBecause(evaluator.why(segment.id, view, isIn)));
    const how = segment.kind === "static" ? "hand" : "rule";
    return [{ id: segment.id, name: segment.name, kind: segment.kind, since, how, because, isBroken }];
  });
  const history = changes.map((change) => {
    const direction = change.verb === "segment.entered" ? ("in" as const) : ("out" as const);
    const row = {
      at: change.at,
      direction,
      customerId: id,
      changeId: change.id,
      ...(change.via && { via: change.via }),
    };
    const told = change.fields.segment;
    const segmentName = known.get(change.entityId)?.name ?? String(told?.after ?? told?.before ?? "");
    return { ...movementOf(ctx, row, change.entityId, change, profile.name), segmentName };
  });
  return { items: items.sort((a, b) => (a.since < b.since ? 1 : -1)), history };
}
