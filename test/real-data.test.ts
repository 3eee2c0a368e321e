import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import { getCustomerPage } from "#core/engagement/interactions/index.ts";
import { everybody, importFile } from "./imports.ts";
import { createMemoryFiles } from "./memory-files.ts";
import { createTestWorkspace } from "./workspace.ts";

/** Real exports that lie beside the repository where it is developed; they may not be copied into it. */
const DATA = join(import.meta.dirname, "../../shared/data");
const present = existsSync(DATA);
if (!present) console.warn("The folder of real exports is not beside this clone: its tests are left out.");

describe.skipIf(!present)("files as offices export them", () => {
  test("a Persian office's list: 269 added, 17 merged, 14 refused with reasons; the second time nobody is added", async () => {
    const workspace = await createTestWorkspace({ files: createMemoryFiles() });
    const bytes = new Uint8Array(readFileSync(join(DATA, "customers-fa.csv")));
    const first = await importFile(workspace, bytes);
    expect(first).toMatchObject({ state: "done", rows: 300, added: 269, merged: 17, skipped: 0, refused: 14 });
    const refused = parse(first.refusedText, { bom: true, columns: true }) as Record<string, string>[];
    expect(refused).toHaveLength(14);
    for (const row of refused) expect(row["چرا رد شد"]).toContain("نه تلفن درستی دارد");
    expect(await everybody(workspace)).toHaveLength(269);

    expect(await importFile(workspace, bytes)).toMatchObject({ added: 0, merged: 286, refused: 14 });
    expect(await importFile(workspace, bytes, { onDuplicate: "skip" })).toMatchObject({
      added: 0,
      merged: 0,
      skipped: 286,
      refused: 14,
    });
    expect(await everybody(workspace)).toHaveLength(269);
    expect(await importFile(workspace, bytes, { onDuplicate: "add" })).toMatchObject({
      added: 286,
      merged: 0,
      refused: 14,
    });
    expect(await everybody(workspace)).toHaveLength(269 + 286);
  });

  test("an American contact list: every email and every phone of every row is kept", async () => {
    const workspace = await createTestWorkspace({ files: createMemoryFiles() });
    const bytes = readFileSync(join(DATA, "contacts-en.csv"));
    const rows = parse(bytes, { bom: true, columns: true }) as Record<string, string>[];
    const result = await importFile(workspace, new Uint8Array(bytes));
    expect(result.refused).toBe(rows.filter((row) => !contactsOf(row).length).length);
    expect(result.added + result.merged).toBe(rows.length - result.refused);
    const kept = new Set<string>();
    for (const { id } of await everybody(workspace)) {
      const { customer } = await workspace.call(getCustomerPage, { params: { id } });
      for (const { address } of customer.emails) kept.add(address);
      for (const { raw } of customer.phones) kept.add(raw);
    }
    expect(rows.flatMap(contactsOf).filter((contact) => !kept.has(contact))).toEqual([]);
  });
});

function contactsOf(row: Record<string, string>): string[] {
  const of = (kind: string) => ["work", "home", "other"].map((place) => row[`${kind}_${place}`] ?? "").filter(Boolean);
  return [...of("email").map((address) => address.toLowerCase()), ...of("phone")];
}
