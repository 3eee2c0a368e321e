import type { Ctx } from "#server/platform/context.ts";
import { readDefinitions } from "./definitions.ts";

/** What the segments are called, by their ids; none for who may not see segments. */
export async function segmentNames(ctx: Ctx): Promise<ReadonlyMap<string, string>> {
  if (!ctx.permissions.has("segments.read")) return new Map();
  const { segments } = await readDefinitions(ctx.table);
  return new Map(segments.filter(({ archivedAt }) => !archivedAt).map(({ id, name }) => [id as string, name]));
}
