import type { Notice, NoticeSettings } from "#core/workspace/notices/index.ts";
import { dueAttributes } from "#server/platform/due.ts";
import { defineEntity, itemOf, stateOf } from "#server/platform/entity.ts";
import { type Item, isExpired, type Key, keyOf, type Table, type Write } from "#server/platform/table.ts";

/** A mail that says the same, kept until it is sent. */
export type NoticeMail = { to: string; toName: string; subject: string; text: string; locale: "fa" | "en" };
export type StoredNotice = Notice & { userId: string; letter?: NoticeMail };

const KEPT_DAYS = 90;
const noticesOf = (userId: string) => `notices#${userId}`;
export const noticeKey = (userId: string, id: string): Key => ({ pk: noticesOf(userId), sk: id });

const noticeEntity = defineEntity<StoredNotice>({
  type: "notice",
  key: ({ userId, id }) => noticeKey(userId, id),
});

/** The notice; one with a letter is the letter's due item as well. */
export function writeOfNotice(notice: StoredNotice): Write {
  const ttl = Math.floor(Date.parse(notice.at) / 1000) + KEPT_DAYS * 86_400;
  const item = itemOf(noticeEntity, notice, { ttl });
  const isWaiting = notice.letter !== undefined && notice.mail === "waiting";
  const waiting = { ...item, mail: "waiting", ...dueAttributes("noticeMail", notice.id, notice.at) };
  return {
    put: isWaiting ? waiting : item,
    if: { absent: true },
  };
}

/** What changes after it was made stands beside the record, so that nobody writes over another's part. */
export function noticeOf(item: Item): StoredNotice {
  const { readAt, mail } = item as { readAt?: string; mail?: Notice["mail"] };
  return { ...stateOf(noticeEntity, item), ...(readAt && { readAt }), ...(mail && { mail }) };
}

/** As a person sees it. */
export function shownNotice({ userId: _u, letter: _l, ...notice }: StoredNotice): Notice {
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

/** How far the letter is; with `asRead` refused when another was faster. */
export function writeOfMail(
  item: Item,
  mail: NonNullable<Notice["mail"]>,
  asRead?: { dueAt: string; mail: string },
): Write {
  return { update: keyOf({ put: item }), set: { mail }, if: asRead ? { equals: asRead } : { present: true } };
}

type StoredSettings = NoticeSettings & { userId: string };

export const settingsEntity = defineEntity<StoredSettings>({
  type: "noticeSettings",
  key: ({ userId }) => settingsKey(userId),
});

export const settingsKey = (userId: string): Key => ({ pk: noticesOf(userId), sk: "settings" });
