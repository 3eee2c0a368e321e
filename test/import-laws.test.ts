import fc from "fast-check";
import { expect, test } from "vitest";
import { importFile, rehearse, textBytes } from "./imports.ts";
import { createMemoryFiles } from "./memory-files.ts";
import { createTestWorkspace } from "./workspace.ts";

// Few of each, so that rows share them in every way there is.
const cell = (...texts: string[]) => fc.oneof(fc.constant(""), fc.constantFrom(...texts));
const row = fc.tuple(
  cell("Sara", "SARA", "Ali", "شرکت نور"),
  cell("C-1", "c-1", "C-2", "۱۲"),
  cell("09121000050", "+98 912 100 0050", "021 2200 1100", "x"),
  cell("sara@example.com", "Sara@Example.com", "ali@example.com", "@"),
  cell("0013542419", "0499370899", "1"),
);
const file = fc.array(row, { minLength: 1, maxLength: 12 });
const text = (rows: readonly (readonly string[])[]) =>
  textBytes(["name,code,phone,email,national id", ...rows.map((cells) => cells.join(","))].join("\n"));

test("whatever rows share, a file ends: each row is counted once, and as the rehearsal said", async () => {
  const modes = fc.constantFrom("merge" as const, "skip" as const, "add" as const);
  await fc.assert(
    fc.asyncProperty(file, file, modes, async (before, rows, onDuplicate) => {
      const workspace = await createTestWorkspace({ files: createMemoryFiles() });
      await importFile(workspace, text(before), { onDuplicate: "merge" });
      const told = await rehearse(workspace, text(rows), { onDuplicate });
      const done = await importFile(workspace, text(rows), { onDuplicate });
      const counts = ({ state, added, merged, skipped, refused }: typeof told | typeof done) => ({
        ...{ state, added, merged, skipped, refused },
      });
      expect(done.state).toBe("done");
      expect(done.added + done.merged + done.skipped + done.refused).toBe(done.rows);
      expect(counts(done)).toEqual(counts(told));
    }),
    { numRuns: 40 },
  );
}, 120_000);
