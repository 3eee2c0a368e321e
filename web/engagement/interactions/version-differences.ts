import type { Interaction } from "#core/engagement/interactions/index.ts";
import { channelWord } from "#web/people/customers/index.ts";
import { t } from "#web/platform/i18n.ts";
import { showInstant, showNumber } from "#web/platform/show.ts";

/** One part of what an interaction says, as it was in the version before and as it is in this one. */
export type Difference = { name: string; before: string; after: string };

const PARTS: { name: () => string; text: (of: Interaction) => string }[] = [
  { name: () => t("interactions.channel"), text: (of) => channelWord(of.channel) },
  {
    name: () => t("interactions.direction"),
    text: (of) => (of.direction === "none" ? "" : t(`interactions.directions.${of.direction}`)),
  },
  { name: () => t("interactions.occurredAt"), text: (of) => showInstant(of.occurredAt) },
  { name: () => t("interactions.subject"), text: (of) => of.subject ?? "" },
  { name: () => t("interactions.body"), text: (of) => of.body ?? "" },
  { name: () => t("interactions.outcome"), text: (of) => of.outcome ?? "" },
  {
    name: () => t("interactions.duration"),
    text: (of) =>
      of.durationSeconds === undefined ? "" : t("interactions.lasted", showNumber(Math.round(of.durationSeconds / 60))),
  },
];

/** What a version says differently from the one before it; of the first, all that it says. */
export function differencesOf(version: Interaction, before: Interaction | undefined): Difference[] {
  return PARTS.map(({ name, text }) => ({
    name: name(),
    before: before ? text(before) : "",
    after: text(version),
  })).filter((part) => part.before !== part.after);
}
