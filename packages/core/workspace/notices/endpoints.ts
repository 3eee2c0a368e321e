import * as z from "zod";
import { endpoint } from "../../platform/endpoint.ts";
import { idShape } from "../../platform/ids.ts";
import { pageOf, pageQuery } from "../../platform/page.ts";
import { noticeSettingsShape, noticeShape } from "./schema.ts";

const tag = "Notices";
const permission = "signedIn";

export const listNotices = endpoint({
  name: "listNotices",
  method: "GET",
  path: "/notices",
  permission,
  tag,
  summary: "What one should know of, newest first",
  query: z.strictObject({ ...pageQuery }),
  output: pageOf(noticeShape),
});

export const countNotices = endpoint({
  name: "countNotices",
  method: "GET",
  path: "/notices/unread",
  permission,
  tag,
  summary: "How many of the newest hundred notices are unread, and the newest of them",
  output: z.strictObject({ unread: z.number().int(), newest: noticeShape.nullable() }),
});

export const readNotices = endpoint({
  name: "readNotices",
  method: "POST",
  path: "/notices/read",
  permission,
  tag,
  summary: "Say of some notices, or of all the newest hundred, that they were read",
  body: z.strictObject({ ids: z.array(idShape("ntc")).min(1).max(100).optional() }),
});

export const getNoticeSettings = endpoint({
  name: "getNoticeSettings",
  method: "GET",
  path: "/notices/settings",
  permission,
  tag,
  summary: "What one wants by mail",
  output: noticeSettingsShape,
});

export const setNoticeSettings = endpoint({
  name: "setNoticeSettings",
  method: "PUT",
  path: "/notices/settings",
  permission,
  tag,
  summary: "Say what one wants by mail",
  body: noticeSettingsShape,
  output: noticeSettingsShape,
});
