import type { Rfm } from "../../people/customers/schema.ts";

/** One row for each recency, the latest first; in it the group for frequency (and money) 1 to 5. */
const GRID: Readonly<Record<number, readonly Rfm["group"][]>> = {
  5: ["new", "potentialLoyalists", "potentialLoyalists", "champions", "champions"],
  4: ["promising", "potentialLoyalists", "potentialLoyalists", "loyal", "loyal"],
  3: ["aboutToSleep", "aboutToSleep", "needAttention", "loyal", "loyal"],
  2: ["hibernating", "hibernating", "atRisk", "atRisk", "cannotLose"],
  1: ["lost", "lost", "atRisk", "atRisk", "cannotLose"],
};

/**
 * Which of the eleven groups scores fall into. The groups and their places are those of Putler's RFM grid (putler.com/rfm-analysis)
 * in the form without overlaps that is in general use; its corner of «hibernating» is divided so that the least recent
 * are «lost». The second axis is frequency, and with orders the mean of frequency and money, rounded up from the half.
 */
export function groupOf({ recency, frequency, monetary }: Omit<Rfm, "group">): Rfm["group"] {
  const second = monetary === null ? frequency : Math.round((frequency + monetary) / 2);
  return GRID[recency]?.[second - 1] ?? "lost";
}
