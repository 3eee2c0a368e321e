import type { Activity } from "#core/engagement/activities/index.ts";
import { dueAttributes } from "#server/platform/due.ts";
import { defineEntity, itemOf, stateOf } from "#server/platform/entity.ts";
import type { Item, Key, Position, QueryPage, Table, Write } from "#server/platform/table.ts";

/** An activity as its lists hold it: without its notes, which may be long. */
export type Listed = Omit<Activity, "notes"> & { hasNotes?: true };

export const activityKey = (id: string): Key => ({ pk: id, sk: "a#activity" });

const activityEntity = defineEntity<Activity>({ type: "activity", key: ({ id }) => activityKey(id) });

/** What is open and what is over lie apart, so that what is overdue is read without all that was ever done. */
const placeOf = ({ state, dueAt, id }: Activity | Listed) => `${state === "open" ? "o" : "c"}#${dueAt}#${id}`;

const agendaOf = (ownerId: string) => `work#${ownerId}`;

/** Everybody's work in the order it is due. */
const agendaEntity = defineEntity<Listed>({
  type: "work",
  key: (activity) => ({ pk: agendaOf(activity.ownerId), sk: placeOf(activity) }),
});

const CUSTOMERS = "w#";

/** What is planned with a customer, and was; behind the timeline, so that the customer's page does not read it. */
const plannedEntity = defineEntity<Listed>({
  type: "planned",
  key: (activity) => ({ pk: String(activity.customerId), sk: CUSTOMERS + placeOf(activity) }),
});

/** A reminder that is still to come is the activity's one due item. */
function itemOfActivity(activity: Activity): Item {
  const item = itemOf(activityEntity, activity, { version: activity.version });
  const { remindAt, remindedAt, state, id } = activity;
  if (state !== "open" || remindAt === undefined || remindedAt !== undefined) return item;
  return { ...item, ...dueAttributes("activity", id, remindAt) };
}

function rowsOf(activity: Activity): Item[] {
  const { notes, ...listed } = activity;
  const row: Listed = notes ? { ...listed, hasNotes: true } : listed;
  return [itemOf(agendaEntity, row), ...(activity.customerId ? [itemOf(plannedEntity, row)] : [])];
}

/** Turns one state of an activity into the other; null is one that is not there. The first write is under the version read. */
export function writesOfActivity(before: Activity | null, after: Activity | null): Write[] {
  const read = before ? { equals: { version: before.version } } : { absent: true as const };
  const home: Write = after
    ? { put: itemOfActivity(after), if: read }
    : { delete: activityKey((before as Activity).id), if: read };
  const rows = after ? rowsOf(after) : [];
  const kept = new Set(rows.map(({ pk, sk }) => `${pk} ${sk}`));
  const gone = before ? rowsOf(before).filter(({ pk, sk }) => !kept.has(`${pk} ${sk}`)) : [];
  return [home, ...rows.map((put) => ({ put })), ...gone.map(({ pk, sk }) => ({ delete: { pk, sk } }))];
}

export function activityOf(item: Item): Activity {
  return { ...stateOf(activityEntity, item), version: Number(item.version) };
}

export async function findActivity(table: Table, id: string): Promise<Activity | null> {
  const item = await table.get(activityKey(id));
  return item && activityOf(item);
}

export async function findActivities(table: Table, ids: readonly string[]): Promise<Map<string, Activity>> {
  const items = await table.getMany(ids.map(activityKey));
  return new Map(items.flatMap((item) => (item ? [[item.pk, activityOf(item)] as const] : [])));
}

export type Shown = "open" | "closed";

/** A range of somebody's work, or of a customer's, by when it is due. Places are sort keys without what stands before them. */
export type Range = {
  of: { ownerId: string } | { customerId: string };
  show: Shown;
  from?: string | undefined;
  to?: string | undefined;
  limit: number;
  after: string | null;
};

/** Open ones as they come due, closed ones latest first. */
export async function readWork(table: Table, range: Range): Promise<{ items: Listed[]; next: string | null }> {
  const letter = range.show === "open" ? "o" : "c";
  const before = "ownerId" in range.of ? "" : CUSTOMERS;
  const pk = "ownerId" in range.of ? agendaOf(range.of.ownerId) : range.of.customerId;
  const after: Position | undefined = range.after === null ? undefined : { sk: before + range.after };
  const page: QueryPage = await table.query({
    pk,
    from: `${before}${letter}#${range.from ?? ""}`,
    to: `${before}${letter}#${range.to ?? "~"}`,
    newestFirst: range.show === "closed",
    limit: range.limit,
    ...(after && { after }),
  });
  const items = page.items.map((item) => item.data as Listed);
  return { items, next: page.next && (page.items.at(-1)?.sk.slice(before.length) ?? null) };
}

export const placeInWork = (activity: Activity | Listed): string => placeOf(activity);
