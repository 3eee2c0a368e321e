import type { Item, Table } from "./table.ts";

const FLOOR = { pk: "audit", sk: "floor" };

/** What retention has taken away: changes up to `floor` are told no more, and up to `removed` are gone. */
export type Floor = { floor: number; removed: number };

export async function readWholeFloor(table: Table): Promise<Floor> {
  const item = await table.get(FLOOR);
  return { floor: numberOf(item, "floor"), removed: numberOf(item, "removed") };
}

export async function readFloor(table: Table): Promise<number> {
  return (await readWholeFloor(table)).floor;
}

export async function keepFloor(table: Table, { floor, removed }: Floor): Promise<void> {
  await table.append([{ ...FLOOR, type: "auditFloor", floor, removed }]);
}

function numberOf(item: Item | null, name: string): number {
  const value = item?.[name];
  return typeof value === "number" ? value : 0;
}
