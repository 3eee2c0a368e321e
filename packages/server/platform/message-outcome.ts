/** The tag of a mail that every event of it brings back. */
export const SENDING_TAG = "peyvand_sending";

/** What a mail provider tells of a message it took. The same `eventId` may come more than once, and events out of order. */
export type MessageOutcome = {
  kind: "sent" | "rejected" | "delivered" | "opened" | "clicked" | "bounced" | "complained" | "delayed";
  /** By the provider's own name for the message. */
  providerMessageId: string;
  /** The key it was sent under, which came with it as a tag. */
  sending?: string;
  eventId: string;
  at: string;
  recipients: string[];
  /** Whether an address that bounced will go on bouncing. */
  permanent?: boolean;
  reason: string | null;
};
