import * as z from "zod";
import { endpoint } from "../../platform/endpoint.ts";
import { idShape } from "../../platform/ids.ts";
import { newTeamShape, teamPatchShape, teamShape } from "./schema.ts";

const tag = "People";
const one = z.strictObject({ id: idShape("tem") });

export const listTeams = endpoint({
  name: "listTeams",
  method: "GET",
  path: "/teams",
  permission: "workspace.read",
  tag,
  summary: "The teams, each with the one above it",
  output: z.strictObject({ items: z.array(teamShape) }),
});

export const addTeam = endpoint({
  name: "addTeam",
  method: "POST",
  path: "/teams",
  permission: "users.manage",
  tag,
  summary: "Add a team",
  body: newTeamShape,
  output: teamShape,
  status: 201,
});

export const changeTeam = endpoint({
  name: "changeTeam",
  method: "PATCH",
  path: "/teams/{id}",
  permission: "users.manage",
  tag,
  summary: "Rename a team, put it below another, switch parts of the program off for it",
  params: one,
  body: teamPatchShape,
  output: teamShape,
});

export const removeTeam = endpoint({
  name: "removeTeam",
  method: "DELETE",
  path: "/teams/{id}",
  permission: "users.manage",
  tag,
  summary: "Remove a team in which nobody is and below which there is none",
  params: one,
});
