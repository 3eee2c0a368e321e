import * as z from "zod";
import { endpoint } from "../../platform/endpoint.ts";
import { meShape, newUserShape, userShape } from "./schema.ts";

const tag = "Sign-in";

export const getMe = endpoint({
  name: "getMe",
  method: "GET",
  path: "/me",
  permission: "signedIn",
  tag,
  summary: "Who is asking, what they may do, and the workspace",
  output: meShape,
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
