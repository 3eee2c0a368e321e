import { expect, test } from "vitest";
import { simulateYears } from "./simulate-years.ts";

/** The seed of the long one, of two thousand customers: `npm run simulate`. */
const LONG = process.env.PEYVAND_SIMULATE;

test(
  "in three years of crashes, days of standing still and clocks that change, everything is told once, on its day or as late",
  async () => {
    const size = LONG === undefined ? { seed: 5, customers: 24 } : { seed: Number(LONG) || 1, customers: 2000 };
    const { told, late, crashes, daysDown, ...faults } = await simulateYears({ ...size, years: 3 });
    expect(faults).toEqual({ wrong: [], missing: [], mailsTwice: 0 });
    expect(told).toBeGreaterThan(80);
    expect(late).toBeGreaterThan(2);
    expect(crashes).toBeGreaterThan(3);
    expect(daysDown).toBeGreaterThan(10);
  },
  LONG === undefined ? 120_000 : 4 * 3_600_000,
);
