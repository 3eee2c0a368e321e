import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openSqliteTable } from "./sqlite-table.ts";

const REPOSITORY = fileURLToPath(new URL("../../..", import.meta.url));
const INDEXES = [{ name: "due", project: "keys" }] as const;

/** Writes three items a transaction, eight transactions at a time, and prints the number of each one acknowledged. */
const WRITER = `
  import { writeSync } from "node:fs";
  import { openSqliteTable } from "#local/platform/sqlite-table.ts";
  const [file, count] = process.argv.slice(2);
  const table = openSqliteTable({ file, indexes: [{ name: "due", project: "keys" }] });
  writeSync(1, "open\\n");
  let next = 0;
  const writer = async () => {
    while (next < Number(count)) {
      const pk = String(next++);
      await table.transact(["a", "b", "c"].map((sk) => ({ put: { pk, sk, duePk: pk, dueSk: sk } })), "t" + pk);
      writeSync(1, pk + "\\n");
    }
  };
  await Promise.all(Array.from({ length: 8 }, writer));
  setInterval(() => {}, 1000);
`;

let folder: string;
let file: string;
let child: ChildProcess;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "peyvand-kill-"));
  file = join(folder, "data.db");
});
afterEach(() => {
  child.kill("SIGKILL");
  rmSync(folder, { recursive: true });
});

async function* linesOfWriter(transactions: number): AsyncIterable<string> {
  const script = join(folder, "writer.mjs");
  buildSync({
    stdin: { contents: WRITER, loader: "ts", resolveDir: REPOSITORY },
    bundle: true,
    platform: "node",
    format: "esm",
    external: ["libsql"],
    // Outside the repository the child would not find the package by its name.
    banner: { js: `import { createRequire } from "node:module"; const require = createRequire("${REPOSITORY}/x.js");` },
    plugins: [],
    outfile: script,
  });
  child = spawn(process.execPath, [script, file, String(transactions)], { stdio: ["ignore", "pipe", "inherit"] });
  yield* createInterface({ input: child.stdout! });
}
