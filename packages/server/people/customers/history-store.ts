import type { Change } from "#core/platform/change.ts";
import { changeOf, TIMELINE } from "#server/platform/change-row.ts";
import { newestFirst } from "#server/platform/keys.ts";
import type { Item, Position, Table } from "#server/platform/table.ts";
import { profileOf } from "./store.ts";

const HISTORY_PAGE = 200;

/** A customer with all that happened to it, oldest change first, and whether it stands alone. */
export async function readHistory(table: Table, id: string) {
  const items: Item[] = [];
  let after: Position | undefined;
  do {
    const page = await table.query({ pk: id, limit: HISTORY_PAGE, ...(after && { after }) });
    items.push(...page.items);
    after = page.next ?? undefined;
  } while (after);
  const profile = items.find(({ type }) => type === "profile");
  // Of work planned with them the changes lie here as well; that there is some is said by the work itself.
  const changes = items
    .filter(({ type }) => type === "change")
    .map(changeOf)
    .filter(({ entity }) => entity !== "activity");
  return {
    profile: profile ? profileOf(profile) : null,
    changes: changes.sort((one, other) => (one.id < other.id ? -1 : 1)),
    hasInteractions: items.some(({ type }) => type === "interaction"),
    hasMessages: items.some(({ type }) => type === "message"),
    hasActivities: items.some(({ type }) => type === "planned"),
    relations: items.flatMap(({ type, data }) =>
      type === "relation" ? [data as { kind: string; otherId: string }] : [],
    ),
  };
}

/** The changes of a customer, newest first, back to an instant. */
export async function* changesSince(table: Table, customerId: string, since: string): AsyncGenerator<Change> {
  let after: { sk: string } | undefined;
  // An interaction lies at the time it happened, so back-dated ones are passed over, not stopped at.
  const to = `${TIMELINE}${newestFirst(since)}~`;
  for (;;) {
    const page = await table.query({ pk: customerId, from: TIMELINE, to, limit: 50, ...(after && { after }) });
    for (const item of page.items) if (item.type === "change") yield changeOf(item);
    if (!page.next) return;
    after = page.next;
  }
}
