import { newSecret } from "#server/platform/secrets.ts";
import { type Table, TableError } from "#server/platform/table.ts";

/** Signs addresses of files; made when the first is asked for, and in no export. */
const KEY = { pk: "workspace", sk: "linkSecret" };

export async function linkSecret(table: Table): Promise<string> {
  const found = await table.get(KEY);
  if (found) return String(found.secret);
  const secret = newSecret("");
  try {
    await table.transact([{ put: { ...KEY, type: "linkSecret", secret }, if: { absent: true } }]);
    return secret;
  } catch (error) {
    if (!(error instanceof TableError) || error.kind !== "conditionFailed") throw error;
    return linkSecret(table);
  }
}
