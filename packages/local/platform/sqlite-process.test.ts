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
  let table;
  try {
    table = openSqliteTable({ file, indexes: [{ name: "due", project: "keys" }] });
    writeSync(1, "open\\n");
  } catch (error) {
    writeSync(1, error.message + "\\n");
    process.exit(0);
  }
  let next = 0;
  const writer = async () => {
    while (next < Number(count)) {
      const pk = String(next++);
      await table.transact(["a", "b", "c"].map((sk) => ({ put: { pk, sk, duePk: pk, dueSk: sk } })), "t" + pk);
      writeSync(1, pk + "\\n");
    }
  };
  for (let i = 0; i < 8; i++) writer();
  setInterval(() => {}, 1000); // Stays, so that the file does.
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

test.each([100, 400, 900])("what was acknowledged before a kill -9 is there, whole: after %i", async (count) => {
  const acknowledged: string[] = [];
  for await (const line of startWriter(100_000)) {
    if (line !== "open") acknowledged.push(line);
    // Lines that arrive after the kill were acknowledged before it.
    if (acknowledged.length === count) child.kill("SIGKILL");
  }
  const table = openSqliteTable({ file, indexes: INDEXES });
  for (const pk of acknowledged) {
    expect((await table.query({ pk, limit: 9 })).items.map(({ sk }) => sk)).toEqual(["a", "b", "c"]);
    expect((await table.query({ index: "due", pk, limit: 9 })).items.map(({ sk }) => sk)).toEqual(["a", "b", "c"]);
  }
  // The eight under way were not acknowledged: each is there whole or not at all.
  const last = Math.max(...acknowledged.map(Number));
  for (let pk = last + 1; pk < last + 20; pk++)
    expect([0, 3]).toContain((await table.query({ pk: String(pk), limit: 9 })).items.length);
  await table.close();
});

test("a second process is refused while the first lives, and let in when it was killed", async () => {
  for await (const line of startWriter(0)) {
    expect(line).toBe("open");
    expect(() => openSqliteTable({ file, indexes: INDEXES })).toThrow(
      expect.objectContaining({
        kind: "unavailable",
        message: `the data folder is in use by another process: ${file}`,
      }),
    );
    child.kill("SIGKILL");
  }
  await openSqliteTable({ file, indexes: INDEXES }).close();
});

test("the second process itself is told so at once", async () => {
  const table = openSqliteTable({ file, indexes: INDEXES });
  await table.transact([{ put: { pk: "p", sk: "a" } }], "t");
  const lines: string[] = [];
  for await (const line of startWriter(0)) lines.push(line);
  expect(lines).toEqual([`the data folder is in use by another process: ${file}`]);
  await table.close();
});

/** Yields what the writer prints, until it has ended. */
async function* startWriter(transactions: number): AsyncIterable<string> {
  const script = join(folder, "writer.cjs");
  buildSync({
    stdin: { contents: WRITER, loader: "ts", resolveDir: REPOSITORY },
    bundle: true,
    platform: "node",
    format: "cjs",
    external: ["libsql"],
    outfile: script,
  });
  child = spawn(process.execPath, [script, file, String(transactions)], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, NODE_PATH: join(REPOSITORY, "node_modules") },
  });
  const ended = once(child, "exit");
  yield* createInterface({ input: child.stdout! });
  await ended;
}
