import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nextMoment } from "./calendar-of-sending.ts";
import { decideClaim, decideOutcome, decideTold, decideUncertain, type Outcome, TOLD, type Told } from "./decide.ts";
import { freeFrom } from "./permission.ts";
import type { Message } from "./schema.ts";
import { defaultSettings } from "./settings.ts";
import { countParts } from "./text-parts.ts";

const NOW = "2026-04-11T08:00:00.000Z";
const message = (more: Partial<Message> = {}): Message => ({
  id: "msg_01JD8ZC3W5Q1T8M4G2N6V9X0RA",
  channel: "email",
  purpose: "transactional",
  to: "sara@example.com",
  excerpt: "",
  language: "fa",
  state: "queued",
  attempts: 0,
  at: {},
  by: { kind: "system", id: "x", name: "x" },
  createdAt: NOW,
  updatedAt: NOW,
  ...more,
});

const told = fc.record({
  kind: fc.constantFrom(...TOLD),
  at: fc.integer({ min: 0, max: 1000 }).map((n) => new Date(Date.parse(NOW) + n * 1000).toISOString()),
});
const outcome = fc.constantFrom<Outcome>(
  { is: "accepted", providerId: "p" },
  { is: "refused", forGood: true, reason: "no" },
  { is: "uncertain", reason: "lost" },
);
const hear = (start: Message, events: readonly { kind: Told; at: string }[]) =>
  events.reduce((one, { kind, at }) => decideTold(one, kind, at, NOW)?.message ?? one, start);

describe("what a provider tells", () => {
  test("ends the same in any order, told once or many times, before or after its own answer", () => {
    fc.assert(
      fc.property(
        fc.array(told, { minLength: 1, maxLength: 8 }),
        outcome,
        fc.nat(),
        fc.integer(),
        (events, said, place, seed) => {
          const claimed = decideClaim(message(), "ses", NOW).message;
          const straight = hear(decideOutcome(claimed, said, "event", NOW).message, events);
          const shuffled = [...events, ...events].sort(
            (a, b) => ((a.at.charCodeAt(18) * seed) % 7) - ((b.at.charCodeAt(18) * seed) % 7),
          );
          const cut = place % (shuffled.length + 1);
          const early = hear(claimed, shuffled.slice(0, cut));
          const late = hear(decideOutcome(early, said, "event", NOW).message, shuffled.slice(cut));
          expect(late.state).toBe(straight.state);
          for (const { kind } of events) expect(late.at[kind]).toBe(straight.at[kind]);
        },
      ),
    );
  });

  test("is believed before what we gave up: it may have accepted and answered with an error", () => {
    const failed = decideOutcome(
      decideClaim(message(), "x", NOW).message,
      { is: "refused", forGood: true, reason: "550" },
      "event",
      NOW,
    );
    expect(failed.message.state).toBe("failed");
    expect(decideTold(failed.message, "delivered", NOW, NOW)?.message.state).toBe("delivered");
  });
});

describe("an answer that comes when its claim has run out", () => {
  const interrupted = decideUncertain(decideClaim(message(), "x", NOW).message, "interrupted", "never", NOW).message;
  const answer = (said: Outcome) => decideOutcome(interrupted, said, "never", NOW);

  test("settles it when it is yes", () => {
    expect(answer({ is: "accepted", providerId: "p" })).toMatchObject({
      message: { state: "sent", providerId: "p", at: { sent: NOW } },
      dueAt: null,
    });
  });

  test("leaves it to be asked about when it is anything else", () => {
    for (const said of [
      { is: "uncertain", reason: "lost" } as const,
      { is: "refused", forGood: false, reason: "421" } as const,
    ])
      expect(answer(said)).toMatchObject({ message: { state: "uncertain" }, dueAt: "2026-04-12T08:00:00.000Z" });
  });
});

describe("the quiet hours, days off and holidays of the customer's clock", () => {
  const settings = defaultSettings("fa");
  test.each([
    ["on a working day at noon", "2026-04-11T08:00:00.000Z", "2026-04-11T08:00:00.000Z", null],
    [
      "late on Thursday: after Friday, on Saturday morning",
      "2026-04-09T19:00:00.000Z",
      "2026-04-11T05:30:00.000Z",
      "quietHours",
    ],
    [
      "on Nowruz: after four days, and Friday is none of them",
      "2026-03-21T08:00:00.000Z",
      "2026-03-25T05:30:00.000Z",
      "dayOff",
    ],
    ["early in the morning: when the day begins", "2026-04-11T02:00:00.000Z", "2026-04-11T05:30:00.000Z", "quietHours"],
  ])("%s", (_, now, at, because) => {
    expect(nextMoment(now, "Asia/Tehran", settings)).toEqual({ at, because });
  });

  test("an hour that does not exist or exists twice still has a first moment, never in the past", () => {
    const quiet = { from: "22:00", to: "02:30" };
    // Berlin: on 29 March 2026 02:30 is skipped; on 25 October 02:30 comes twice.
    for (const now of ["2026-03-29T00:10:00.000Z", "2026-10-25T00:10:00.000Z", "2026-10-25T01:10:00.000Z"]) {
      const { at } = nextMoment(now, "Europe/Berlin", { quiet, daysOff: [], holidays: [] });
      expect(at && at >= now).toBe(true);
      expect(Date.parse(at ?? "") - Date.parse(now)).toBeLessThanOrEqual(2 * 3_600_000);
    }
  });

  test("the moment is never before now, and asking again then says: now", () => {
    const zones = fc.constantFrom("Asia/Tehran", "Europe/Berlin", "America/New_York", "Pacific/Apia", "Asia/Kathmandu");
    const at = fc.date({ min: new Date("2024-01-01"), max: new Date("2030-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(at, zones, (date, zone) => {
        const now = date.toISOString();
        const found = nextMoment(now, zone, settings).at ?? "";
        expect(found >= now).toBe(true);
        expect(nextMoment(found, zone, settings).at).toBe(found);
      }),
      { numRuns: 300 },
    );
  });
});

test("never more than the limit in any window, whenever one asks", () => {
  const steps = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(steps, fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 9 }), (hours, most, days) => {
      const sent: string[] = [];
      let now = Date.parse(NOW);
      for (const step of hours) {
        now += step * 3_600_000;
        const at = new Date(now).toISOString();
        if (freeFrom(sent, { most, days }, at) === at) sent.push(at);
      }
      for (const [first, at] of sent.entries()) {
        const end = Date.parse(at) + days * 86_400_000;
        expect(sent.slice(first).filter((one) => Date.parse(one) < end).length).toBeLessThanOrEqual(most);
      }
    }),
  );
});

test.each([
  ["a".repeat(160), "gsm7", 1],
  ["a".repeat(161), "gsm7", 2],
  [`${"a".repeat(159)}€`, "gsm7", 2],
  [`${"a".repeat(152)}€${"a".repeat(152)}`, "gsm7", 3],
  ["س".repeat(70), "ucs2", 1],
  ["س".repeat(71), "ucs2", 2],
  ["س".repeat(134), "ucs2", 2],
  ["س".repeat(135), "ucs2", 3],
  [`${"س".repeat(66)}😀${"س".repeat(66)}`, "ucs2", 3],
  ["", "gsm7", 1],
])("parts of a short message: %#", (text, encoding, parts) => {
  expect(countParts(text)).toMatchObject({ encoding, parts });
});
