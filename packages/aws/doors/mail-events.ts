import { settleMessage } from "#server/app.ts";
import { createAwsPlatform } from "../platform/aws-platform.ts";
import { mailEventOf } from "../platform/mail-event.ts";

const { context, settled } = createAwsPlatform();

/** What became of a message (SES through EventBridge) → the message's own record. A replayed event changes nothing. */
export async function handler(event: unknown): Promise<void> {
  const told = mailEventOf(event);
  await settleMessage(await context(), told);
  await settled();
}
