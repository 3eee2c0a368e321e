import { type CustomerCard, type LikelyDuplicate, lookUpKeys } from "#core/people/customers/index.ts";
import { foldEmail } from "#core/platform/email.ts";
import { foldText } from "#core/platform/fold.ts";
import { parseNationalId } from "#core/platform/national-id.ts";
import { parsePhone } from "#core/platform/phone.ts";
import type { Ctx } from "#server/platform/context.ts";
import { namesIn, refuseHidden } from "#server/platform/field-access.ts";
import { findIdsByName } from "./list-store.ts";
import { seenIds, shownCard } from "./sight.ts";
import { findCards, findIdsByKey } from "./store.ts";

export type DuplicateQuestion = {
  name?: string;
  phones?: readonly string[];
  emails?: readonly string[];
  nationalId?: string;
  except?: string;
};

type Because = LikelyDuplicate["because"][number];

const MAX_PER_KEY = 10;
const MAX_SHOWN = 10;

/** Who may be the customer described, strongest evidence first. What cannot be read yet is passed over. */
export async function findDuplicates(ctx: Ctx, question: DuplicateQuestion): Promise<LikelyDuplicate[]> {
  refuseHidden(ctx.access, "customer", namesIn({ ...question, except: undefined, name: undefined }));
  const keys = lookUpKeys({
    phones: (question.phones ?? []).flatMap((raw) => parsePhone(raw, ctx.workspace.region) ?? []),
    emails: (question.emails ?? []).flatMap((raw) => foldEmail(raw) ?? []).map((address) => ({ address })),
    nationalId: (question.nationalId && parseNationalId(question.nationalId)) || undefined,
  });
  const folded = question.name ? foldText(question.name) : "";
  const evidence = new Map<string, Set<Because>>();
  const found = (because: Because) => (ids: readonly string[]) => {
    for (const id of ids) {
      if (id !== question.except) evidence.set(id, (evidence.get(id) ?? new Set()).add(because));
    }
  };
  await Promise.all([
    ...keys.map((key) =>
      findIdsByKey(ctx.table, key, MAX_PER_KEY).then(found(key.slice(0, key.indexOf("#")) as Because)),
    ),
    ...(folded.length > 2 ? [findIdsByName(ctx.table, folded, MAX_PER_KEY).then(found("name"))] : []),
  ]);
  if (evidence.size === 0) return [];
  const cards = await findCards(ctx.table, [...(await seenIds(ctx, [...evidence.keys()]))]);
  return cards
    .filter(({ mergedInto }) => !mergedInto)
    .map((card) => ({ card: shownCard(ctx, card), because: becauseOf(card, evidence.get(card.id), folded) }))
    .sort((a, b) => b.because.length - a.because.length)
    .slice(0, MAX_SHOWN);
}

function becauseOf(card: CustomerCard, found: Set<Because> | undefined, folded: string): Because[] {
  const because = new Set(found);
  if (folded && foldText(card.name) === folded) because.add("name");
  return [...because];
}
