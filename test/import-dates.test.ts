import { describe, expect, test } from "vitest";
import { startImport } from "#core/workspace/imports/index.ts";
import { importFile, previewFile, textBytes, uploadFile, wholeCustomers } from "./imports.ts";
import { createMemoryFiles } from "./memory-files.ts";
import { createTestWorkspace } from "./workspace.ts";

const workspaceWithFiles = () => createTestWorkspace({ files: createMemoryFiles() });
const file = (...births: string[]) =>
  textBytes(`نام,موبایل,تاریخ تولد\n${births.map((on, at) => `شخص ${at},0912${1_000_000 + at},${on}`).join("\n")}\n`);

describe("dates of a file", () => {
  test("mixed calendars are asked, the start waits for the answer, and the answer is remembered", async () => {
    const workspace = await workspaceWithFiles();
    const bytes = file("1366/02/15", "1990-05-04", "1404/12/30");
    const preview = await previewFile(workspace, bytes);
    expect(preview.columns[2]).toMatchObject({ field: "birthOn", asks: "calendar", dates: { calendar: "byYear" } });
    expect(preview.rows[2]).toMatchObject({ outcome: "add", reasons: ["customer.birth_on_no_such_day"] });
    const uploadId = await uploadFile(workspace, bytes);
    await expect(workspace.call(startImport, { body: { uploadId, as: "customers" } })).rejects.toThrow(
      "import.dates_ask",
    );
    const dates = [null, null, { calendar: "byYear" as const }];
    expect(await importFile(workspace, bytes, { dates })).toMatchObject({ state: "done", added: 3 });
    const found = await wholeCustomers(workspace);
    expect([0, 1, 2].map((at) => found.get(`شخص ${at}`)?.birthOn)).toEqual(["1987-05-05", "1990-05-04", undefined]);
    expect(found.get("شخص 2")?.notes).toBe("تاریخ تولد: 1404/12/30");
    const again = await previewFile(workspace, file("1403/01/01", "2024-01-01"));
    expect(again).toMatchObject({ mapping: "remembered" });
    expect(again.columns[2]).toMatchObject({ asks: null });
  });

  test("a question that only a late row raises stops the import before anything is written", async () => {
    const workspace = await workspaceWithFiles();
    const births = Array.from({ length: 300 }, () => "1366/02/15");
    const result = await importFile(workspace, file(...births, "1990-05-04"));
    expect(result).toMatchObject({ state: "failed", added: 0, error: { code: "import.dates_ask" } });
    expect(await wholeCustomers(workspace)).toHaveLength(0);
  });

  test("day or month first is asked when no date shows it", async () => {
    const workspace = await workspaceWithFiles();
    const bytes = file("03/04/1990", "05/06/1991");
    expect((await previewFile(workspace, bytes)).columns[2]?.asks).toBe("dayOrder");
    const dates = [null, null, { dayOrder: "monthFirst" as const }];
    await importFile(workspace, bytes, { dates });
    const found = await wholeCustomers(workspace);
    expect([0, 1].map((at) => found.get(`شخص ${at}`)?.birthOn)).toEqual(["1990-03-04", "1991-05-06"]);
  });
});

test("headings that repeat are told apart and each is mapped", async () => {
  const workspace = await workspaceWithFiles();
  const preview = await previewFile(workspace, textBytes("name,phone,phone,,\nAli,09121000050,09121000051,,\n"));
  expect(preview.columns.map(({ heading, field }) => [heading, field])).toEqual([
    ["name", "name"],
    ["phone", "phone"],
    ["phone (2)", "phone"],
    ["", null],
    ["", null],
  ]);
  expect(preview.mapping).toBe("guessed");
});

test("a file beyond 100 000 rows is refused before anything is written", async () => {
  const workspace = await workspaceWithFiles();
  const rows = Array.from({ length: 100_001 }, (_, at) => `P${at},p${at}@example.com`).join("\n");
  const result = await importFile(workspace, textBytes(`name,email\n${rows}\n`));
  expect(result).toMatchObject({ state: "failed", added: 0, error: { code: "import.too_many_rows" } });
});
