import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sesMailer } from "./carriers.ts";
import { sendSms } from "./sms-texter.ts";

const asked: URLSearchParams[] = [];
const texts: { MessageType: string; MessageBody: string }[] = [];
const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  if (request.headers["x-amz-target"]?.toString().endsWith("SendTextMessage")) {
    texts.push(JSON.parse(Buffer.concat(chunks).toString()));
    response.setHeader("content-type", "application/x-amz-json-1.0");
    return void response.end('{"MessageId":"t-1"}');
  }
  asked.push(new URLSearchParams(Buffer.concat(chunks).toString()));
  response.end(
    "<SendRawEmailResponse><SendRawEmailResult><MessageId>m-1</MessageId></SendRawEmailResult></SendRawEmailResponse>",
  );
});

beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  Object.assign(process.env, {
    AWS_REGION: "eu-central-1",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    AWS_ENDPOINT_URL_SES: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  });
});
afterAll(() => new Promise((done) => server.close(done)));

test("a tracked mail goes under the set that tells of opens and clicks, any other under the one that does not", async () => {
  const environment = { tableName: "t", pathStyle: false, mailFrom: "crm@example.com" };
  const mailer = sesMailer({ ...environment, sesConfigurationSet: "plain", sesTrackingSet: "tracked" });
  const address = { address: "sara@example.com" };
  const mail = { from: address, to: address, subject: "سلام", text: "درود", at: "2026-03-21T08:00:00.000Z" };
  expect(await mailer.send({ ...mail, tracked: true }, { key: "msg_1" })).toEqual({
    is: "accepted",
    providerId: "m-1",
  });
  await mailer.send(mail, { key: "msg_2" });
  expect(asked.map((one) => one.get("ConfigurationSetName"))).toEqual(["tracked", "plain"]);
  expect(mailer.tracks).toBe(true);
  expect(sesMailer({ ...environment, sesConfigurationSet: "plain" }).tracks).toBe(false);
});

test("a short message is promotional when it is marketing, and transactional otherwise", async () => {
  const text = { to: "+989121000050", text: "درود", at: "2026-03-21T08:00:00.000Z" };
  expect(await sendSms(text, "msg_1", "Peyvand")).toEqual({ is: "accepted", providerId: "t-1" });
  await sendSms({ ...text, isMarketing: true }, "msg_2", "Peyvand");
  expect(texts.map(({ MessageType }) => MessageType)).toEqual(["TRANSACTIONAL", "PROMOTIONAL"]);
});
