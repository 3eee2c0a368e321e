import type { ListSettings, View } from "#core/workspace/views/index.ts";
import { defineEntity, itemOf, stateOf } from "#server/platform/entity.ts";
import { type Item, isExpired, type Key, type Table, type Write } from "#server/platform/table.ts";

const KEPT_SECONDS = 30 * 86_400;

// A private view lies in its owner's partition: to anybody else there is no such view.
const partitionOf = ({ shared, ownerId }: Pick<View, "shared" | "ownerId">) => `views#${shared ? "shared" : ownerId}`;
const present = (id: string) => `view#${id}`;
const deleted = (id: string) => `gone#${id}`;

const viewEntity = defineEntity<View>({
  type: "view",
  key: (view) => ({ pk: partitionOf(view), sk: present(view.id) }),
});

export type StoredSettings = { owner: string; list: string; version: number; settings: ListSettings };

const settingsKey = (owner: string, list: string): Key => ({ pk: `views#${owner}`, sk: `settings#${list}` });

const settingsEntity = defineEntity<StoredSettings>({
  type: "listSettings",
  key: ({ owner, list }) => settingsKey(owner, list),
});

/** One's own and the shared views of every list: few, so two partitions are read whole. */
export async function listStoredViews(table: Table, owner: string, most: number): Promise<View[]> {
  const pages = await Promise.all(
    [owner, "shared"].map((whose) => table.query({ pk: `views#${whose}`, prefix: present(""), limit: most + 1 })),
  );
  return pages.flatMap(({ items }) => items.map(viewOf));
}

export async function findView(table: Table, owner: string, id: string): Promise<View | null> {
  return find(table, owner, present(id));
}

export async function findDeletedView(table: Table, owner: string, id: string, now: string): Promise<View | null> {
  return find(table, owner, deleted(id), now);
}

async function find(table: Table, owner: string, sk: string, now?: string): Promise<View | null> {
  const items = await table.getMany([owner, "shared"].map((whose) => ({ pk: `views#${whose}`, sk })));
  const item = items.find((one) => one !== null && !(now && isExpired(one, now)));
  return item ? viewOf(item) : null;
}

function viewOf(item: Item): View {
  return stateOf(viewEntity, item);
}

export function writesOfNewView(view: View): Write[] {
  return [{ put: itemOf(viewEntity, view, { version: view.version }), if: { absent: true } }];
}

/** In its place, or in the other partition when it is shared from now on, or no longer. */
export function writesOfViewUpdate(before: View, after: View): Write[] {
  const read = { equals: { version: before.version } };
  const moves = before.shared !== after.shared;
  return [
    { put: itemOf(viewEntity, after, { version: after.version }), if: moves ? { absent: true } : read },
    ...(moves ? [{ delete: viewEntity.key(before), if: read }] : []),
  ];
}

/** A deleted view is kept for thirty days beside the others. */
export function writesOfViewDeletion(view: View, now: string): Write[] {
  const ttl = Math.floor(Date.parse(now) / 1000) + KEPT_SECONDS;
  const item = itemOf(viewEntity, view, { version: view.version, ttl });
  return [
    { delete: viewEntity.key(view), if: { equals: { version: view.version } } },
    { put: { ...item, sk: deleted(view.id) } },
  ];
}

export function writesOfViewRestoring(view: View): Write[] {
  return [
    ...writesOfNewView(view),
    { delete: { ...viewEntity.key(view), sk: deleted(view.id) }, if: { present: true } },
  ];
}

export async function findSettings(table: Table, owner: string, list: string): Promise<StoredSettings | null> {
  const item = await table.get(settingsKey(owner, list));
  return item && stateOf(settingsEntity, item);
}

export function writeOfSettings(stored: StoredSettings): Write {
  const item = itemOf(settingsEntity, stored, { version: stored.version });
  const read = { equals: { version: stored.version - 1 } };
  return { put: item, if: stored.version === 1 ? { absent: true } : read };
}
