import type { DuplicatePair } from "#core/people/duplicates/index.ts";
import { STRONG } from "#core/people/duplicates/index.ts";
import { t } from "#web/platform/i18n.ts";
import { showList } from "#web/platform/show.ts";
import type { Outcome } from "./queries.ts";

type Evidence = DuplicatePair["evidence"][number];

const AGAINST: readonly Evidence[] = ["otherName", "otherNationalId", "otherBirthOn", "otherKind"];

/** «same phone and same name», and what speaks against it. */
export function evidenceFor(evidence: readonly Evidence[]): string {
  return showList(evidence.filter((one) => !AGAINST.includes(one)).map((one) => t(`duplicates.evidence.${one}`)));
}

export function evidenceAgainst(evidence: readonly Evidence[]): string {
  return showList(evidence.filter((one) => AGAINST.includes(one)).map((one) => t(`duplicates.evidence.${one}`)));
}

export const isStrong = (pair: Pick<DuplicatePair, "score">): boolean => pair.score >= STRONG;

export const countDone = (outcomes: readonly Outcome[]): number => outcomes.filter(({ done }) => done).length;
