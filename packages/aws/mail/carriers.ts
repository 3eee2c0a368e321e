import type { Mailer, Texter } from "#server/platform/mailer.ts";
import type { AwsEnvironment } from "../platform/environment.ts";

/** The SDKs of mail and of short messages are loaded with the first of each: a cold start pays for neither. */
export function sesMailer({ mailFrom, mailIn, sesConfigurationSet, sesTrackingSet }: AwsEnvironment): Mailer {
  return {
    name: "ses",
    tracks: sesTrackingSet !== undefined,
    settles: sesConfigurationSet ? "event" : "never",
    from: mailFrom ?? null,
    ...(mailIn && { receives: mailIn }),
    send: async (mail, { key }) =>
      (await import("./ses-mailer.ts")).sendBySes(mail, key, (mail.tracked && sesTrackingSet) || sesConfigurationSet),
  };
}

export function smsTexter({ smsOrigination }: AwsEnvironment): Texter | null {
  if (!smsOrigination) return null;
  return {
    name: "aws",
    settles: "never",
    send: async (message, { key }) => (await import("./sms-texter.ts")).sendSms(message, key, smsOrigination),
  };
}
