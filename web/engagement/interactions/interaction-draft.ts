import type { Interaction } from "#core/engagement/interactions/index.ts";
import { localTime } from "#core/platform/calendar.ts";
import type { Channel } from "#web/people/customers/index.ts";
import { t } from "#web/platform/i18n.ts";
import { timeZone } from "#web/platform/locale.ts";
import { instantOf, readNumber, readTime } from "#web/platform/moments.ts";
import { showDate, showDigits } from "#web/platform/show.ts";
import { dateProblem, readDate } from "#web/ui/dates.ts";
import { fieldAccess } from "#web/workspace/users/index.ts";

export type Direction = Interaction["direction"];

/** What the composer and the correction hold, as typed. `date` empty means now. */
export type InteractionDraft = {
  channel: Channel;
  direction: Direction;
  subject: string;
  body: string;
  outcome: string;
  minutes: string;
  date: string;
  time: string;
};

export const emptyInteraction = (): InteractionDraft => ({
  channel: "note",
  direction: "none",
  subject: "",
  body: "",
  outcome: "",
  minutes: "",
  date: "",
  time: "",
});

const WITHOUT_DIRECTION: readonly Channel[] = ["note", "meeting", "visit", "other"];
const WITH_DURATION: readonly Channel[] = ["call", "meeting", "visit", "chat"];

export const hasDirection = (channel: Channel): boolean => !WITHOUT_DIRECTION.includes(channel);
export const hasDuration = (channel: Channel): boolean => WITH_DURATION.includes(channel);

/** Who usually begins in this channel; a form is always theirs. */
export function usualDirection(channel: Channel): Direction {
  if (!hasDirection(channel)) return "none";
  return channel === "form" || channel === "web" ? "in" : "out";
}

export function draftOf(interaction: Interaction): InteractionDraft {
  const { on, time } = localTime(interaction.occurredAt, timeZone());
  return {
    channel: interaction.channel,
    direction: interaction.direction,
    subject: interaction.subject ?? "",
    body: interaction.body ?? "",
    outcome: interaction.outcome ?? "",
    minutes:
      interaction.durationSeconds === undefined ? "" : showDigits(String(Math.round(interaction.durationSeconds / 60))),
    date: showDate(on, "short"),
    time: showDigits(time),
  };
}

export function problemsOf(draft: InteractionDraft): Record<string, string> {
  const problems: Record<string, string> = {};
  const isEmpty = [draft.subject, draft.body, draft.outcome].every((text) => text.trim() === "");
  if (isEmpty && draft.channel === "note") problems[isAsked("body") ? "body" : "subject"] = t("interactions.emptyNote");
  const date = dateProblem(draft.date);
  if (date) problems.date = date;
  if (draft.date.trim() && draft.time.trim() && !readTime(draft.time)) problems.time = t("interactions.timeProblem");
  const minutes = readNumber(draft.minutes);
  if (draft.minutes.trim() && (minutes === null || minutes > 7 * 24 * 60))
    problems.minutes = t("interactions.minutesProblem");
  return problems;
}

/** Whether the person signed in says this of an interaction. Reactive. */
export const isAsked = (field: string): boolean => fieldAccess("interaction", field) === undefined;

/** The parts of a request that a draft says; null stands for an emptied one. What is not asked is left as it is. */
export function contentOf(draft: InteractionDraft) {
  const minutes = hasDuration(draft.channel) ? readNumber(draft.minutes) : null;
  return {
    channel: draft.channel,
    direction: hasDirection(draft.channel) ? draft.direction : ("none" as const),
    ...(isAsked("subject") && { subject: draft.subject.trim() || null }),
    ...(isAsked("body") && { body: draft.body.trim() || null }),
    ...(isAsked("outcome") && { outcome: draft.outcome.trim() || null }),
    ...(isAsked("durationSeconds") && { durationSeconds: minutes === null ? null : minutes * 60 }),
  };
}

/** When it happened; undefined for now. Noon, when only the day is known. */
export function occurredAtOf(draft: InteractionDraft): string | undefined {
  const read = readDate(draft.date);
  if (!("on" in read)) return undefined;
  return instantOf(read.on, draft.time.trim() || "12:00", timeZone()) ?? undefined;
}
