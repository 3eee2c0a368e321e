import { expect, test } from "vitest";
import { getImport, getRefusedRows, previewImport, putUpload } from "#core/workspace/imports/index.ts";
import { DUE_HANDLERS } from "#server/app.ts";
import { tick } from "#server/platform/due.ts";
import { importFile, previewFile, rehearse, textBytes, uploadFile } from "./imports.ts";
import { createMemoryFiles } from "./memory-files.ts";
import { createTestWorkspace, requestOf } from "./workspace.ts";

const DAY_MS = 86_400_000;

async function workspaceWithFiles() {
  const files = createMemoryFiles();
  const names = new Set<string>();
  const watched: typeof files = {
    ...files,
    write: async (name, ...rest) => {
      names.add(name);
      return files.write(name, ...rest);
    },
    remove: async (name) => {
      names.delete(name);
      return files.remove(name);
    },
  };
  const workspace = await createTestWorkspace({ files: watched });
  const passDays = async (days: number) => {
    workspace.clock.advanceBy(days * DAY_MS);
    return tick(await workspace.ctx(), DUE_HANDLERS);
  };
  return { workspace, names, passDays };
}

test("an upload goes after seven days with its bytes, refused rows after thirty; what the import did stays told", async () => {
  const { workspace, names, passDays } = await workspaceWithFiles();
  const done = await importFile(workspace, textBytes("name,phone\nAli,09121000050\nNobody,\n"));
  expect(done).toMatchObject({ added: 1, refused: 1 });
  expect([...names].map((name) => name.split("/")[0])).toEqual(["uploads", "refused"]);
  await passDays(6);
  expect(names.size).toBe(2);
  await passDays(2);
  expect([...names].map((name) => name.split("/")[0])).toEqual(["refused"]);
  await passDays(30);
  expect(names.size).toBe(0);
  expect(await workspace.call(getImport, { params: { id: done.id } })).toMatchObject({
    added: 1,
    refused: 1,
    refusedFile: null,
  });
  const secret = await workspace.key("administrator");
  const refused = await workspace.app.request(requestOf(getRefusedRows, { params: { id: done.id } }, secret));
  expect(await refused.text()).not.toContain("Nobody");
});

test("an upload that was never imported goes as well", async () => {
  const { workspace, names, passDays } = await workspaceWithFiles();
  const uploadId = await uploadFile(workspace, textBytes("name,phone\nAli,09121000050\n"));
  await passDays(8);
  expect(names.size).toBe(0);
  await expect(workspace.call(previewImport, { body: { uploadId, as: "customers" } })).rejects.toThrow(
    "upload.not_found",
  );
});

test("the file of an import that is under way is not written over", async () => {
  const { workspace } = await workspaceWithFiles();
  const { startImport } = await import("#core/workspace/imports/index.ts");
  const bytes = textBytes(
    `name,phone\n${Array.from({ length: 2000 }, (_, at) => `P${at},0912${1_000_000 + at}`).join("\n")}\n`,
  );
  const uploadId = await uploadFile(workspace, bytes);
  const put = requestOf(putUpload, { params: { id: uploadId } }, await workspace.key("administrator"));
  await workspace.call(startImport, { body: { uploadId, as: "customers" } });
  const refused = await workspace.app.request(new Request(put, { body: bytes }));
  expect([refused.status, (await refused.json()).error.code]).toEqual([409, "upload.in_use"]);
  await Promise.all(workspace.background);
  const again = requestOf(putUpload, { params: { id: uploadId } }, await workspace.key("administrator"));
  expect((await workspace.app.request(new Request(again, { body: bytes }))).status).toBe(204);
});

test("a country that is none is refused, and a body that is too large closes the connection", async () => {
  const { workspace } = await workspaceWithFiles();
  const uploadId = await uploadFile(workspace, textBytes("name,phone\nAli,09121000050\n"));
  await expect(workspace.call(previewImport, { body: { uploadId, as: "customers", region: "ZZ" } })).rejects.toThrow(
    "region",
  );
  const put = requestOf(putUpload, { params: { id: uploadId } }, await workspace.key("administrator"));
  const refused = await workspace.app.request(new Request(put, { body: new Uint8Array(1000) }));
  expect([refused.status, refused.headers.get("connection")]).toEqual([413, "close"]);
});

test("a file none of whose headings is known is shown all the same, so that somebody can say what its columns are", async () => {
  const { workspace } = await workspaceWithFiles();
  const bytes = textBytes("Klant;Nummer\nAli;09121000050\n");
  const { columns, rows } = await previewFile(workspace, bytes);
  expect(columns.map(({ heading, field, samples }) => [heading, field, samples])).toEqual([
    ["Klant", null, ["Ali"]],
    ["Nummer", null, ["09121000050"]],
  ]);
  expect(rows.map(({ outcome }) => outcome)).toEqual(["refuse"]);
  await expect(importFile(workspace, bytes)).rejects.toThrow("None of the headings");
  await expect(rehearse(workspace, bytes)).rejects.toThrow("None of the headings");
  expect(await importFile(workspace, bytes, { fields: ["name", "phone"] })).toMatchObject({ added: 1 });
});
