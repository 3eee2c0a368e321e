import { describe, expect, test } from "vitest";
import { decideKind, isUnproven, ownMessageOf, type ReadMail, sentAtOf } from "./decide.ts";

const MAIL: ReadMail = {
  messageId: "one@example.com",
  from: { address: "sara@example.com" },
  to: [],
  subject: "",
  text: "",
  attachments: [],
  sentAt: null,
  answers: [],
  headers: {},
  hops: 3,
};
const kind = (mail: Partial<ReadMail>) => decideKind({ ...MAIL, ...mail }, (one) => one === "crm@company.example");
const withHeader = (name: string, value: string) => kind({ headers: { [name]: value } });

describe("what kind of mail it is", () => {
  test("a person's is a letter, also through a company's own group address", () => {
    expect(kind({})).toEqual({ is: "letter" });
    expect(withHeader("auto-submitted", "no")).toEqual({ is: "letter" });
    expect(withHeader("precedence", "list")).toEqual({ is: "letter" });
  });

  test("a machine's is not", () => {
    expect(withHeader("auto-submitted", "Auto-Generated (cron)")).toEqual({ is: "automatic", why: "autoReply" });
    expect(withHeader("x-autoreply", "yes")).toEqual({ is: "automatic", why: "autoReply" });
    expect(withHeader("precedence", "junk")).toEqual({ is: "automatic", why: "bulk" });
    expect(withHeader("return-path", " < > ")).toEqual({ is: "automatic", why: "bounce" });
    expect(kind({ from: { address: "postmaster@example.com" } })).toEqual({ is: "automatic", why: "bounce" });
  });

  test("our own that comes back, and what goes in circles, is refused", () => {
    expect(kind({ messageId: "msg_01JD8ZC3W5Q1T8M4G2N6V9X0RA@company.example" })).toEqual({
      is: "refused",
      why: "loop",
    });
    expect(kind({ from: { address: "crm@company.example" } })).toEqual({ is: "refused", why: "loop" });
    expect(kind({ hops: 101 })).toEqual({ is: "refused", why: "loop" });
  });
});

test("a message of ours is known by its Message-ID, however a server wrote its letters", () => {
  expect(ownMessageOf("msg_01jd8zc3w5q1t8m4g2n6v9x0ra@company.example")).toBe("msg_01JD8ZC3W5Q1T8M4G2N6V9X0RA");
  expect(ownMessageOf("msg_1@company.example")).toBeNull();
  expect(ownMessageOf("x.msg_01JD8ZC3W5Q1T8M4G2N6V9X0RA@company.example")).toBeNull();
});

test("only what the receiving server proved wrong is doubted", () => {
  expect(isUnproven({ ...MAIL, headers: { "x-ses-dmarc-verdict": "FAIL" } })).toBe(true);
  expect(isUnproven({ ...MAIL, headers: { "x-ses-dmarc-verdict": "GRAY" } })).toBe(false);
  expect(isUnproven(MAIL)).toBe(false);
});

test("a moment that lies ahead is not believed", () => {
  const now = "2026-03-21T08:00:00.000Z";
  expect(sentAtOf({ sentAt: "2026-03-21T08:04:00.000Z" }, now)).toBe("2026-03-21T08:04:00.000Z");
  expect(sentAtOf({ sentAt: "2026-03-21T08:06:00.000Z" }, now)).toBe(now);
  expect(sentAtOf({ sentAt: null }, now)).toBe(now);
});
