import * as z from "zod";
import { idShape } from "../../platform/ids.ts";
import { PERMISSIONS } from "../../platform/permissions.ts";
import { line } from "../../platform/text-shape.ts";
import { roleIdShape } from "../roles/schema.ts";

export const userShape = z
  .strictObject({
    id: idShape("usr"),
    name: z.string(),
    email: z.string(),
    role: roleIdShape,
    createdAt: z.string(),
  })
  .meta({ id: "User" });

export type User = z.output<typeof userShape>;

/** Who is asking, what they may do, and the workspace they are in. */
export const meShape = z.strictObject({
  actor: z.strictObject({ kind: z.enum(["user", "key", "system"]), id: z.string(), name: z.string() }),
  permissions: z.array(z.enum(PERMISSIONS)),
  workspace: z.strictObject({
    name: z.string(),
    locale: z.enum(["fa", "en"]),
    timeZone: z.string(),
    region: z.string(),
    currency: z.string(),
    demo: z.boolean(),
  }),
});

export type Me = z.output<typeof meShape>;

export const newUserShape = z.strictObject({
  name: line(100),
  email: line(254),
  role: roleIdShape,
  password: z.string().min(1).max(200),
});
