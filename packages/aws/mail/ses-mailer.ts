import { SESClient, SESServiceException, SendRawEmailCommand } from "@aws-sdk/client-ses";
import { composeMail } from "#server/platform/compose-mail.ts";
import type { Mail, SendOutcome } from "#server/platform/mailer.ts";
import { SENDING_TAG } from "#server/platform/message-outcome.ts";

// One try: the ledger knows what is safe to repeat.
let shared: SESClient | undefined;
const sharedClient = () => (shared ??= new SESClient({ maxAttempts: 1 }));

/**
 * One mail through Amazon SES. Whether an unclear sending was accepted is told by its events (SEND, REJECT, DELIVERY, BOUNCE),
 * which carry the key as a tag; without a configuration set there are none, and a person decides.
 */
export async function sendBySes(
  mail: Mail,
  key: string,
  configurationSet: string | undefined,
  client: Pick<SESClient, "send"> = sharedClient(),
): Promise<SendOutcome> {
  try {
    const { MessageId } = await client.send(
      new SendRawEmailCommand({
        Source: mail.from.address,
        Destinations: [mail.to.address],
        RawMessage: { Data: await composeMail(mail, key) },
        Tags: [{ Name: SENDING_TAG, Value: key.replaceAll(/[^\w-]/g, "-").slice(0, 256) }],
        ...(configurationSet && { ConfigurationSetName: configurationSet }),
      }),
    );
    return { is: "accepted", providerId: MessageId };
  } catch (error) {
    return outcomeOf(error);
  }
}

const FOR_GOOD = ["MessageRejected", "InvalidParameterValue"];

/** An answer of the 400s is a refusal. Anything else, a broken connection among them, may have come after it was taken. */
function outcomeOf(error: unknown): SendOutcome {
  const reason = (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, 300);
  if (!(error instanceof SESServiceException)) return { is: "uncertain", reason };
  const status = error.$metadata.httpStatusCode ?? 500;
  if (status >= 500 || status === 408) return { is: "uncertain", reason };
  return { is: "refused", forGood: FOR_GOOD.includes(error.name), reason };
}
