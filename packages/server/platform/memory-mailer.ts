import type { Mail, Mailer, Texter, TextMessage } from "./mailer.ts";

/** Mail and short messages that stay in memory, by their keys: for tests and measurements. */
export function createMemoryMailbox() {
  const mails = new Map<string, Mail>();
  const texts = new Map<string, TextMessage>();
  const keep = <T>(kept: Map<string, T>) => ({
    async send(message: T, { key }: { key: string }) {
      if (!kept.has(key)) kept.set(key, message);
      return { is: "accepted" as const };
    },
    isSent: async (key: string) => kept.has(key),
  });
  const mailer: Mailer = { name: "memory", settles: "key", from: "office@example.com", ...keep(mails) };
  const texter: Texter = { name: "memory", settles: "key", ...keep(texts) };
  return { mailer, texter, mails, texts };
}
