import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { buildBareDoor } from "./door.ts";
import { median } from "./load.ts";
import { atMost, type Table } from "./report.ts";

/** Doors that answer no requests, beside a bare document client. */
const QUIET = ["stream", "tick"] as const;
const IMPORT_RATIO = 1.35;

export type QuietFigures = {
  starts: number;
  bareMs: number;
  doors: Record<string, { importMs: number; ratio: number }>;
};

const SCRIPT = `
  const began = performance.now();
  await import(process.env.BENCH_DOOR);
  process.stdout.write(String(performance.now() - began), () => process.exit(0));
`;

/** Milliseconds to import each, alternating, each in a fresh process; medians. */
export async function measureQuietDoors(starts: number): Promise<QuietFigures> {
  const folder = await mkdtemp(join(tmpdir(), "peyvand-quiet-"));
  try {
    await buildBareDoor(folder, "bench/bare-table-door.ts");
    const times = new Map<string, number[]>(["bare", ...QUIET].map((name) => [name, []]));
    for (let at = 0; at < starts + 1; at++)
      for (const [name, list] of times) {
        const took = await importTime(name === "bare" ? folder : `dist/aws/${name}`);
        // The first round only brings the files into the system's memory.
        if (at > 0) list.push(took);
      }
    const bareMs = median(times.get("bare")!);
    const doors = Object.fromEntries(
      QUIET.map((name) => {
        const importMs = median(times.get(name)!);
        return [name, { importMs, ratio: importMs / bareMs }];
      }),
    );
    return { starts, bareMs, doors };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function importTime(folder: string): Promise<number> {
  const env = {
    PATH: process.env.PATH,
    BENCH_DOOR: pathToFileURL(resolve(folder, "index.mjs")).href,
    PEYVAND_TABLE: "bench",
    AWS_REGION: "local",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
  };
  const args = ["--input-type=module", "--eval", SCRIPT];
  return Number((await promisify(execFile)(process.execPath, args, { env })).stdout);
}

export function quietTable({ starts, bareMs, doors }: QuietFigures): Table {
  return {
    title: `Doors that answer no requests beside a bare DynamoDB document client, ${Math.round(bareMs)} ms (${starts} fresh processes each)`,
    headings: ["", "import, median ms", "ours ÷ bare", "target"],
    rows: Object.entries(doors).map(([name, { importMs, ratio }]) => ({
      cells: [name, importMs, ratio, `≤ ${IMPORT_RATIO}`],
      verdict: atMost(ratio, IMPORT_RATIO),
    })),
  };
}
