import * as z from "zod";
import { MODULE_NAMES } from "../../platform/access/modules.ts";
import { idShape } from "../../platform/ids.ts";
import { line } from "../../platform/text-shape.ts";

export const MAX_TEAMS = 200;
/** Teams above one another, at most. */
export const MAX_DEPTH = 10;

const modulesOff = z.array(z.enum(MODULE_NAMES)).max(MODULE_NAMES.length);

export const teamShape = z
  .strictObject({
    id: idShape("tem"),
    name: z.string(),
    /** The team above it. */
    parentId: idShape("tem").optional(),
    /** The parts of the program that this team, and those below it, do without. */
    modulesOff: z.array(z.string()),
  })
  .meta({ id: "Team" });

export type TeamShown = z.output<typeof teamShape>;

export const newTeamShape = z.strictObject({
  name: line(60),
  parentId: idShape("tem").optional(),
  modulesOff: modulesOff.default([]),
});
export type NewTeam = z.output<typeof newTeamShape>;

/** What is named is replaced; `parentId` null makes it a team with none above. */
export const teamPatchShape = z
  .strictObject({ name: line(60), parentId: idShape("tem").nullable(), modulesOff })
  .partial();
export type TeamPatch = z.output<typeof teamPatchShape>;
