import { type Message, type MessageContent, maskContent, maskMessage } from "#core/engagement/messages/index.ts";
import { hiddenTexts } from "#core/people/customers/index.ts";
import { hasNoRules } from "#core/platform/access/fields.ts";
import { readProfiles } from "#server/people/customers/index.ts";
import type { Ctx } from "#server/platform/context.ts";

/** Messages as the one who asks is shown them: a read more only for whom a role hides something. */
export async function shownMessages(ctx: Ctx, messages: readonly Message[]): Promise<Message[]> {
  const rules = ctx.access.fields;
  if (hasNoRules(rules)) return [...messages];
  const hidden = await hiddenOf(ctx, messages);
  return messages.map((message) => maskMessage(rules, message, hidden.get(message.customerId ?? "") ?? []));
}

export async function shownMessage(ctx: Ctx, message: Message): Promise<Message> {
  const [shown] = await shownMessages(ctx, [message]);
  return shown as Message;
}

export async function shownContent(ctx: Ctx, message: Message, content: MessageContent): Promise<MessageContent> {
  const hidden = hasNoRules(ctx.access.fields) ? null : await hiddenOf(ctx, [message]);
  return maskContent(ctx.access.fields, message, content, hidden?.get(message.customerId ?? "") ?? []);
}

async function hiddenOf(ctx: Ctx, messages: readonly Message[]): Promise<Map<string, string[]>> {
  const ids = [...new Set(messages.flatMap(({ customerId }) => customerId ?? []))];
  const profiles = await readProfiles(ctx.table, ids, { stale: true });
  return new Map(profiles.map((profile) => [profile.id, hiddenTexts(ctx.access.fields, profile)]));
}
