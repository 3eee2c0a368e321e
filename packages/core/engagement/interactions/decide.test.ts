import { expect, test } from "vitest";
import { NO_STATS } from "../../people/customers/index.ts";
import { countInteraction, decideCorrection, decideLog, decideWithdrawal, shownInteraction } from "./index.ts";

const moment = {
  now: "2026-03-21T08:00:00.000Z",
  id: "int_01JD8ZC3W5Q1T8M4G2N6V9X0RA" as const,
  by: { kind: "user" as const, id: "usr_1", name: "Sara" },
};
const customerId = "cus_01JD8ZC3W5Q1T8M4G2N6V9X0RA" as const;
const call = decideLog({ customerId, channel: "call", direction: "in", body: "hello", subject: "tour" }, moment);

test("an interaction happened now unless it is back-dated", () => {
  expect(call).toMatchObject({ occurredAt: moment.now, loggedAt: moment.now, version: 1, byUserId: "usr_1" });
  const earlier = decideLog(
    { customerId, channel: "visit", direction: "none", occurredAt: "2020-01-01T00:00:00.000Z" },
    moment,
  );
  expect(earlier).toMatchObject({ occurredAt: "2020-01-01T00:00:00.000Z", loggedAt: moment.now });
});

test("it cannot lie in the future; clocks that differ by minutes are forgiven", () => {
  const at = (occurredAt: string) => () =>
    decideLog({ customerId, channel: "call", direction: "in", occurredAt }, moment);
  expect(at("2026-03-21T08:04:00.000Z")).not.toThrow();
  expect(at("2026-03-21T08:06:00.000Z")).toThrow(expect.objectContaining({ code: "interaction.in_future" }));
});

test("a correction makes a next version of what is named and leaves the rest", () => {
  const { interaction, fields } = decideCorrection(call, { version: 1, body: "hello again", subject: null }, moment);
  expect(interaction).toMatchObject({ version: 2, body: "hello again", channel: "call", correctedAt: moment.now });
  expect(interaction).not.toHaveProperty("subject");
  expect(fields).toEqual(["subject", "body"].sort((a, b) => fields.indexOf(a) - fields.indexOf(b)));
});

test("a correction that says the same is no new version", () => {
  expect(decideCorrection(call, { version: 1, body: " hello " }, moment).interaction).toBe(call);
});

test("of a withdrawn one everybody sees that it was there and nothing it said; it is not corrected any more", () => {
  const withdrawn = decideWithdrawal(call, "wrong person", moment);
  expect(withdrawn.body).toBe("hello");
  const shown = shownInteraction(withdrawn);
  expect(shown).toMatchObject({ withdrawnAt: moment.now, withdrawnReason: "wrong person", channel: "call" });
  expect(shown).not.toHaveProperty("body");
  expect(shown).not.toHaveProperty("subject");
  expect(() => decideCorrection(withdrawn, { version: 2, body: "x" }, moment)).toThrow(
    expect.objectContaining({ code: "interaction.withdrawn" }),
  );
});

test("counting up and down again is where one began", () => {
  const [called, mailed] = [
    { channel: "call", direction: "in" } as const,
    { channel: "email", direction: "out" } as const,
  ];
  const up = countInteraction(countInteraction(NO_STATS, called, 1), mailed, 1);
  const counts = { byChannel: { call: 1, email: 1 }, inbound: { call: 1 }, outbound: { email: 1 } };
  expect(up).toMatchObject({ interactions: 2, ...counts });
  expect(countInteraction(countInteraction(up, called, -1), mailed, -1)).toEqual(NO_STATS);
});
