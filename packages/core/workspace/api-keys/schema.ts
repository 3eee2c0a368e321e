import * as z from "zod";
import { idShape } from "../../platform/ids.ts";
import { PERMISSIONS } from "../../platform/permissions.ts";
import { REQUESTS_A_MINUTE } from "../../platform/request-limits.ts";
import { instantShape, line } from "../../platform/text-shape.ts";
import { roleIdShape } from "../roles/schema.ts";

/** An API key as it is shown: never the key itself, which is kept only as a hash. */
export const apiKeyShape = z
  .strictObject({
    id: idShape("key"),
    name: z.string(),
    /** What it may do at most: a role's, narrowed to `permissions` where these are given; or these alone. */
    role: roleIdShape.optional(),
    permissions: z.array(z.enum(PERMISSIONS)).optional(),
    /** Requests a minute, where it has less than others. */
    perMinute: z.number().int().optional(),
    /** Its last four characters, to tell keys apart. */
    ending: z.string(),
    createdAt: z.string(),
    createdBy: z.string(),
    expiresAt: z.string().optional(),
    revokedAt: z.string().optional(),
    /** To within the hour, and from where. */
    lastUsedAt: z.string().optional(),
    lastUsedFrom: z.string().optional(),
  })
  .meta({ id: "ApiKey" });

export type ApiKey = z.output<typeof apiKeyShape>;

/** A role, or permissions, or a role narrowed to permissions. Without `expiresAt` it stands until it is revoked. */
export const newApiKeyShape = z
  .strictObject({
    name: line(80),
    role: roleIdShape.optional(),
    permissions: z.array(z.enum(PERMISSIONS)).min(1).max(PERMISSIONS.length).optional(),
    expiresAt: instantShape.optional(),
    perMinute: z.number().int().min(1).max(REQUESTS_A_MINUTE.key).optional(),
  })
  .refine(({ role, permissions }) => role !== undefined || permissions !== undefined, {
    path: ["role"],
    error: "Name a role, or the permissions that the key shall have.",
  });

export type NewApiKey = z.output<typeof newApiKeyShape>;
