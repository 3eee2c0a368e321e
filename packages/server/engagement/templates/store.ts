import type { Template } from "#core/engagement/templates/index.ts";
import { defineEntity, putNew, putVersion, stateOf } from "#server/platform/entity.ts";
import type { Item, Table, Write } from "#server/platform/table.ts";

const ALL = "templates";

/** Few, so one partition. */
const templateEntity = defineEntity<Template>({ type: "template", key: ({ id }) => ({ pk: ALL, sk: id }) });

const templateOf = (item: Item): Template => ({ ...stateOf(templateEntity, item), version: Number(item.version) });

export async function listStoredTemplates(table: Table, limit: number): Promise<Template[]> {
  const { items } = await table.query({ pk: ALL, limit });
  return items.map(templateOf);
}

export async function findTemplate(table: Table, id: string): Promise<Template | null> {
  const item = await table.get({ pk: ALL, sk: id });
  return item && templateOf(item);
}

export function writeOfNewTemplate(template: Template): Write {
  return putNew(templateEntity, template, { version: 1 });
}

export function writeOfTemplate(template: Template, readVersion: number): Write {
  return putVersion(templateEntity, { ...template, version: readVersion + 1 }, readVersion);
}
