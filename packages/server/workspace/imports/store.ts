import type { Import } from "#core/workspace/imports/index.ts";
import { defineEntity, itemOf, stateOf } from "#server/platform/entity.ts";
import type { Table } from "#server/platform/table.ts";

export type Upload = { id: string; fileName: string; bytes: number; createdAt: string };

const IMPORTS = "imports";

export const importEntity = defineEntity<Import>({ type: "import", key: ({ id }) => ({ pk: IMPORTS, sk: id }) });
export const uploadEntity = defineEntity<Upload>({
  type: "upload",
  key: ({ id }) => ({ pk: `upload#${id}`, sk: "upload" }),
});

export const uploadFile = (id: string) => `uploads/${id}`;
export const refusedFile = (id: string) => `refused/${id}.csv`;

export async function findImport(table: Table, id: string): Promise<Import | null> {
  const item = await table.get({ pk: IMPORTS, sk: id });
  return item && stateOf(importEntity, item);
}

export async function listStoredImports(table: Table): Promise<Import[]> {
  const { items } = await table.query({ pk: IMPORTS, newestFirst: true, limit: 100 });
  return items.map((item) => stateOf(importEntity, item));
}

/** Keeps how far an import is; only its own run writes it. */
export async function saveProgress(table: Table, state: Import): Promise<void> {
  await table.append([itemOf(importEntity, state)]);
}
