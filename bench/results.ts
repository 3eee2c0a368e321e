import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";

/** Writes what one part measured, and where and when; what was measured of other parts stays. */
export function saveResults(file: string, part: string, figures: object): void {
  const known = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  const machine = {
    processor: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 1e9),
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
  };
  const results = { ...known, [part]: { measuredAt: new Date().toISOString(), machine, figures } };
  writeFileSync(file, `${JSON.stringify(results, rounded, 2)}\n`);
}

/** Three decimals are more than any of these measurements can tell apart. */
function rounded(_name: string, value: unknown): unknown {
  return typeof value === "number" ? Math.round(value * 1000) / 1000 : value;
}
