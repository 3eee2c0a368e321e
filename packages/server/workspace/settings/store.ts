import type { Workspace } from "#server/platform/context.ts";
import { DEFAULT_WORKSPACE, workspaceOf, workspaceSettings } from "#server/platform/credentials.ts";
import { withoutUndefined } from "#server/platform/entity.ts";
import type { Item, Table, Value, Write } from "#server/platform/table.ts";

export type StoredSettings = { workspace: Workspace; version: number; isThere: boolean };

export async function readSettings(table: Table): Promise<StoredSettings> {
  const item = await table.get(workspaceSettings.key(DEFAULT_WORKSPACE));
  return { workspace: workspaceOf(item).workspace, version: versionOf(item), isThere: item !== null };
}

const versionOf = (item: Item | null) => (typeof item?.version === "number" ? item.version : 0);

/** The next version; refused when somebody wrote since. What else stands in the settings' item stays. */
export function writeOfSettings({ version, isThere }: StoredSettings, after: Workspace): Write {
  const key = workspaceSettings.key(after);
  const data = withoutUndefined(after) as Value;
  if (!isThere) return { put: { ...key, type: workspaceSettings.type, data, version: 1 }, if: { absent: true } };
  return {
    update: key,
    set: { data, version: version + 1 },
    if: { equals: { version: version === 0 ? undefined : version, type: workspaceSettings.type } },
  };
}
