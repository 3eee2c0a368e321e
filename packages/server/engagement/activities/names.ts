import type { Ctx } from "#server/platform/context.ts";
import { findActivities } from "./store.ts";

/** The subjects of planned work that is there still. */
export async function activityNames({ table }: Ctx, ids: readonly string[]): Promise<Map<string, string>> {
  const found = await findActivities(table, ids);
  return new Map([...found].map(([id, { subject }]) => [id, subject]));
}
