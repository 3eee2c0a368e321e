import {
  checkSettings,
  fieldOfChannel,
  MESSAGE_CHANNELS,
  type SendingSettings,
} from "#core/engagement/messages/index.ts";
import { isHidden } from "#core/platform/access/fields.ts";
import { foldEmail } from "#core/platform/email.ts";
import { invalid, notFound, versionConflict } from "#core/platform/errors.ts";
import { commit, type Plan } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import { refuseHidden } from "#server/platform/field-access.ts";
import { decodeCursor, encodeCursor } from "#server/platform/sharded.ts";
import { carrierOf } from "./carriers.ts";
import { keepSecrets } from "./gateway-secrets.ts";
import { readSettings, writesOfSettings } from "./settings-store.ts";
import { readSuppressed, removalOfSuppressed } from "./store.ts";

export async function getSendingSettings(ctx: Ctx) {
  return shown(ctx, await readSettings(ctx.table, ctx.workspace.locale));
}

type Shown = Pick<Awaited<ReturnType<typeof readSettings>>, "settings" | "references" | "plain" | "version">;

function shown(ctx: Ctx, { settings, references, plain, version }: Shown) {
  return {
    version,
    settings,
    secrets: Object.keys({ ...plain, ...references }).sort(),
    carriers: {
      email: carrierOf(ctx, "email", settings)?.name ?? null,
      sms: carrierOf(ctx, "sms", settings)?.name ?? null,
    },
    from: settings.fromAddress ?? ctx.mailer.from,
    canTrack: ctx.mailer.tracks ?? false,
    receives: [...(ctx.mailer.receives ?? [])],
  };
}

type Patch = Partial<SendingSettings> & {
  version: number;
  secrets?: { [name: string]: string | null } | undefined;
};

/** What is named is replaced. Of secrets the log tells the names alone. */
export async function changeSendingSettings(ctx: Ctx, { version, secrets, ...patch }: Patch) {
  const read = await readSettings(ctx.table, ctx.workspace.locale);
  if (read.version !== version) throw versionConflict("sending", shown(ctx, read));
  const named = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  const settings: SendingSettings = { ...read.settings, ...named };
  for (const field of ["fromAddress", "replyTo"] as const) {
    const typed = settings[field];
    const address = typed === null ? null : foldEmail(typed);
    if (typed !== null && address === null)
      throw invalid("sending.address_invalid", "Not an email address. It looks like name@example.com.", [
        { path: field, code: "sending.address_invalid" },
      ]);
    settings[field] = address;
  }
  checkSettings(settings);
  // What an older Peyvand left in the table moves as well.
  const said = secrets && { ...read.plain, ...secrets };
  if (Object.keys({ ...read.references, ...said }).length > 20)
    throw invalid("sending.too_many_secrets", "At most twenty secrets are kept.", [{ path: "secrets" }]);
  const before = read.settings as Record<string, unknown>;
  const after = settings as Record<string, unknown>;
  const changed = Object.keys(named).filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  const kept = said && (await keepSecrets(ctx, read.references, said));
  const plan: Plan = {
    writes: writesOfSettings(settings, kept?.references ?? null, version),
    change: {
      entity: "sending",
      entityId: "sending",
      verb: "sending.changed",
      fields: {
        ...Object.fromEntries(changed.map((name) => [name, { before: before[name], after: after[name] }])),
        ...(secrets && { secrets: { after: Object.keys(secrets).sort() } }),
      },
    },
    refuse: () => versionConflict("sending", null),
  };
  try {
    await commit(ctx, plan);
  } catch (error) {
    await kept?.undo();
    throw error;
  }
  await kept?.done();
  const present = kept ? { references: kept.references, plain: {} } : read;
  return shown(ctx, { settings, references: present.references, plain: present.plain, version: version + 1 });
}

const ADDRESS = /^[\s\S]{3,254}$/;

export async function listSuppressed(ctx: Ctx, { limit, cursor }: { limit: number; cursor?: string | undefined }) {
  const open = MESSAGE_CHANNELS.filter((one) => !isHidden(ctx.access.fields, "customer", fieldOfChannel(one)));
  if (open.length === 0) return { items: [], nextCursor: null };
  const place = decodeCursor(cursor, /^(email|sms)#([\w.!~*'()-]|%[0-9A-F]{2}){0,800}$/);
  const [channel, after] =
    place === null
      ? [open[0]!, ""]
      : [place.slice(0, place.indexOf("#")), decodeURIComponent(place.slice(place.indexOf("#") + 1))];
  refuseHidden(ctx.access, "customer", [fieldOfChannel(channel)]);
  const page = await readSuppressed(ctx.table, channel, limit, ADDRESS.test(after) ? after : null);
  if (page.next !== null)
    return { items: page.items, nextCursor: encodeCursor(`${channel}#${encodeURIComponent(page.next)}`) };
  return { items: page.items, nextCursor: channel === "email" && open.includes("sms") ? encodeCursor("sms#") : null };
}

export async function allowAgain(ctx: Ctx, { channel, to }: { channel: string; to: string }): Promise<undefined> {
  refuseHidden(ctx.access, "customer", [fieldOfChannel(channel)]);
  await commit(ctx, {
    writes: [removalOfSuppressed(channel, to)],
    change: { entity: "sending", entityId: "sending", verb: "sending.allowedAgain", fields: { to: { before: to } } },
    refuse: () => notFound("suppressed"),
  });
}
