import * as z from "zod";
import { idShape } from "../../platform/ids.ts";
import { line } from "../../platform/text-shape.ts";
import { roleIdShape } from "../roles/schema.ts";

/** For how long the link of an invitation opens. */
export const INVITATION_DAYS = 7;

export const invitationShape = z
  .strictObject({
    id: idShape("inv"),
    email: z.string(),
    name: z.string().optional(),
    role: roleIdShape,
    teamId: idShape("tem").nullable(),
    invitedBy: z.string(),
    createdAt: z.string(),
    expiresAt: z.string(),
    /** Set once it was used, and then it opens nothing any more. */
    acceptedAt: z.string().optional(),
    withdrawnAt: z.string().optional(),
  })
  .meta({ id: "Invitation" });

export type Invitation = z.output<typeof invitationShape>;

export const inviteShape = z.strictObject({
  email: line(254),
  name: line(100).optional(),
  role: roleIdShape,
  teamId: idShape("tem").nullable().optional(),
});

/** `link` is shown this once; `isMailed` says whether it went out by mail as well. */
export const sentInvitationShape = z.strictObject({
  invitation: invitationShape,
  link: z.string(),
  isMailed: z.boolean(),
});

export const invitationTokenShape = z.strictObject({ token: line(200) });

/** What somebody who was invited sees before they accept. */
export const openedInvitationShape = z.strictObject({
  email: z.string(),
  name: z.string().optional(),
  invitedBy: z.string(),
  expiresAt: z.string(),
  workspace: z.strictObject({ name: z.string(), locale: z.enum(["fa", "en"]) }),
});

export const acceptShape = z.strictObject({
  token: line(200),
  name: line(100),
  password: z.string().min(1).max(200),
});
