import { expect, test } from "vitest";
import { createCustomer } from "#core/people/customers/index.ts";
import { startExport } from "#core/workspace/exports/index.ts";
import { createFileLink } from "#core/workspace/file-links/index.ts";
import { createMemoryFiles } from "./memory-files.ts";
import { createTestWorkspace, requestOf } from "./workspace.ts";

async function linkOfExport() {
  const workspace = await createTestWorkspace({ files: createMemoryFiles() });
  await workspace.call(createCustomer, { body: { name: "Ann Lee" } });
  const { id } = await workspace.call(startExport, { body: { of: "customers", format: "csv" } });
  await Promise.all(workspace.background);
  const { url } = await workspace.call(createFileLink, { body: { of: "export", id } });
  const open = async (address: string) => {
    const response = await workspace.app.request(new URL(address).pathname);
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  return { workspace, id, url, open };
}

test("a signed address gives the file to who has it, as something to keep and not to run", async () => {
  const { url, open } = await linkOfExport();
  const { status, headers, text } = await open(url);
  expect([status, text.includes("Ann Lee")]).toEqual([200, true]);
  expect(headers.get("content-disposition")).toMatch(/^attachment; filename=/);
  expect(headers.get("content-security-policy")).toContain("sandbox");
});

test("an address that is over, truncated or changed leads nowhere", async () => {
  const { workspace, url, open } = await linkOfExport();
  const [head = "", signature = ""] = url.split(/\.(?=[^.]*$)/);
  const other = head.replace(/.$/, (sign) => (sign === "A" ? "B" : "A"));
  expect((await open(`${other}.${signature}`)).status).toBe(404);
  expect((await open(`${head}.${signature.slice(0, -1)}`)).status).toBe(400);
  expect((await open(`${head}.${signature.replace(/^./, (sign) => (sign === "A" ? "B" : "A"))}`)).status).toBe(404);
  workspace.clock.advanceBy(15 * 60_000);
  expect((await open(url)).status).toBe(404);
});

test("only who may have the file is given its address", async () => {
  const { workspace, id } = await linkOfExport();
  const ask = requestOf(createFileLink, { body: { of: "export", id } }, await workspace.key("viewer"));
  expect((await workspace.app.request(ask)).status).toBe(403);
});
