import * as z from "zod";
import { idShape } from "../../platform/ids.ts";

/** Something that one person should know of: a reminder, work that was given to them. */
export const noticeShape = z
  .strictObject({
    id: idShape("ntc"),
    at: z.string(),
    /** Such as `activity.reminder`; its words are the reader's. */
    kind: z.string(),
    /** What it is about, as far as its words need. */
    about: z.record(z.string(), z.unknown()),
    /** It came later than it should have, as after the server stood still. */
    late: z.boolean(),
    readAt: z.string().optional(),
    /** The mail that says the same. */
    messageId: idShape("msg").optional(),
  })
  .meta({ id: "Notice" });

export type Notice = z.output<typeof noticeShape>;

export const DIGESTS = ["none", "daily", "weekly"] as const;

/** What somebody wants by mail besides what they see in the app. */
export const noticeSettingsShape = z
  .strictObject({
    /** Reminders of one's own work. */
    reminders: z.boolean(),
    /** What lies ahead: each morning, or on the first day of the week. */
    digest: z.enum(DIGESTS),
  })
  .meta({ id: "NoticeSettings" });

export type NoticeSettings = z.output<typeof noticeSettingsShape>;
export const USUAL_SETTINGS: NoticeSettings = { reminders: true, digest: "daily" };
