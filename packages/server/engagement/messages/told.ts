import { decideTold, TOLD, type Told } from "#core/engagement/messages/index.ts";
import { type ChangeInput, commit } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import { TableError, type Write } from "#server/platform/table.ts";
import { aboutMessage, changeOfState } from "./change-of-state.ts";
import { findMessage, toldRow, writeOfRecord, writeOfSuppressed } from "./store.ts";

/** What a provider tells of a message it took; may come twice, late and in another order. */
export type ProviderEvent = {
  kind: string;
  /** The key it was sent under, which is the message's id. */
  sending?: string | undefined;
  eventId: string;
  at: string;
  /** Whether an address that bounced will go on bouncing. */
  permanent?: boolean | undefined;
  reason: string | null;
};

const MESSAGE_ID = /^msg_[0-7][0-9A-HJKMNP-TV-Z]{25}$/;
const MAX_RACES = 10;

/** Keeps what was told, and what follows from it. Of a message we never sent, or a kind we do not know, nothing. */
export async function tellOutcome(ctx: Ctx, event: ProviderEvent): Promise<void> {
  const { kind, sending, at } = event;
  if (!sending || !MESSAGE_ID.test(sending)) return;
  const found = await findMessage(ctx.table, sending, ctx.now());
  if (!found) return;
  const eventId = event.eventId.replaceAll(/[^\w.-]/g, "-").slice(0, 100);
  await ctx.table.append([toldRow(sending, kind, eventId, at, event.reason, ctx.now())]);
  if (!TOLD.includes(kind as Told)) return;
  for (let races = 0; races < MAX_RACES; races++) {
    const read = races === 0 ? found : await findMessage(ctx.table, sending, ctx.now());
    if (!read) return;
    const { stored } = read;
    const decided = decideTold(stored.message, kind as Told, at, ctx.now(), event.reason ?? undefined);
    if (!decided) return;
    const { message } = decided;
    const writes: Write[] = [writeOfRecord(stored, message, null)];
    const why = kind === "complained" ? "complained" : kind === "bounced" && event.permanent ? "bounced" : null;
    if (why) writes.push(writeOfSuppressed({ channel: message.channel, to: message.to, why, at }));
    const known = changeOfState(stored.message, message);
    const suppressed: ChangeInput = {
      ...aboutMessage(message),
      verb: `message.${message.state}`,
      fields: { to: { after: message.to } },
    };
    const change = known ?? (why && suppressed);
    const refuse = () => new TableError("conditionFailed", "raced");
    try {
      if (change) await commit(ctx, { writes, change, refuse });
      else await ctx.table.transact(writes);
      return;
    } catch (error) {
      if (!(error instanceof TableError) || error.kind !== "conditionFailed") throw error;
    }
  }
}
