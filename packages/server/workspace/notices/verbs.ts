import type { Page } from "#core/platform/page.ts";
import { type Notice, type NoticeSettings, USUAL_SETTINGS } from "#core/workspace/notices/index.ts";
import { commit } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import { putAlways, stateOf } from "#server/platform/entity.ts";
import { decodeCursor, encodeCursor } from "#server/platform/sharded.ts";
import { readNoticesOf, type StoredNotice, settingsEntity, settingsKey, shownNotice, writeOfRead } from "./store.ts";

const PLACE = /^ntc_[0-9A-Z]{26}$/;
const NEWEST = 100;

/** Whose notices: the person's who asks, also by a key of theirs. */
const whose = (ctx: Ctx): string => ctx.access.userId ?? ctx.actor.id;

export async function listNotices(
  ctx: Ctx,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Page<Notice>> {
  const { items, next } = await readNoticesOf(ctx.table, whose(ctx), limit, decodeCursor(cursor, PLACE), ctx.now());
  return { items: items.map(shownNotice), nextCursor: encodeCursor(next) };
}

export async function countNotices(ctx: Ctx): Promise<{ unread: number; newest: Notice | null }> {
  const unread = await readUnread(ctx);
  return { unread: unread.length, newest: unread[0] ? shownNotice(unread[0]) : null };
}

async function readUnread(ctx: Ctx): Promise<StoredNotice[]> {
  const { items } = await readNoticesOf(ctx.table, whose(ctx), NEWEST, null, ctx.now());
  return items.filter(({ readAt }) => readAt === undefined);
}

/** What is gone or was read before is passed over. */
export async function readNotices(ctx: Ctx, { ids }: { ids?: readonly string[] | undefined }): Promise<undefined> {
  const unread = await readUnread(ctx);
  const chosen = ids === undefined ? unread : unread.filter(({ id }) => ids.includes(id));
  if (chosen.length === 0) return;
  const now = ctx.now();
  // A reader's mark is nobody's business and undoes nothing: it is written without a change row.
  for (let at = 0; at < chosen.length; at += 90)
    await ctx.table.transact(chosen.slice(at, at + 90).map((notice) => writeOfRead(notice, now)));
}

export async function getNoticeSettings(ctx: Ctx): Promise<NoticeSettings> {
  return settingsOf(ctx, whose(ctx));
}

/** What somebody wants by mail; the usual when they never said. */
export async function settingsOf(ctx: Pick<Ctx, "table">, userId: string): Promise<NoticeSettings> {
  const item = await ctx.table.get(settingsKey(userId));
  if (!item) return USUAL_SETTINGS;
  const { userId: _, ...settings } = stateOf(settingsEntity, item);
  return { ...USUAL_SETTINGS, ...settings };
}

export async function setNoticeSettings(ctx: Ctx, settings: NoticeSettings): Promise<NoticeSettings> {
  const userId = whose(ctx);
  const before = await settingsOf(ctx, userId);
  const names = (Object.keys(settings) as (keyof NoticeSettings)[]).filter((name) => before[name] !== settings[name]);
  if (names.length === 0) return settings;
  await commit(ctx, {
    writes: [putAlways(settingsEntity, { ...settings, userId })],
    change: {
      entity: "user",
      entityId: userId,
      verb: "user.noticeSettings",
      fields: Object.fromEntries(names.map((name) => [name, { before: before[name], after: settings[name] }])),
    },
  });
  return settings;
}
