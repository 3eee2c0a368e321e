import type { Notice, NoticeSettings } from "#core/workspace/notices/index.ts";
import { defineEntity, itemOf, stateOf } from "#server/platform/entity.ts";
import { type Item, isExpired, type Key, type Table, type Write } from "#server/platform/table.ts";

export type StoredNotice = Notice & { userId: string };
/** Older notices were the due items of their mails themselves. */
type OldMail = {
  letter?: { to: string; toName: string; subject: string; text: string; locale: "fa" | "en" };
  mail?: string;
};

const KEPT_DAYS = 90;
const noticesOf = (userId: string) => `notices#${userId}`;
export const noticeKey = (userId: string, id: string): Key => ({ pk: noticesOf(userId), sk: id });

const noticeEntity = defineEntity<StoredNotice>({
  type: "notice",
  key: ({ userId, id }) => noticeKey(userId, id),
});

export function writeOfNotice(notice: StoredNotice): Write {
  const ttl = Math.floor(Date.parse(notice.at) / 1000) + KEPT_DAYS * 86_400;
  return { put: itemOf(noticeEntity, notice, { ttl }), if: { absent: true } };
}

/** What changes after it was made stands beside the record, so that nobody writes over another's part. */
export function noticeOf(item: Item): StoredNotice {
  const { readAt } = item as { readAt?: string };
  const { letter: _l, mail: _m, ...notice } = stateOf(noticeEntity, item) as StoredNotice & OldMail;
  return { ...notice, ...(readAt && { readAt }) };
}

/** The mail of an older notice, and how far it was. */
export function oldMailOf(item: Item): OldMail & { id: string } {
  const { id, letter, mail } = stateOf(noticeEntity, item) as StoredNotice & OldMail;
  return { id, ...(letter && { letter }), mail: (item as OldMail).mail ?? mail ?? "waiting" };
}

/** As a person sees it. */
export function shownNotice({ userId: _u, ...notice }: StoredNotice): Notice {
  return notice;
}

export async function readNoticesOf(table: Table, userId: string, limit: number, after: string | null, now: string) {
  const page = await table.query({
    pk: noticesOf(userId),
    prefix: "ntc_",
    newestFirst: true,
    limit,
    ...(after !== null && { after: { sk: after } }),
  });
  return { items: page.items.filter((item) => !isExpired(item, now)).map(noticeOf), next: page.next?.sk ?? null };
}

/** The row with other attributes of its record; refused when it is gone. */
export function writeOfRead(notice: StoredNotice, readAt: string): Write {
  return { update: noticeKey(notice.userId, notice.id), set: { readAt }, if: { present: true } };
}

type StoredSettings = NoticeSettings & { userId: string };

export const settingsEntity = defineEntity<StoredSettings>({
  type: "noticeSettings",
  key: ({ userId }) => settingsKey(userId),
});

export const settingsKey = (userId: string): Key => ({ pk: noticesOf(userId), sk: "settings" });
