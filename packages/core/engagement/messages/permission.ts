import type { Profile } from "../../people/customers/index.ts";
import { nextMoment } from "./calendar-of-sending.ts";
import type { Hold, Message } from "./schema.ts";
import type { SendingSettings } from "./settings.ts";

/** What is known of whom it goes to. */
export type Recipient = {
  profile: Pick<Profile, "consents" | "timeZone">;
  /** Why this address or number is not written to any more. */
  suppressed: "bounced" | "complained" | null;
  /** When marketing messages went to this customer lately, oldest first. */
  marketing: readonly string[];
};

export type Permission = { may: true } | { may: false; hold: Hold; until: string };

const DAY_MS = 86_400_000;
/** What only a person can change is looked at so often, besides when it changes. */
const LOOK_AGAIN_MS = DAY_MS;

/**
 * Whether a message may go now, or why not and when to look again. What somebody waits for or one person writes to another
 * (`transactional`) needs no consent and no hour; an address that bounced is written to by neither.
 */
export function decidePermission(
  message: Pick<Message, "channel" | "purpose" | "to">,
  recipient: Recipient,
  settings: SendingSettings,
  { now, timeZone }: { now: string; timeZone: string },
): Permission {
  const hold = (why: Hold, until = new Date(Date.parse(now) + LOOK_AGAIN_MS).toISOString()): Permission => ({
    may: false,
    hold: why,
    until,
  });
  if (message.to === "") return hold("noAddress");
  if (recipient.suppressed === "bounced") return hold("bounced");
  if (message.purpose === "transactional") return { may: true };
  if (recipient.suppressed) return hold(recipient.suppressed);
  const { state } = recipient.profile.consents[message.channel];
  if (state === "denied") return hold("noConsent");
  if (state === "unknown" && settings.unknownConsent === "hold") return hold("consentUnknown");
  const free = freeFrom(recipient.marketing, settings.limit, now);
  if (free > now) return hold("limit", free);
  const { at, because } = nextMoment(now, recipient.profile.timeZone ?? timeZone, settings);
  if (because && at !== now) return hold(because, at ?? undefined);
  return { may: true };
}

/** When one more marketing message is within the limit: now, or when the oldest that counts leaves the window. */
export function freeFrom(sent: readonly string[], limit: SendingSettings["limit"], now: string): string {
  if (!limit) return now;
  const window = limit.days * DAY_MS;
  const counting = sent.filter((at) => Date.parse(at) > Date.parse(now) - window).sort();
  const oldest = counting[counting.length - limit.most];
  return oldest === undefined ? now : new Date(Date.parse(oldest) + window).toISOString();
}
