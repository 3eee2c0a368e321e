import { changeOf } from "#server/platform/change-row.ts";
import { eventOf } from "#server/platform/events.ts";
import type { Item } from "#server/platform/table.ts";

/** As many as the bus takes at once. */
const AT_ONCE = 10;

/** Tells the bus of changes, in ids and names of fields alone. Returns the rows it did not take. */
export async function putEvents(bus: string, rows: readonly Item[]): Promise<Item[]> {
  if (rows.length === 0) return [];
  const { EventBridgeClient, PutEventsCommand } = await import("@aws-sdk/client-eventbridge");
  const client = new EventBridgeClient({});
  const unsent: Item[] = [];
  for (let at = 0; at < rows.length; at += AT_ONCE) {
    const chunk = rows.slice(at, at + AT_ONCE);
    const { Entries } = await client.send(
      new PutEventsCommand({
        Entries: chunk.map((row) => {
          const { type, data } = eventOf(changeOf(row));
          return {
            EventBusName: bus,
            Source: "peyvand",
            DetailType: type,
            Time: new Date(data.at),
            Detail: JSON.stringify(data),
          };
        }),
      }),
    );
    unsent.push(...chunk.filter((_, place) => Entries?.[place]?.ErrorCode !== undefined));
  }
  return unsent;
}
