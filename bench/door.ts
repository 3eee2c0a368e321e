import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { type ColdStart, coldStart, startStandIn } from "./cold-start.ts";
import { median } from "./load.ts";
import { atMost, type Table } from "./report.ts";
import { type Bytes, bytesOf, loadedFirst } from "./static-graph.ts";

type Times = { importMs: { median: number; least: number }; answerMs: { median: number; least: number } };
export type DoorFigures = {
  starts: number;
  ours: Times & { first: Bytes; total: Bytes };
  bare: Times & { first: Bytes; total: Bytes };
  importRatio: { ofMedians: number; ofLeast: number };
  answerRatio: { ofMedians: number; ofLeast: number };
};

const DOOR = "dist/aws/api";
const ENTRY = "index.mjs";
const IMPORT_RATIO = 1.35;

/** How the API's Lambda starts, beside a bare Hono and DynamoDB document client: alternating, each in a fresh process. */
export async function measureDoor(starts: number): Promise<DoorFigures> {
  const folder = await mkdtemp(join(tmpdir(), "peyvand-door-"));
  const standIn = await startStandIn();
  try {
    await buildBareDoor(folder);
    const ours: ColdStart[] = [];
    const bare: ColdStart[] = [];
    for (let at = 0; at < starts + 1; at++) {
      const pair = [await coldStart(join(DOOR, ENTRY), standIn.url), await coldStart(join(folder, ENTRY), standIn.url)];
      // The first pair only brings the files into the system's memory.
      if (at === 0) continue;
      ours.push(pair[0]!);
      bare.push(pair[1]!);
    }
    const [a, b] = [timesOf(ours), timesOf(bare)];
    return {
      starts,
      ours: { ...a, ...(await sizesOf(DOOR)) },
      bare: { ...b, ...(await sizesOf(folder)) },
      importRatio: ratioOf(a.importMs, b.importMs),
      answerRatio: ratioOf(a.answerMs, b.answerMs),
    };
  } finally {
    standIn.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** With the settings that `bin/build.js` builds doors with. */
export async function buildBareDoor(folder: string, entry = "bench/bare-door.ts"): Promise<void> {
  await build({
    bundle: true,
    platform: "node",
    format: "esm",
    logLevel: "warning",
    target: "node22",
    minify: true,
    mainFields: ["module", "main"],
    entryPoints: { index: entry },
    outdir: folder,
    splitting: true,
    chunkNames: "[name]-[hash]",
    outExtension: { ".js": ".mjs" },
    banner: {
      js: 'import { createRequire as nodeRequire } from "node:module"; const require = nodeRequire(import.meta.url);',
    },
  });
}

async function sizesOf(folder: string): Promise<{ first: Bytes; total: Bytes }> {
  const all = (await readdir(folder)).filter((name) => name.endsWith(".mjs"));
  return { first: bytesOf(folder, loadedFirst(folder, [ENTRY])), total: bytesOf(folder, all) };
}

function timesOf(all: readonly ColdStart[]): Times {
  const sum = (values: number[]) => ({ median: median(values), least: Math.min(...values) });
  return { importMs: sum(all.map(({ importMs }) => importMs)), answerMs: sum(all.map(({ answerMs }) => answerMs)) };
}

function ratioOf(ours: { median: number; least: number }, bare: { median: number; least: number }) {
  return { ofMedians: ours.median / bare.median, ofLeast: ours.least / bare.least };
}

export function doorTable({ starts, ours, bare, importRatio, answerRatio }: DoorFigures): Table {
  const size = (label: string, of: (side: typeof ours) => number) => ({
    cells: [label, of(ours) / 1000, of(bare) / 1000, of(ours) / of(bare)],
  });
  return {
    title: `The Lambda door beside a bare Hono + DynamoDB document client (${starts} fresh processes each)`,
    headings: ["", "ours", "bare", "ours ÷ bare", "target"],
    rows: [
      {
        cells: [
          "import, median ms",
          ours.importMs.median,
          bare.importMs.median,
          importRatio.ofMedians,
          `≤ ${IMPORT_RATIO}`,
        ],
        verdict: atMost(importRatio.ofMedians, IMPORT_RATIO),
      },
      { cells: ["import, least ms", ours.importMs.least, bare.importMs.least, importRatio.ofLeast] },
      {
        cells: [
          "import and first answer, median ms",
          ours.answerMs.median,
          bare.answerMs.median,
          answerRatio.ofMedians,
        ],
      },
      { cells: ["import and first answer, least ms", ours.answerMs.least, bare.answerMs.least, answerRatio.ofLeast] },
      size("loaded at the start, kB gzipped", ({ first }) => first.gzipped),
      size("loaded at the start, kB", ({ first }) => first.raw),
      size("in all, kB gzipped", ({ total }) => total.gzipped),
      size("in all, kB", ({ total }) => total.raw),
    ],
  };
}
