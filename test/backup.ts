import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Reached, reachedOver } from "#local/reach-server.ts";
import type { Item, Key, TablePort } from "#server/platform/table.ts";
import type { TestWorkspace } from "./workspace.ts";

export const quiet = () => {};

export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), "peyvand-backup-"));
}

/** The command line's way to a test's workspace, with a key of its own. */
export async function reach(workspace: TestWorkspace): Promise<Reached & { secret: string }> {
  const secret = await workspace.key("administrator");
  return { secret, ...reachWith(workspace, secret) };
}

/** The same with a key it has already, such as one that was restored. */
export function reachWith({ app }: TestWorkspace, secret: string): Reached {
  return reachedOver(
    async (request) => app.fetch(request),
    "http://localhost",
    secret,
    async () => {},
  );
}

/** Everything a table holds, by key. */
export async function everything(port: TablePort): Promise<Map<string, Item>> {
  const all = new Map<string, Item>();
  let after: Key | undefined;
  do {
    const page = await port.scan({ limit: 1000, after });
    for (const item of page.items) all.set(`${item.pk} ${item.sk}`, withoutUse(item));
    after = page.next ?? undefined;
  } while (after);
  return new Map([...all].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Asking leaves its mark at the credential that asked. */
function withoutUse(item: Item): Item {
  if (item.type !== "credential") return item;
  const { spent: _, spentIn: _in, usedAt: _at, usedFrom: _from, ...kept } = item;
  return kept as Item;
}
