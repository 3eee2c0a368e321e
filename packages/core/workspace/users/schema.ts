import * as z from "zod";
import { VISIBILITIES } from "../../platform/access/role.ts";
import { idShape } from "../../platform/ids.ts";
import { PERMISSIONS } from "../../platform/permissions.ts";
import { line } from "../../platform/text-shape.ts";
import { fieldRulesShape, roleIdShape } from "../roles/schema.ts";
import { profileShape } from "./profile.ts";

export const userShape = z
  .strictObject({
    id: idShape("usr"),
    name: z.string(),
    email: z.string(),
    role: roleIdShape,
    teamId: idShape("tem").optional(),
    createdAt: z.string(),
    /** Of somebody who has left: told so that what they did keeps its name. */
    removedAt: z.string().optional(),
  })
  .meta({ id: "User" });

export type User = z.output<typeof userShape>;

/** Who is asking, what they may do, and the workspace they are in. */
export const meShape = z.strictObject({
  actor: z.strictObject({ kind: z.enum(["user", "key", "system"]), id: z.string(), name: z.string() }),
  permissions: z.array(z.enum(PERMISSIONS)),
  /** Null of a key that has permissions and no role. */
  role: roleIdShape.nullable(),
  teamId: idShape("tem").nullable(),
  /** Which customers: `own` also of somebody without a team whose role sees a team's. */
  visibility: z.enum(VISIBILITIES),
  fields: fieldRulesShape,
  modulesOff: z.array(z.string()),
  /** A second factor is asked of this person, who has none: until it is on every other endpoint refuses them. */
  needsSecondFactor: z.boolean(),
  workspace: z.strictObject({
    name: z.string(),
    locale: z.enum(["fa", "en"]),
    timeZone: z.string(),
    region: z.string(),
    currency: z.string(),
    demo: z.boolean(),
    accent: z.string().nullable().optional(),
    logo: z.strictObject({ name: z.string(), type: z.string() }).optional(),
    auditDays: z.number().int().nullable().optional(),
    secondFactorFor: z.union([z.literal("everybody"), z.array(z.string())]).optional(),
  }),
  /** How this person wants to read; null for keys. */
  profile: profileShape.nullable(),
});

export type Me = z.output<typeof meShape>;

export const newUserShape = z.strictObject({
  name: line(100),
  email: line(254),
  role: roleIdShape,
  teamId: idShape("tem").optional(),
  password: z.string().min(1).max(200),
});

/** What is named is replaced; `teamId` null: in no team. */
export const userPatchShape = z
  .strictObject({ name: line(100), role: roleIdShape, teamId: idShape("tem").nullable() })
  .partial();

export type UserPatch = z.output<typeof userPatchShape>;

export const handOverShape = z.strictObject({
  toUserId: idShape("usr"),
  /** Whether the person leaves: they are signed out everywhere at once, and their work follows. */
  remove: z.boolean().default(false),
});

export type HandOver = z.output<typeof handOverShape>;
