import { expect, test } from "vitest";
import { heatOfPeak, PARTITION } from "../bench/heat.ts";

test("at three times the load of a busy day no partition gets more than DynamoDB lets one have", async () => {
  const peak = await heatOfPeak();
  if (process.env.PEYVAND_SHOW) console.table(peak.slice(0, 40));
  const names = peak.map(({ partition }) => partition);
  // What everybody shares is among what was measured.
  for (const shared of ["sequencer", "workspace", "feed:seq#0", "feed:new#0", "due:due#0", "directory:"])
    expect(
      names.some((name) => name.startsWith(shared)),
      shared,
    ).toBe(true);
  const hot = peak.filter(({ kind, perSecond }) => perSecond * 3 > PARTITION[kind]);
  expect(hot).toEqual([]);
}, 180_000);
