import { dayKey, type Yearly } from "#core/engagement/occasions/index.ts";
import { dueAttributes } from "#server/platform/due.ts";
import { defineEntity, itemOf, stateOf } from "#server/platform/entity.ts";
import type { Item, Key, Table, Write } from "#server/platform/table.ts";

/** A customer's yearly days, and the next of them: their one due item here. */
export type OccasionClock = {
  customerId: string;
  name: string;
  ownerId: string | null;
  teamId: string | null;
  timeZone: string;
  all: Yearly[];
  /** The last day that was told, and the one that is told next. */
  toldOn: string | null;
  nextOn: string;
};

const clockKey = (customerId: string): Key => ({ pk: partitionOf(customerId), sk: "clock" });
/** Where the changes that tell of occasions lie: not in the customer's own history. */
export const partitionOf = (customerId: string): string => `occasions#${customerId}`;

const clockEntity = defineEntity<OccasionClock>({
  type: "occasions",
  key: ({ customerId }) => clockKey(customerId),
});

/** One yearly day of one customer, beside those of all others that fall on the same day of the year. */
export type OccasionRow = Pick<OccasionClock, "customerId" | "name" | "ownerId" | "teamId"> & { one: Yearly };

const rowEntity = defineEntity<OccasionRow>({
  type: "occasion",
  key: ({ customerId, one }) => ({ pk: `occasionDay#${dayKey(one)}`, sk: `${customerId}#${one.on}#${one.name ?? ""}` }),
});

export async function findClock(
  table: Table,
  customerId: string,
): Promise<{ clock: OccasionClock; version: number } | null> {
  const item = await table.get(clockKey(customerId));
  return item && { clock: clockOf(item), version: Number(item.version) };
}

export const clockOf = (item: Item): OccasionClock => stateOf(clockEntity, item);

/** Turns what was known of a customer's days into what is so now; null when there are none. */
export function writesOfClock(
  before: { clock: OccasionClock; version: number } | null,
  after: { clock: OccasionClock; dueAt: string } | null,
): Write[] {
  const version = before?.version ?? 0;
  const read = before ? { equals: { version } } : { absent: true as const };
  const rows = after ? rowsOf(after.clock) : [];
  const kept = new Set(rows.map(({ pk, sk }) => `${pk} ${sk}`));
  const gone = before ? rowsOf(before.clock).filter(({ pk, sk }) => !kept.has(`${pk} ${sk}`)) : [];
  const home: Write = after
    ? {
        put: {
          ...itemOf(clockEntity, after.clock, { version: version + 1 }),
          ...dueAttributes("occasion", after.clock.customerId, after.dueAt),
        },
        if: read,
      }
    : { delete: clockKey((before as { clock: OccasionClock }).clock.customerId), if: read };
  return [home, ...rows.map((put) => ({ put })), ...gone.map(({ pk, sk }) => ({ delete: { pk, sk } }))];
}

function rowsOf({ customerId, name, ownerId, teamId, all }: OccasionClock): Item[] {
  const items = all.map((one) => itemOf(rowEntity, { customerId, name, ownerId, teamId, one }));
  return [...new Map(items.map((item) => [`${item.pk} ${item.sk}`, item])).values()];
}

/** Whose yearly days stand under these keys. */
export async function readDay(
  table: Table,
  keys: readonly string[],
  limit: number,
): Promise<{ rows: OccasionRow[]; more: boolean }> {
  const pages = await Promise.all(keys.map((key) => table.query({ pk: `occasionDay#${key}`, limit })));
  return {
    rows: pages.flatMap(({ items }) => items.map((item) => stateOf(rowEntity, item))),
    more: pages.some(({ next }) => next !== null),
  };
}
