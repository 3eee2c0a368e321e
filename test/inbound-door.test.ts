import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listWaitingMails } from "#core/engagement/inbound/index.ts";
import * as interactions from "#core/engagement/interactions/index.ts";
import * as customers from "#core/people/customers/index.ts";
import { type Cloud, type Door, openDoor, startCloud } from "./cloud/cloud.ts";
import { askForDynamoDb } from "./dynamo-test-table.ts";
import { caller } from "./journey.ts";

const endpoint = await askForDynamoDb();
const BUCKET = "peyvand-inbound-123456789012-eu-central-1";

/** What EventBridge hands on when SES has laid a mail into the bucket. */
const created = (key: string, size: number) => ({
  version: "0",
  id: "17793124-05d4-b198-2fde-7ededc63b103",
  "detail-type": "Object Created",
  source: "aws.s3",
  account: "123456789012",
  time: "2026-11-12T00:00:00Z",
  region: "eu-central-1",
  resources: [`arn:aws:s3:::${BUCKET}`],
  detail: {
    version: "0",
    bucket: { name: BUCKET },
    object: { key, size, etag: "b1946ac92492d2347c6235b4d2611184", sequencer: "617f08299329d189" },
    "request-id": "N4N7GDK58NMKJ12R",
    requester: "ses.amazonaws.com",
    "source-ip-address": "10.0.0.1",
    reason: "PutObject",
  },
});

describe.skipIf(endpoint === null)(
  "the built door of incoming mail on DynamoDB Local and an S3 that checks signatures",
  () => {
    let cloud: Cloud;
    let call: ReturnType<typeof caller>;
    let inbound: Door<{ [key: string]: string }>;

    beforeAll(async () => {
      cloud = await startCloud(String(endpoint));
      call = caller(cloud.send, cloud.secret);
      process.env.PEYVAND_MAIL_IN = "crm@acme.example";
      inbound = await openDoor("inbound");
    }, 120_000);
    afterAll(async () => void (await cloud?.close()));

    const lay = (key: string, from: string, more: string[] = [], text = "سلام، پیشنهادتان را دیدم.") => {
      const headers = [
        "Return-Path: <bounce@example.com>",
        "Received: from mail.example.com by inbound-smtp.eu-central-1.amazonaws.com with SMTP id abc for crm@acme.example;",
        "X-SES-Spam-Verdict: PASS",
        "X-SES-Virus-Verdict: PASS",
        `From: ${from}`,
        "To: crm@acme.example",
        "Subject: =?UTF-8?B?2b7bjNi02YbZh9in2K8=?=",
        "Content-Type: text/plain; charset=utf-8",
        ...more,
      ];
      const bytes = Buffer.from(`${headers.join("\r\n")}\r\n\r\n${text}`);
      cloud.s3.objects.set(key, bytes);
      return created(key, bytes.length);
    };
    const timeline = async (id: `cus_${string}`) =>
      (await call(interactions.getTimeline, { params: { id }, query: { only: "interactions" } })).items;

    test("a mail comes to the timeline once, however often and by whichever name it is told of", async () => {
      const { customer } = await call(customers.createCustomer, {
        body: { name: "Sara", emails: [{ address: "sara@example.com" }] },
      });
      const event = lay("acme/one", "Sara <sara@example.com>", ["Message-ID: <1@example.com>"]);
      expect(await inbound(event, {})).toEqual({ "acme/one": "logged" });
      expect(await inbound(event, {})).toEqual({ "acme/one": "known" });
      // The same mail to two of the company's addresses lies there twice.
      const twin = lay("acme/two", "Sara <sara@example.com>", ["Message-ID: <1@example.com>"]);
      expect(await inbound(twin, {})).toEqual({ "acme/two": "known" });
      const record = { eventSource: "aws:s3", s3: { bucket: { name: BUCKET }, object: { key: "acme/one" } } };
      expect(await inbound({ Records: [record] }, {})).toEqual({ "acme/one": "known" });
      await cloud.settle();
      expect(await timeline(customer.id)).toMatchObject([
        {
          type: "interaction",
          interaction: { channel: "email", direction: "in", subject: "پیشنهاد", body: "سلام، پیشنهادتان را دیدم." },
        },
      ]);
    });

    test("who is not known waits in the list; what SES found to be spam, and what is no mail, does not", async () => {
      expect(await inbound(lay("acme/three", "nima@example.net", ["Message-ID: <3@example.net>"]), {})).toEqual({
        "acme/three": "waiting",
      });
      const spam = lay("acme/four", "shop@example.org");
      cloud.s3.objects.set(
        "acme/four",
        Buffer.from(String(cloud.s3.objects.get("acme/four")).replace("Spam-Verdict: PASS", "Spam-Verdict: FAIL")),
      );
      expect(await inbound(spam, {})).toEqual({ "acme/four": "refused" });
      cloud.s3.objects.set("acme/five", Buffer.alloc(1000));
      expect(await inbound(created("acme/five", 1000), {})).toEqual({ "acme/five": "mail.unreadable" });
      expect(await inbound(created("acme/gone", 10), {})).toEqual({ "acme/gone": "gone" });
      expect(await call(listWaitingMails)).toMatchObject({
        items: [{ from: { address: "nima@example.net" }, reason: "unknown" }],
      });
    });

    test("of a mail larger than may be read the beginning is kept, and says that it is cut", async () => {
      const { customer } = await call(customers.createCustomer, {
        body: { name: "Reza", emails: [{ address: "reza@example.com" }] },
      });
      const type = 'Content-Type: multipart/mixed; boundary="b"';
      const parts = `--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nسلام\r\n--b\r\nContent-Type: application/zip; name=a.zip\r\n\r\n${"x".repeat(26 * 1024 * 1024)}`;
      const event = lay("acme/large", "reza@example.com", ["Message-ID: <6@example.com>"], parts);
      cloud.s3.objects.set(
        "acme/large",
        Buffer.from(
          String(cloud.s3.objects.get("acme/large")).replace("Content-Type: text/plain; charset=utf-8", type),
        ),
      );
      expect(await inbound(event, {})).toEqual({ "acme/large": "logged" });
      const [entry] = await timeline(customer.id);
      expect(entry).toMatchObject({ interaction: { body: "سلام\n\n[…]", attachments: ["a.zip"] } });
    }, 60_000);

    test("an event of another kind is refused loudly", async () => {
      await expect(inbound({ Records: [{ eventSource: "aws:dynamodb" }] }, {})).rejects.toThrow("S3's events");
    });
  },
);
