import * as z from "zod";
import { idShape } from "../../platform/ids.ts";
import { line } from "../../platform/text-shape.ts";
import { roleIdShape } from "../roles/schema.ts";

/** An API key as it is shown: never the key itself, which is kept only as a hash. */
export const apiKeyShape = z
  .strictObject({
    id: idShape("key"),
    name: z.string(),
    role: roleIdShape,
    /** Its last four characters, to tell keys apart. */
    ending: z.string(),
    createdAt: z.string(),
    createdBy: z.string(),
    revokedAt: z.string().optional(),
  })
  .meta({ id: "ApiKey" });

export type ApiKey = z.output<typeof apiKeyShape>;

export const newApiKeyShape = z.strictObject({ name: line(80), role: roleIdShape });
