/** A mail, whole: what is composed to MIME and handed to a provider. `at` is its date, UTC. */
export type Mail = {
  from: MailAddress;
  to: MailAddress;
  replyTo?: MailAddress;
  subject: string;
  text: string;
  html?: string;
  /** Further headers by name, such as `List-Unsubscribe`. */
  headers?: { readonly [name: string]: string };
  attachments?: readonly MailAttachment[];
  /** It shall be known whether it was opened and its links followed, where the provider tells. */
  tracked?: boolean;
  at: string;
};

export type MailAddress = { address: string; name?: string };
export type MailAttachment = { name: string; type: string; content: string | Uint8Array };

/** A short message to one number (E.164). Carriers in many countries take marketing by another way. */
export type TextMessage = { to: string; text: string; at: string; isMarketing?: boolean };

/**
 * What a provider made of it. `accepted`: it has it. `refused`: it surely does not have it, and asking again later is safe;
 * `forGood`: and will never take it. `uncertain`: nobody knows.
 */
export type SendOutcome =
  | { is: "accepted"; providerId?: string }
  | { is: "refused"; forGood: boolean; reason: string }
  | { is: "uncertain"; reason: string };

/**
 * How an `uncertain` sending is settled: by the provider's events, by asking for its key, or never, so that a person
 * decides.
 */
export type Settles = "event" | "key" | "never";

/**
 * Who carries mail. `key` names the sending: a provider that settles by key keeps it once, however often it is sent.
 * `send` throws for nothing: what went wrong is an outcome.
 */
export type Mailer = {
  readonly name: string;
  readonly settles: Settles;
  /** Whether it can tell of opens and clicks. */
  readonly tracks?: boolean;
  /** The address mail comes from unless the settings say another; null when they must. */
  readonly from: string | null;
  /** Addresses and domains whose mail comes back here, to the timelines of those who write. */
  readonly receives?: readonly string[];
  send(mail: Mail, sending: { key: string }): Promise<SendOutcome>;
  /** Only of those that settle by key: whether the sending of this key was accepted. */
  isSent?(key: string): Promise<boolean>;
};

/** Who carries short messages; null in a `Ctx` where the settings must say. */
export type Texter = {
  readonly name: string;
  readonly settles: Settles;
  send(message: TextMessage, sending: { key: string }): Promise<SendOutcome>;
  isSent?(key: string): Promise<boolean>;
};
