/** What a mail provider tells of a message it took. The same `eventId` may come more than once, and events out of order. */
export type MessageOutcome = {
  kind: "sent" | "rejected" | "delivered" | "bounced" | "complained" | "delayed";
  /** By the provider's own name for the message. */
  providerMessageId: string;
  eventId: string;
  at: string;
  recipients: string[];
  /** Whether an address that bounced will go on bouncing. */
  permanent?: boolean;
  reason: string | null;
};
