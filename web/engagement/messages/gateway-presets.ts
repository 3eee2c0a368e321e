import type { SendingSettings } from "#core/engagement/messages/index.ts";

export type Gateway = NonNullable<SendingSettings["gateway"]>;

export const NO_GATEWAY: Gateway = {
  name: "",
  method: "POST",
  url: "",
  headers: [],
  body: "",
  successPath: "",
  successValue: "",
  idPath: "",
};

/** As the documentation of each provider has it; the line number and the secrets are the company's own. */
export const PRESETS: readonly { gateway: Gateway; secrets: readonly string[] }[] = [
  {
    gateway: {
      name: "Kavenegar",
      method: "POST",
      url: "https://api.kavenegar.com/v1/{secret.apiKey}/sms/send.json",
      headers: [],
      body: "receptor={toLocal}&sender=LINE&message={text}",
      successPath: "return.status",
      successValue: "200",
      idPath: "entries.0.messageid",
    },
    secrets: ["apiKey"],
  },
  {
    gateway: {
      name: "Ghasedak",
      method: "POST",
      url: "https://gateway.ghasedak.me/rest/api/v1/WebService/SendSingleSMS",
      headers: [
        { name: "ApiKey", value: "{secret.apiKey}" },
        { name: "Content-Type", value: "application/json" },
      ],
      body: '{"lineNumber":"LINE","receptor":"{toLocal}","message":"{text}","clientReferenceId":"{id}"}',
      successPath: "isSuccess",
      successValue: "true",
      idPath: "data.messageId",
    },
    secrets: ["apiKey"],
  },
  {
    gateway: {
      name: "Twilio",
      method: "POST",
      url: "https://api.twilio.com/2010-04-01/Accounts/{secret.accountSid}/Messages.json",
      headers: [{ name: "Authorization", value: "Basic {secret.basic}" }],
      body: "To={to}&From=LINE&Body={text}",
      successPath: "",
      successValue: "",
      idPath: "sid",
    },
    secrets: ["accountSid", "basic"],
  },
];
