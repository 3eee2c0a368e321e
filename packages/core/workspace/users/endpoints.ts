import * as z from "zod";
import { endpoint } from "../../platform/endpoint.ts";
import { idShape } from "../../platform/ids.ts";
import { jobShape } from "../jobs/schema.ts";
import { profileInputShape, profileShape } from "./profile.ts";
import { handOverShape, meShape, newUserShape, userPatchShape, userShape } from "./schema.ts";

const tag = "Sign-in";

export const getMe = endpoint({
  name: "getMe",
  withoutFactor: true,
  method: "GET",
  path: "/me",
  permission: "signedIn",
  tag,
  summary: "Who is asking, what they may do, and the workspace",
  output: meShape,
});

export const updateProfile = endpoint({
  name: "updateProfile",
  method: "PUT",
  path: "/me",
  permission: "signedIn",
  tag,
  summary: "One's own name, language, calendar, digits and time zone",
  body: profileInputShape,
  output: profileShape,
});

export const listUsers = endpoint({
  name: "listUsers",
  method: "GET",
  path: "/users",
  permission: "workspace.read",
  tag: "Workspace",
  summary: "The people who work here",
  output: z.strictObject({ items: z.array(userShape) }),
});

export const addUser = endpoint({
  name: "addUser",
  secret: true,
  method: "POST",
  path: "/users",
  permission: "users.manage",
  tag: "Workspace",
  summary: "Add somebody who works here, with a first password",
  body: newUserShape,
  output: userShape,
  status: 201,
});

const one = z.strictObject({ id: idShape("usr") });

export const changeUser = endpoint({
  name: "changeUser",
  method: "PATCH",
  path: "/users/{id}",
  permission: "users.manage",
  tag: "People",
  summary: "Rename somebody, give them another role or team; their next request obeys",
  params: one,
  body: userPatchShape,
  output: userShape,
});

export const removeUser = endpoint({
  name: "removeUser",
  method: "DELETE",
  path: "/users/{id}",
  permission: "users.manage",
  tag: "People",
  summary:
    "Somebody leaves: they are signed out everywhere at once; what is theirs stays theirs until it is handed over",
  params: one,
});

export const handOver = endpoint({
  name: "handOver",
  method: "POST",
  path: "/users/{id}/hand-over",
  permission: "users.manage",
  tag: "People",
  summary:
    "Give all that is somebody's to a colleague, as a job that can be undone; `remove`: they leave in the same step",
  params: one,
  body: handOverShape,
  output: jobShape,
  status: 202,
});
