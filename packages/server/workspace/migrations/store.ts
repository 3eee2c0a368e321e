import type { Ctx } from "#server/platform/context.ts";
import { DEFAULT_WORKSPACE, workspaceOf, workspaceSettings } from "#server/platform/credentials.ts";
import {
  type Condition,
  type Item,
  type Table,
  TableError,
  type Value,
  type WholeTable,
  type Write,
} from "#server/platform/table.ts";

const SETTINGS = workspaceSettings.key(DEFAULT_WORKSPACE);

/** `job`: which job is at it; `held`: the shape from which it was taken back, so that it does not begin again by itself. */
export type Shape = { shape: number; job: string | null; held: number | null };

/** What shape the stored data has; null while there is no workspace, or half of one. */
export async function readShape(table: Table): Promise<Shape | null> {
  const item = await table.get(SETTINGS);
  if (!item || workspaceOf(item).isRestoring) return null;
  const { shape, migratingBy, shapeHeld } = item;
  return {
    shape: typeof shape === "number" ? shape : 0,
    job: typeof migratingBy === "string" ? migratingBy : null,
    held: typeof shapeHeld === "number" ? shapeHeld : null,
  };
}

/** That this job is at it, and no other. */
export function writeOfBeginning({ job }: Shape, id: string): Write {
  return {
    update: SETTINGS,
    set: { migratingBy: id },
    remove: ["shapeHeld"],
    if: { equals: { migratingBy: job ?? undefined } },
  };
}

/** Keeps the shape that was reached; `held` when the job has ended by taking back. */
export async function keepShape(table: Table, id: string, shape: number, end: { held: number | null } | null) {
  const set: { [attribute: string]: Value } = { shape };
  if (end && end.held !== null) set.shapeHeld = end.held;
  try {
    await table.transact([
      { update: SETTINGS, set, remove: end ? ["migratingBy"] : [], if: { equals: { migratingBy: id } } },
    ]);
  } catch (error) {
    // A part that is done again after its end was kept.
    if (!(error instanceof TableError) || error.kind !== "conditionFailed") throw error;
  }
}

/** Every runtime's table can be read as a whole; a `Ctx` does not say so, to keep everybody else from it. */
export function wholeTable({ table }: Ctx): Table & WholeTable {
  if (!("scan" in table)) throw new Error("This table cannot be read as a whole.");
  return table as Table & WholeTable;
}

/** As it was read: nobody has written since. Items without a version are such as nobody writes twice. */
const asRead = ({ version }: Item): Condition =>
  typeof version === "number" ? { equals: { version } } : { present: true };

/** Writes what `change` makes of an item; when somebody wrote meanwhile, what it makes of the item as it is now. */
export async function rewrite(table: Table, from: Item, change: (item: Item) => Item | null): Promise<boolean> {
  let item: Item | null = from;
  while (item) {
    const next = change(item);
    if (next === null) return false;
    try {
      await table.transact([{ put: { ...next, pk: item.pk, sk: item.sk }, if: asRead(item) }]);
      return true;
    } catch (error) {
      if (!(error instanceof TableError) || error.kind !== "conditionFailed") throw error;
      item = await table.get({ pk: item.pk, sk: item.sk });
    }
  }
  return false;
}
