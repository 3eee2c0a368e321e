import { expect, test } from "vitest";
import { mailEventOf } from "./mail-event.ts";
import { WrongEvent } from "./wrong-event.ts";

/** As the SES documentation shows events that reach EventBridge. */
const bounced = {
  version: "0",
  id: "12a18625-3328-fafd-2a24-d9e16004bd21",
  "detail-type": "Email Bounced",
  source: "aws.ses",
  account: "123456789012",
  time: "2026-08-05T16:48:17Z",
  region: "eu-central-1",
  resources: ["arn:aws:ses:eu-central-1:123456789012:configuration-set/peyvand-acme"],
  detail: {
    eventType: "Bounce",
    bounce: {
      bounceType: "Permanent",
      bounceSubType: "General",
      bouncedRecipients: [
        { emailAddress: "nobody@example.ir", action: "failed", status: "5.1.1", diagnosticCode: "smtp; 550 5.1.1" },
      ],
      timestamp: "2026-08-05T16:48:02.000Z",
      feedbackId: "01000157c44f053b",
    },
    mail: {
      timestamp: "2026-08-05T16:48:01.000Z",
      messageId: "EXAMPLE7c191be45",
      destination: ["nobody@example.ir"],
      tags: { "ses:configuration-set": ["peyvand-acme"] },
    },
  },
};

test("a bounce says of which message, which address, why, and whether for good", () => {
  expect(mailEventOf(bounced)).toEqual({
    kind: "bounced",
    providerMessageId: "EXAMPLE7c191be45",
    eventId: "12a18625-3328-fafd-2a24-d9e16004bd21",
    at: "2026-08-05T16:48:02.000Z",
    recipients: ["nobody@example.ir"],
    permanent: true,
    reason: "smtp; 550 5.1.1",
  });
});

test.for([
  ["Email Opened", "opened", { open: { timestamp: "2026-08-06T05:00:00.000Z", userAgent: "Mail" } }],
  ["Email Clicked", "clicked", { click: { timestamp: "2026-08-06T05:00:00.000Z", link: "https://example.ir" } }],
] as const)("«%s» is %s, at the moment it was", ([detailType, kind, part]) => {
  const { bounce: _, ...detail } = bounced.detail;
  const told = mailEventOf({ ...bounced, "detail-type": detailType, detail: { ...detail, ...part } });
  expect(told).toMatchObject({ kind, at: "2026-08-06T05:00:00.000Z", recipients: ["nobody@example.ir"] });
});

test.for([
  ["Email Sent", "sent"],
  ["Email Rejected", "rejected"],
  ["Email Delivered", "delivered"],
  ["Email Complaint Received", "complained"],
  ["Email Delivery Delayed", "delayed"],
])("«%s» is %s", ([detailType, kind]) => {
  const { bounce: _, ...detail } = bounced.detail;
  expect(mailEventOf({ ...bounced, "detail-type": detailType, detail })).toMatchObject({
    kind,
    at: "2026-08-05T16:48:01.000Z",
    recipients: ["nobody@example.ir"],
  });
});

test.for<[string, unknown]>([
  ["nothing", null],
  ["a text", "bounce"],
  ["another service's event", { ...bounced, source: "aws.s3" }],
  ["a kind nobody knows", { ...bounced, "detail-type": "Email Exploded" }],
  ["an event without a message", { ...bounced, detail: { bounce: bounced.detail.bounce } }],
  ["a detail that is a text", { ...bounced, detail: "half an ev" }],
])("%s is refused", ([, event]) => {
  expect(() => mailEventOf(event)).toThrow(WrongEvent);
});

test("lists and texts of any length are cut, and what has another form is left out", () => {
  const bouncedRecipients = [...Array(200).keys()].map((at) => (at % 2 ? { emailAddress: `a${at}@b.ir` } : 7));
  const bounce = { ...bounced.detail.bounce, bouncedRecipients, timestamp: "yesterday" };
  const outcome = mailEventOf({ ...bounced, detail: { ...bounced.detail, bounce } });
  expect(outcome.recipients).toHaveLength(50);
  expect(outcome).toMatchObject({ at: "2026-08-05T16:48:17Z", reason: null });
});
