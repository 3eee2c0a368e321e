import { expect, test } from "vitest";
import { createCustomer } from "#core/people/customers/index.ts";
import { defineField } from "#core/workspace/fields/index.ts";
import { getRehearsal } from "#core/workspace/imports/index.ts";
import { getJob } from "#core/workspace/jobs/index.ts";
import { interactionImporter } from "#server/engagement/interactions/importer.ts";
import { customerImporter } from "#server/people/customers/importer.ts";
import type { Ctx } from "#server/platform/context.ts";
import { startRehearsal as begin } from "#server/workspace/imports/rehearse.ts";
import { everybody, importFile, rehearse, textBytes, uploadFile } from "./imports.ts";
import { createMemoryFiles } from "./memory-files.ts";
import { createTestWorkspace } from "./workspace.ts";

/** 900 rows over three chunks: every tenth repeats an earlier one, every fiftieth says too little. */
function csv(): string {
  const lines = ["name,phone,birthday"];
  for (let n = 0; n < 900; n++) {
    if (n % 50 === 7) lines.push(`Nobody ${n},,`);
    else if (n % 10 === 3 && n > 500) lines.push(`Person ${n - 500},0912${1_000_000 + n - 500},`);
    else lines.push(`Person ${n},0912${1_000_000 + n},${n === 0 ? "1404/12/30" : ""}`);
  }
  return `${lines.join("\n")}\n`;
}

test("a rehearsal counts over the whole file exactly what the import then does, and writes nothing", async () => {
  const workspace = await createTestWorkspace({ files: createMemoryFiles() });
  await workspace.call(createCustomer, { body: { name: "Person 1", phones: [{ number: "09121000001" }] } });
  for (const onDuplicate of ["merge", "skip"] as const) {
    const told = await rehearse(workspace, textBytes(csv()), { onDuplicate });
    expect(await everybody(workspace)).toHaveLength(1);
    expect(told).toMatchObject({
      state: "done",
      rows: 900,
      total: 900,
      refused: 18,
      inFile: 40,
      reasons: { "import.no_contact": 18 },
      warnings: { "customer.birth_on_no_such_day": 1 },
    });
    expect(onDuplicate === "merge" ? told.merged : told.skipped).toBe(41);
  }
  const told = await rehearse(workspace, textBytes(csv()));
  const done = await importFile(workspace, textBytes(csv()));
  for (const count of ["added", "merged", "skipped", "refused"] as const) expect(told[count]).toBe(done[count]);
});

test.each(["add", "merge", "skip"] as const)(
  "a row whose code is somebody else's, in the file or before it, is refused by a rehearsal and by the import: %s",
  async (onDuplicate) => {
    const workspace = await createTestWorkspace({ files: createMemoryFiles() });
    await workspace.call(createCustomer, { body: { name: "Holder", code: "C-1" } });
    const bytes = textBytes("name,code\nA,C-1\nB,C-2\nC,C-2\nD,C-3\n");
    const counts = { state: "done", added: 2, refused: 2, reasons: { "customer.code_taken": 2 } };
    expect(await rehearse(workspace, bytes, { onDuplicate })).toMatchObject(counts);
    expect(await importFile(workspace, bytes, { onDuplicate })).toMatchObject(counts);
  },
);

test("a rehearsal finds the customers of earlier rows and of rows near by whom links name, as the import then does", async () => {
  const workspace = await createTestWorkspace({ files: createMemoryFiles() });
  await workspace.call(defineField, { body: { kind: "customer", type: "customer", label: { en: "Brought by" } } });
  const named = (row: number) =>
    row === 0 ? "C-999999" : row < 450 ? `C-${row + (row % 2 === 0 ? 1 : -1)}` : `C-${row - 450}`;
  const rows = Array.from(
    { length: 900 },
    (_, row) => `P${row},C-${row},${row % 2 === 0 || row >= 450 ? named(row) : ""}`,
  );
  const bytes = textBytes(`name,code,Brought by\n${rows.join("\n")}\n`);
  const told = await rehearse(workspace, bytes);
  expect(told).toMatchObject({ state: "done", rows: 900, added: 900 });
  expect(Object.values(told.warnings)).toEqual([1]);
});

test("what a late row leaves open about the dates is told with its column", async () => {
  const workspace = await createTestWorkspace({ files: createMemoryFiles() });
  const rows = Array.from({ length: 300 }, (_, at) => `P${at},p${at}@example.com,1366/02/15`);
  const bytes = textBytes(["name,email,birthday", ...rows, "Q,q@example.com,1990-05-04"].join("\n"));
  expect(await rehearse(workspace, bytes)).toMatchObject({ state: "done", asks: [{ column: 2, asks: "calendar" }] });
});

test("a file with too many rows fails in the rehearsal already", async () => {
  const workspace = await createTestWorkspace({ files: createMemoryFiles() });
  const rows = Array.from({ length: 100_001 }, (_, at) => `P${at},p${at}@example.com`).join("\n");
  expect(await rehearse(workspace, textBytes(`name,email\n${rows}\n`))).toMatchObject({
    state: "failed",
    error: { code: "import.too_many_rows" },
  });
});

test("one that is asked for anew gives up the one before", async () => {
  const workspace = await createTestWorkspace({ files: createMemoryFiles() });
  const uploadId = (await uploadFile(workspace, textBytes(csv()))) as `upl_${string}`;
  const ctx: Ctx = { ...(await workspace.ctx()), wakeJob: () => {} };
  const importers = { customers: customerImporter, interactions: interactionImporter };
  const asked = { as: "customers", onDuplicate: "merge", createCustomers: false, uploadId } as const;
  const first = await begin(ctx, importers, asked);
  const second = await begin(ctx, importers, { ...asked, onDuplicate: "skip" });
  expect((await workspace.call(getJob, { params: { id: first.id } })).state).toBe("cancelled");
  expect((await workspace.call(getRehearsal, { params: { id: second.id } })).state).toBe("running");
});
