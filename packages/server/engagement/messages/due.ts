import {
  addressesOf,
  type Decided,
  decideByKey,
  decideClaim,
  decideFailure,
  decideHold,
  decidePermission,
  decideUncertain,
  decideUnheard,
  type Message,
  type SendingSettings,
} from "#core/engagement/messages/index.ts";
import type { Profile } from "#core/people/customers/index.ts";
import { findSurvivors, profileKey, profileOf } from "#server/people/customers/index.ts";
import type { Ctx } from "#server/platform/context.ts";
import type { DuePlan } from "#server/platform/due.ts";
import type { Item, Write } from "#server/platform/table.ts";
import { carrierOf } from "./carriers.ts";
import { aboutMessage, changeOfState } from "./change-of-state.ts";
import { sendClaimed } from "./send.ts";
import { SETTINGS_KEY, settingsOf } from "./settings-store.ts";
import {
  attributesOf,
  DUE_KIND,
  type Rate,
  rateKey,
  rateOf,
  type Stored,
  sentKey,
  sentOf,
  storedOf,
  suppressedKey,
  suppressedOf,
  writeOfRate,
  writeOfSent,
} from "./store.ts";

const HOUR_MS = 3_600_000;
const KEPT_MARKETING = 100;
/** A moment this near is now. */
const SOON_MS = 1_000;

/** What to do with a message that is due: ask for permission and send it, or find out what became of it. */
export async function messageDue(ctx: Ctx, item: Item, now: string): Promise<DuePlan> {
  const stored = storedOf(item);
  const { message } = stored;
  if (message.state === "sending") return settleInterrupted(ctx, stored, now);
  if (message.state === "uncertain") return settleUncertain(ctx, stored, now);
  if (message.state !== "queued" && message.state !== "held") return { nextDueAt: null };
  return message.customerId ? sendToCustomer(ctx, stored, message.customerId, now) : sendToStaff(ctx, stored, now);
}

/** The record as it becomes, under the version that was read. */
function become(stored: Stored, { message, dueAt }: Decided, more: Partial<DuePlan> = {}): DuePlan {
  const change = changeOfState(stored.message, message);
  return {
    ...(change && { plan: { writes: [], change } }),
    nextDueAt: dueAt,
    set: attributesOf(message, stored.version + 1),
    unset: ["slotAt"],
    asRead: ["version"],
    ...more,
  } as DuePlan;
}

async function sendToCustomer(ctx: Ctx, stored: Stored, customerId: string, now: string): Promise<DuePlan> {
  const { message } = stored;
  const [profileItem, sent, suppressedThere, settingsItem, rate] = await ctx.table.getMany([
    profileKey(customerId),
    sentKey(customerId),
    suppressedKey(message.channel, message.to || "-"),
    SETTINGS_KEY,
    rateKey(message.channel),
  ]);
  if (!profileItem) return become(stored, decideFailure(message, "customer.gone", now));
  const profile = await presentProfile(ctx, profileOf(profileItem));
  if (profile.archivedAt) return become(stored, decideFailure(message, "customer.archived", now));
  const settings = settingsOf(settingsItem, ctx.workspace.locale);
  const addressed = { ...message, to: addressNow(profile, message) };
  const suppressed =
    addressed.to === message.to || addressed.to === ""
      ? suppressedThere
      : await ctx.table.get(suppressedKey(message.channel, addressed.to));
  // What went wrong for now is the same message again: it was counted when it was first tried.
  const counts = message.purpose === "marketing" && message.firstTriedAt === undefined;
  const marketing = withoutOne(sentOf(sent), message.firstTriedAt);
  const recipient = { profile, suppressed: suppressedOf(suppressed)?.why ?? null, marketing };
  const { timeZone } = ctx.workspace;
  const permission = decidePermission(addressed, recipient, settings, { now, timeZone });
  if (!permission.may) return become(stored, decideHold(addressed, permission.hold, permission.until, now));
  const counted = counts ? [writeOfSent(customerId, sent, [...marketing, now].slice(-KEPT_MARKETING))] : [];
  return claim(ctx, { ...stored, message: addressed }, { settings, rate }, counted, now);
}

/** An address that is no longer in the record may be somebody else's by now: the first there is, or none, stands for it. */
function addressNow(profile: Profile, { channel, to }: Message): string {
  const own = addressesOf(profile, channel);
  return own.includes(to) ? to : (own[0] ?? "");
}

function withoutOne(all: readonly string[], one: string | undefined): readonly string[] {
  const at = one === undefined ? -1 : all.indexOf(one);
  return at < 0 ? all : all.toSpliced(at, 1);
}

/** A reminder that cannot go now is of no use later: it is listed, and not kept waiting. */
async function sendToStaff(ctx: Ctx, stored: Stored, now: string): Promise<DuePlan> {
  const { message } = stored;
  const keys = [suppressedKey(message.channel, message.to), SETTINGS_KEY, rateKey(message.channel)];
  const [suppressed, settingsItem, rate] = await ctx.table.getMany(keys);
  const settings = settingsOf(settingsItem, ctx.workspace.locale);
  if (suppressed) return become(stored, decideFailure(message, "message.bounced_before", now));
  if (!carrierOf(ctx, message.channel, settings))
    return become(stored, decideFailure(message, "message.not_set_up", now));
  return claim(ctx, stored, { settings, rate }, [], now);
}

/** A merged record is part of another, whose wishes hold. */
async function presentProfile(ctx: Ctx, profile: Profile): Promise<Profile> {
  if (!profile.mergedInto) return profile;
  const [found] = await findSurvivors(ctx.table, [profile.id]);
  return found?.survivor ?? profile;
}

async function claim(
  ctx: Ctx,
  stored: Stored,
  { settings, rate: rateItem }: { settings: SendingSettings; rate: Item | null | undefined },
  writes: readonly Write[],
  now: string,
): Promise<DuePlan> {
  const { message, slotAt } = stored;
  const carrier = carrierOf(ctx, message.channel, settings);
  if (!carrier) {
    const until = new Date(Date.parse(now) + HOUR_MS).toISOString();
    return become(stored, decideHold(message, "notSetUp", until, now));
  }
  const all = [...writes];
  const limits = settings.rates[message.channel];
  if ((limits.perMinute !== null || limits.perDay !== null) && slotAt === null) {
    const { slot, rate } = nextSlot(rateOf(rateItem), limits, now);
    const given = writeOfRate(message.channel, rateItem, rate);
    // Its moment is its own now, and it is not asked again for one.
    if (Date.parse(slot) > Date.parse(now) + SOON_MS) {
      const plan = become(stored, decideHold(message, "quota", slot, now), { writes: [given] });
      return { ...plan, set: { ...("set" in plan ? plan.set : {}), slotAt: slot }, unset: [] } as DuePlan;
    }
    all.push(given);
  }
  const decided = decideClaim(message, carrier.name, now);
  const { attempts } = decided.message;
  return become(stored, decided, {
    writes: all,
    afterwards: () => sendClaimed(ctx, decided.message, attempts),
  });
}

/** The next moment a channel has free: a minute's share after the one before, and no more in a UTC day than may be. */
export function nextSlot(
  given: Rate | null,
  { perMinute, perDay }: SendingSettings["rates"]["email"],
  now: string,
): { slot: string; rate: Rate } {
  let slot = given && given.next > now ? given.next : now;
  let day = slot.slice(0, 10);
  let count = given?.day === day ? given.count : 0;
  if (given && given.day > day) {
    day = given.day;
    count = given.count;
    slot = `${day}T00:00:00.000Z`;
  }
  if (perDay !== null && count >= perDay) {
    day = new Date(Date.parse(`${day}T00:00:00.000Z`) + 24 * HOUR_MS).toISOString().slice(0, 10);
    slot = `${day}T00:00:00.000Z`;
    count = 0;
  }
  const interval = perMinute === null ? 0 : 60_000 / perMinute;
  const next = new Date(Date.parse(slot) + interval).toISOString();
  return { slot, rate: { next, day, count: count + 1 } };
}

/** The process that had claimed it died, or its answer never came. */
async function settleInterrupted(ctx: Ctx, stored: Stored, now: string): Promise<DuePlan> {
  const settings = settingsOf(await ctx.table.get(SETTINGS_KEY), ctx.workspace.locale);
  const settles = carrierOf(ctx, stored.message.channel, settings)?.settles ?? "never";
  return become(stored, decideUncertain(stored.message, "interrupted", settles, now));
}

async function settleUncertain(ctx: Ctx, stored: Stored, now: string): Promise<DuePlan> {
  const { message } = stored;
  const settings = settingsOf(await ctx.table.get(SETTINGS_KEY), ctx.workspace.locale);
  const carrier = carrierOf(ctx, message.channel, settings);
  const asked = carrier?.name === message.provider && carrier?.isSent;
  if (asked) return become(stored, decideByKey(message, await asked(message.id), now));
  return become(stored, decideUnheard(message, now), {
    plan: { writes: [], change: { ...aboutMessage(message), verb: "message.uncertain" } },
  });
}

export { DUE_KIND };
