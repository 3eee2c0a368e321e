import * as z from "zod";
import { endpoint } from "../../platform/endpoint.ts";
import { newRoleShape, roleIdShape, rolePatchShape, roleShape } from "./schema.ts";

const tag = "People";
const one = z.strictObject({ id: roleIdShape });

export const listRoles = endpoint({
  name: "listRoles",
  method: "GET",
  path: "/roles",
  permission: "workspace.read",
  tag,
  summary: "What each role may do, which customers it sees and which of their fields",
  output: z.strictObject({ items: z.array(roleShape) }),
});

export const addRole = endpoint({
  name: "addRole",
  method: "POST",
  path: "/roles",
  permission: "users.manage",
  tag,
  summary: "Add a role of the company's own",
  body: newRoleShape,
  output: roleShape,
  status: 201,
});

export const changeRole = endpoint({
  name: "changeRole",
  method: "PATCH",
  path: "/roles/{id}",
  permission: "users.manage",
  tag,
  summary:
    "Change what a role may do; the next request of everybody who has it obeys. The administrator's stays as it is",
  params: one,
  body: rolePatchShape,
  output: roleShape,
});

export const removeRole = endpoint({
  name: "removeRole",
  method: "DELETE",
  path: "/roles/{id}",
  permission: "users.manage",
  tag,
  summary: "Remove a role that nobody has; of a built-in one what the company has changed",
  params: one,
});
