import * as z from "zod";
import { endpoint } from "../../platform/endpoint.ts";
import { idShape } from "../../platform/ids.ts";
import {
  listName,
  listSettingsPatchShape,
  listSettingsShape,
  newViewShape,
  viewPatchShape,
  viewShape,
} from "./schema.ts";

const tag = "Views";
const one = z.strictObject({ id: idShape("viw") });
// Looking at a list in one's own way changes nothing for anybody else.
const permission = "workspace.read";

export const listViews = endpoint({
  name: "listViews",
  method: "GET",
  path: "/views",
  permission,
  tag,
  summary: "Saved views of a list, one's own and the shared ones, and what one has set for the list",
  query: z.strictObject({ list: listName }),
  output: z.strictObject({ items: z.array(viewShape), settings: listSettingsShape }),
});

export const getView = endpoint({
  name: "getView",
  method: "GET",
  path: "/views/{id}",
  permission,
  tag,
  summary: "One saved view; another's private one is not found",
  params: one,
  output: viewShape,
});

export const createView = endpoint({
  name: "createView",
  method: "POST",
  path: "/views",
  permission,
  tag,
  summary: "Save a list under a name; to share it needs the permission views.share",
  body: newViewShape,
  output: viewShape,
  status: 201,
});

export const updateView = endpoint({
  name: "updateView",
  method: "PATCH",
  path: "/views/{id}",
  permission,
  tag,
  summary: "Change what is named of a view: its owner, and of a shared one whoever may share",
  params: one,
  body: viewPatchShape,
  output: viewShape,
});

export const deleteView = endpoint({
  name: "deleteView",
  method: "DELETE",
  path: "/views/{id}",
  permission,
  tag,
  summary: "Delete a view; for thirty days it can be restored",
  params: one,
});

export const restoreView = endpoint({
  name: "restoreView",
  method: "POST",
  path: "/views/{id}/restore",
  permission,
  tag,
  summary: "Bring a deleted view back as it was",
  params: one,
  output: viewShape,
});

export const setListSettings = endpoint({
  name: "setListSettings",
  method: "PUT",
  path: "/views/settings",
  permission,
  tag,
  summary: "The view a list opens with for the one who asks, and their own columns of a view",
  body: listSettingsPatchShape,
  output: listSettingsShape,
});
