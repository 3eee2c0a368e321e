import type { CustomerCard } from "../../people/customers/schema.ts";
import type { Rule } from "../../platform/rules/rule.ts";

/** Why a customer needs the one who looks after them, the most pressing first. */
export const NEEDS = ["overdue", "atRisk", "untouched", "silent"] as const;
export type Need = (typeof NEEDS)[number];

/** Nobody has spoken with them for so many days. */
export const SILENT_DAYS = 60;
/** A new one waits so many days for a first word. */
export const UNTOUCHED_DAYS = 1;
const DAY_MS = 86_400_000;

const nothingPlanned: Rule = { field: "openActivities", is: "equals", value: 0 };

/** The customers of somebody who need them on a day, as a filter of lists. Those who left are not waited for. */
export function needsRule(ownerId: string, on: string): Rule {
  return {
    all: [
      { field: "ownerId", is: "anyOf", value: [ownerId] },
      { not: { field: "lifecycleStage", is: "anyOf", value: ["lost", "ended"] } },
      {
        any: [
          { field: "nextActivityAt", is: "before", value: on },
          { all: [{ field: "lifecycleStage", is: "anyOf", value: ["atRisk"] }, nothingPlanned] },
          {
            all: [
              { field: "interactions", is: "equals", value: 0 },
              { field: "createdAt", is: "moreThanAgo", value: { count: UNTOUCHED_DAYS, unit: "days" } },
              nothingPlanned,
            ],
          },
          {
            all: [
              { field: "lastContactAt", is: "moreThanAgo", value: { count: SILENT_DAYS, unit: "days" } },
              nothingPlanned,
            ],
          },
        ],
      },
    ],
  };
}

type Known = Pick<
  CustomerCard,
  "nextActivityAt" | "lifecycleStage" | "openActivities" | "interactions" | "createdAt" | "lastContactAt"
>;

/** The first of the reasons why one found by the rule needs them, and since when. */
export function needOf(card: Known, now: string): { need: Need; since: string | null } | null {
  const { nextActivityAt, lastContactAt, createdAt } = card;
  const isPast = (at: string, days: number) => Date.parse(now) - Date.parse(at) > days * DAY_MS;
  if (nextActivityAt !== null && nextActivityAt < now) return { need: "overdue", since: nextActivityAt };
  if (card.openActivities > 0) return null;
  if (card.lifecycleStage === "atRisk") return { need: "atRisk", since: lastContactAt };
  if (card.interactions === 0 && isPast(createdAt, UNTOUCHED_DAYS)) return { need: "untouched", since: createdAt };
  if (lastContactAt !== null && isPast(lastContactAt, SILENT_DAYS)) return { need: "silent", since: lastContactAt };
  return null;
}
