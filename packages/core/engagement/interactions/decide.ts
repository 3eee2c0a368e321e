import type { CustomerStats } from "../../people/customers/index.ts";
import { type FieldRules, hasNoRules, isHidden } from "../../platform/access/fields.ts";
import type { Actor, FieldChange } from "../../platform/change.ts";
import { invalid } from "../../platform/errors.ts";
import { cleanText } from "../../platform/fold.ts";
import type { Id } from "../../platform/ids.ts";
import type { Correction, Interaction, NewInteraction } from "./schema.ts";

/** Clocks differ a little; more than this ahead is a mistake. */
const TOLERANCE_MS = 5 * 60_000;
const EARLIEST = "1970-01-01T00:00:00.000Z";

export type LogMoment = { now: string; id: Id<"int">; by: Actor };

export function decideLog(input: NewInteraction, { now, id, by }: LogMoment): Interaction {
  const { occurredAt = now, customerId, ...content } = input;
  checkOccurred(occurredAt, now);
  return {
    ...cleanContent(content),
    id,
    customerId,
    version: 1,
    occurredAt,
    loggedAt: now,
    by,
    ...(by.kind === "user" && { byUserId: by.id }),
    attachments: [],
  };
}

/** The corrected version, and which fields differ from the one before. */
export function decideCorrection(
  interaction: Interaction,
  correction: Correction,
  { now }: { now: string },
): { interaction: Interaction; fields: string[] } {
  checkStands(interaction);
  const { version: _, ...named } = correction;
  if (named.occurredAt) checkOccurred(named.occurredAt, now);
  const next = { ...interaction } as Record<string, unknown>;
  for (const [field, value] of Object.entries(cleanContent(named))) {
    if (value === null) delete next[field];
    else if (value !== undefined) next[field] = value;
  }
  const before = interaction as Record<string, unknown>;
  const fields = Object.keys(named).filter((field) => before[field] !== next[field]);
  if (fields.length === 0) return { interaction, fields };
  return { interaction: { ...(next as Interaction), version: interaction.version + 1, correctedAt: now }, fields };
}

export function decideWithdrawal(
  interaction: Interaction,
  reason: string | undefined,
  { now }: { now: string },
): Interaction {
  checkStands(interaction);
  return {
    ...interaction,
    version: interaction.version + 1,
    withdrawnAt: now,
    ...(reason && { withdrawnReason: cleanText(reason) }),
  };
}

/** What everybody sees of an interaction: of a withdrawn one, that it was there and nothing it said. */
export function shownInteraction(interaction: Interaction): Interaction {
  if (!interaction.withdrawnAt) return interaction;
  const { subject: _s, body: _b, outcome: _o, durationSeconds: _d, sender: _from, ...rest } = interaction;
  return { ...rest, attachments: [] };
}

/** An interaction as somebody with these rules is shown it. */
export function maskInteraction(rules: FieldRules, interaction: Interaction): Interaction {
  if (hasNoRules(rules)) return interaction;
  const shown = Object.entries(interaction).filter(([name]) => !isHidden(rules, "interaction", name));
  const masked = Object.fromEntries(shown) as Interaction;
  // An address is the customer's, and what was attached is part of what was said.
  if (isHidden(rules, "customer", "emails")) delete masked.sender;
  return isHidden(rules, "interaction", "body") ? { ...masked, attachments: [] } : masked;
}

/** What of an interaction is counted. */
export type Counted = Pick<Interaction, "channel" | "direction">;

/** The statistics with `by` interactions more (or fewer) of a kind; dates are the caller's. */
export function countInteraction(stats: CustomerStats, { channel, direction }: Counted, by: 1 | -1): CustomerStats {
  const counted = (counts: CustomerStats["byChannel"]) => {
    const { [channel]: before = 0, ...others } = counts;
    return before + by > 0 ? { ...others, [channel]: before + by } : others;
  };
  return {
    ...stats,
    interactions: stats.interactions + by,
    byChannel: counted(stats.byChannel),
    ...(direction === "in" && { inbound: counted(stats.inbound) }),
    ...(direction === "out" && { outbound: counted(stats.outbound) }),
  };
}

/** The statistics with a contact at this instant. */
export function withContact(stats: CustomerStats, at: string): CustomerStats {
  return {
    ...stats,
    firstContactAt: stats.firstContactAt === null || at < stats.firstContactAt ? at : stats.firstContactAt,
    lastContactAt: stats.lastContactAt === null || at > stats.lastContactAt ? at : stats.lastContactAt,
  };
}

/** For the change row: an interaction's own text stays in its versions, only these are told. */
export function toldFields(before: Interaction | null, after: Interaction): Record<string, FieldChange> {
  const told = ["channel", "direction", "occurredAt"] as const;
  return Object.fromEntries(
    told.map((field) => [field, before ? { before: before[field], after: after[field] } : { after: after[field] }]),
  );
}

function checkStands(interaction: Interaction): void {
  if (interaction.withdrawnAt)
    throw invalid("interaction.withdrawn", "This interaction was withdrawn; log a new one instead.");
}

function checkOccurred(occurredAt: string, now: string): void {
  if (Date.parse(occurredAt) > Date.parse(now) + TOLERANCE_MS) {
    const message = "An interaction has happened; its time cannot lie in the future.";
    throw invalid("interaction.in_future", message, [{ path: "occurredAt", code: "interaction.in_future", message }]);
  }
  if (occurredAt < EARLIEST)
    throw invalid("interaction.too_old", "An interaction cannot lie before 1970.", [{ path: "occurredAt" }]);
}

const MULTILINE = new Set(["body"]);

function cleanContent<T extends object>(content: T): T {
  const entries = Object.entries(content).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    entries.map(([field, value]) => [
      field,
      typeof value === "string" && field !== "occurredAt"
        ? cleanText(value, { multiline: MULTILINE.has(field) })
        : value,
    ]),
  ) as T;
}
