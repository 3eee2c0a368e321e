import {
  PinpointSMSVoiceV2Client,
  PinpointSMSVoiceV2ServiceException,
  SendTextMessageCommand,
} from "@aws-sdk/client-pinpoint-sms-voice-v2";
import type { SendOutcome, TextMessage } from "#server/platform/mailer.ts";

let shared: PinpointSMSVoiceV2Client | undefined;
const sharedClient = () => (shared ??= new PinpointSMSVoiceV2Client({ maxAttempts: 1 }));

/** One short message through AWS End User Messaging, from a number or sender id of the account. */
export async function sendSms(
  message: TextMessage,
  key: string,
  origination: string,
  client: Pick<PinpointSMSVoiceV2Client, "send"> = sharedClient(),
): Promise<SendOutcome> {
  try {
    const { MessageId } = await client.send(
      new SendTextMessageCommand({
        DestinationPhoneNumber: message.to,
        MessageBody: message.text,
        OriginationIdentity: origination,
        MessageType: message.isMarketing ? "PROMOTIONAL" : "TRANSACTIONAL",
        Context: { sending: key.slice(0, 100) },
      }),
    );
    return { is: "accepted", providerId: MessageId };
  } catch (error) {
    const reason = (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, 300);
    if (!(error instanceof PinpointSMSVoiceV2ServiceException)) return { is: "uncertain", reason };
    const status = error.$metadata.httpStatusCode ?? 500;
    if (status >= 500 || status === 408) return { is: "uncertain", reason };
    return { is: "refused", forGood: error.name === "ValidationException", reason };
  }
}
