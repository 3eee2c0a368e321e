import * as z from "zod";
import { endpoint } from "../../platform/endpoint.ts";
import { brandShape, settingsPatchShape, settingsShape } from "./schema.ts";

const tag = "Workspace";

export const getSettings = endpoint({
  name: "getSettings",
  method: "GET",
  path: "/settings",
  permission: "workspace.read",
  tag,
  summary: "The workspace's settings",
  output: settingsShape,
});

export const updateSettings = endpoint({
  name: "updateSettings",
  method: "PATCH",
  path: "/settings",
  permission: "settings.manage",
  tag,
  summary: "Change settings of the workspace",
  body: settingsPatchShape,
  output: settingsShape,
});

export const putLogo = endpoint({
  name: "putLogo",
  method: "PUT",
  path: "/settings/logo",
  permission: "settings.manage",
  tag,
  summary: "The workspace's logo: PNG, JPEG or WebP of at most 512 KB",
  takes: "application/octet-stream",
});

export const removeLogo = endpoint({
  name: "removeLogo",
  method: "DELETE",
  path: "/settings/logo",
  permission: "settings.manage",
  tag,
  summary: "Take the logo away",
});

export const getBrand = endpoint({
  name: "getBrand",
  method: "GET",
  path: "/brand",
  permission: "public",
  tag,
  summary: "How the workspace is called and looks: for the sign-in page, mails and public pages",
  output: brandShape,
});

export const getLogo = endpoint({
  name: "getLogo",
  method: "GET",
  path: "/brand/logo",
  permission: "public",
  tag,
  summary: "The logo's picture; `v` tells versions apart",
  query: z.strictObject({ v: z.string().max(40).optional() }),
  answers: "image/png",
});
