import { expect, test } from "vitest";
import { simulateYears } from "./simulate-years.ts";

/** The seed of the long one, of so many customers: `npm run simulate`. */
const { PEYVAND_SIMULATE: LONG, PEYVAND_SIMULATE_CUSTOMERS: MANY = "2000" } = process.env;

test(
  "in three years of crashes, days of standing still and clocks that change, everything is told once, on its day or as late",
  async () => {
    const size = LONG === undefined ? { seed: 5, customers: 24 } : { seed: Number(LONG) || 1, customers: Number(MANY) };
    const started = performance.now();
    const { told, late, crashes, daysDown, mails, ...faults } = await simulateYears({ ...size, years: 3 });
    const seconds = Math.round((performance.now() - started) / 1000);
    if (LONG !== undefined)
      process.stdout.write(`${JSON.stringify({ ...size, seconds, told, late, crashes, daysDown, mails })}\n`);
    expect(faults).toEqual({ wrong: [], missing: [], mailsTwice: 0, mailsLost: [] });
    expect(told).toBeGreaterThan(80);
    expect(mails).toBeGreaterThan(2);
    expect(late).toBeGreaterThan(2);
    expect(crashes).toBeGreaterThan(3);
    expect(daysDown).toBeGreaterThan(10);
  },
  LONG === undefined ? 120_000 : 4 * 3_600_000,
);
