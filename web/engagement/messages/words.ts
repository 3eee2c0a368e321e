import type { Message } from "#core/engagement/messages/index.ts";
import { GAVE_UP } from "#core/engagement/messages/reason-text.ts";
import { findWord, t } from "#web/platform/i18n.ts";
import { showInstant } from "#web/platform/show.ts";

export function stateWord(message: Message): string {
  if (message.state === "failed" && message.reason === "message.cancelled") return t("messages.cancelled");
  return t(`messages.states.${message.state}`);
}

/** Why it has not gone, or what came of it, in words; null where the state says all. */
export function whyWord(message: Message): string | null {
  const { state, hold, nextAt, reason } = message;
  if (state === "held" && hold) {
    const until = nextAt && WITH_MOMENT.has(hold) ? ` ${t("messages.goesAt", showInstant(nextAt))}` : "";
    return `${t(`messages.holds.${hold}`)}${until}`;
  }
  if (state === "queued" && message.attempts > 0) {
    const again = nextAt ? t("messages.againAt", showInstant(nextAt)) : "";
    return [(reason && ownWord(reason)) ?? t("messages.refused", reason ?? ""), again].join(" ");
  }
  if (state === "uncertain") return t(message.needsPerson ? "messages.nobodyKnows" : "messages.waitsToHear");
  if (state === "failed" || state === "bounced" || state === "complained") return reason ? reasonWord(reason) : null;
  return null;
}

const WITH_MOMENT = new Set(["quietHours", "dayOff", "limit", "quota"]);

/** What we say ourselves, not the provider. */
const ownWord = (reason: string) => findWord(`messages.reasons.${reason.replaceAll(".", "_")}`);

function reasonWord(reason: string): string {
  if (reason.startsWith(GAVE_UP)) return `${t("messages.gaveUp")} ${reasonWord(reason.slice(GAVE_UP.length))}`;
  return ownWord(reason) ?? t("messages.providerSaid", reason);
}

/** How it looks: quiet, waiting, good or bad. */
export function toneOf({ state }: Message): "quiet" | "wait" | "good" | "bad" {
  if (["bounced", "complained", "failed"].includes(state)) return "bad";
  if (["held", "uncertain"].includes(state)) return "wait";
  return ["delivered", "opened", "clicked"].includes(state) ? "good" : "quiet";
}
