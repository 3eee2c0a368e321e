import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { bytesOf, loadedFirst } from "../bench/static-graph.ts";

const DOORS = join(import.meta.dirname, "../dist/aws");

/** Libraries that are dear to load, and the doors that may hold them for when they come to it. */
const DEAR: Record<string, string[]> = {
  "better-auth": ["auth"],
  hono: ["api", "auth"],
  saxes: ["api", "worker"],
  // The stream lets go messages that waited for a consent, which are written then; SES tells of mail, which needs the same room, as does an answer to one.
  liquidjs: ["api", "inbound", "mail-events", "stream", "tick", "worker"],
  "ical-generator": ["api"],
  "zod-openapi": [],
  "swagger-ui-dist": [],
  "postal-mime": ["api", "inbound"],
  pdfkit: [],
  esbuild: [],
  libsql: [],
};

/** What each loads before it answers anything: the SDK's table client and these, nothing else. Kilobytes before compression. */
const FIRST: Record<string, { libraries: string[]; kB: number }> = {
  api: { libraries: ["hono", "ulid"], kB: 420 },
  auth: { libraries: ["hono", "ulid"], kB: 400 },
  stream: { libraries: ["ulid"], kB: 360 },
  tick: { libraries: ["ulid"], kB: 360 },
  worker: { libraries: ["ulid", "zod"], kB: 500 },
  "mail-events": { libraries: ["ulid"], kB: 360 },
  inbound: { libraries: ["ulid"], kB: 360 },
};

/** Names of the libraries in some built files, by their source maps; the SDK's and its own parts left out. */
function librariesIn(folder: string, files: Iterable<string>): string[] {
  const found = new Set<string>();
  for (const file of files) {
    const map = join(folder, `${file}.map`);
    if (!existsSync(map)) continue;
    for (const source of (JSON.parse(readFileSync(map, "utf8")) as { sources: string[] }).sources) {
      const [, name] = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source) ?? [];
      if (name && !/^(@aws|@smithy|@aws-sdk|bowser|mnemonist|obliterator)/.test(name)) found.add(name);
    }
  }
  return [...found].sort();
}

test("every door is listed here", () => {
  expect(readdirSync(DOORS).sort()).toEqual(Object.keys(FIRST).sort());
});

describe.each(Object.keys(FIRST))("the %s door", (door) => {
  const folder = join(DOORS, door);
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".mjs")) : [];

  test("loads first what it needs for each call, and no more", () => {
    const first = loadedFirst(folder, ["index.mjs"]);
    expect(librariesIn(folder, first)).toEqual(FIRST[door]!.libraries);
    expect(bytesOf(folder, first).raw / 1000).toBeLessThan(FIRST[door]!.kB);
  });

  test("holds dear libraries only if it may come to need them", () => {
    const held = librariesIn(folder, files).filter((name) => name in DEAR);
    expect(held.filter((name) => !DEAR[name]!.includes(door))).toEqual([]);
  });
});
