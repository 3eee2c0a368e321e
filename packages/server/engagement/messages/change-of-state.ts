import { isContact, type Message } from "#core/engagement/messages/index.ts";
import type { Verb } from "#core/platform/verbs.ts";
import type { ChangeInput } from "#server/platform/commit.ts";

export function aboutMessage({ id, customerId }: Message) {
  return { entity: "message", entityId: id, partition: id, ...(customerId && { customerId }) };
}

const NEWS: readonly Message["state"][] = ["bounced", "complained", "failed"];

/**
 * What tells of a message's new state: that it did not go or came back, and that it went to a customer, which is counted as a
 * contact. Null where nobody follows it.
 */
export function changeOfState(before: Message, after: Message): ChangeInput | null {
  const [was, is] = [isContact(before), isContact(after)];
  const isNews = after.state !== before.state && NEWS.includes(after.state);
  if (!isNews && was === is) return null;
  const { channel } = after;
  return {
    ...aboutMessage(after),
    verb: isNews ? (`message.${after.state}` as Verb) : "message.sent",
    fields: {
      ...(isNews && { to: { after: after.to } }),
      ...(was !== is && { contact: { ...(was && { before: channel }), ...(is && { after: channel }) } }),
    },
  };
}
