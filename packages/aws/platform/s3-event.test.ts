import { expect, test } from "vitest";
import { objectsIn } from "./s3-event.ts";

const bus = (key: string) => ({
  version: "0",
  source: "aws.s3",
  "detail-type": "Object Created",
  detail: { bucket: { name: "mail" }, object: { key, size: 1234 }, reason: "PutObject" },
});

test("an object that EventBridge tells of, and those that the bucket tells of", () => {
  expect(objectsIn(bus("acme/abc"))).toEqual([{ bucket: "mail", key: "acme/abc" }]);
  const record = (key: string) => ({ eventSource: "aws:s3", s3: { bucket: { name: "mail" }, object: { key } } });
  expect(objectsIn({ Records: [record("acme/a%2Bb"), record("acme/c+d")] })).toEqual([
    { bucket: "mail", key: "acme/a+b" },
    { bucket: "mail", key: "acme/c d" },
  ]);
});

test("what SES writes to try the bucket is no mail", () => {
  expect(objectsIn(bus("acme/AMAZON_SES_SETUP_NOTIFICATION"))).toEqual([]);
});

test.each([
  null,
  "x",
  {},
  { Records: [{ eventSource: "aws:sns" }] },
  { source: "aws.ses", detail: {} },
  { ...bus("a"), detail: {} },
])("an event of another kind is refused: %j", (event) => {
  expect(() => objectsIn(event)).toThrow("S3's events of new objects");
});
