import { expect } from "vitest";
import { getCustomerPage } from "#core/engagement/interactions/index.ts";
import { type Customer, type CustomerCard, listCustomers } from "#core/people/customers/index.ts";
import {
  createUpload,
  getImport,
  getRefusedRows,
  getRehearsal,
  type NewImport,
  previewImport,
  putUpload,
  startImport,
  startRehearsal,
} from "#core/workspace/imports/index.ts";
import { INDEXES } from "#server/platform/indexes.ts";
import { createMemoryTable } from "#server/platform/memory-table.ts";
import { until } from "./journey.ts";
import { createMemoryFiles } from "./memory-files.ts";
import { createTestWorkspace, requestOf, type TestWorkspace } from "./workspace.ts";

type Asked = Partial<Omit<NewImport, "uploadId">>;

/** Sends a file; the id of its upload. */
export async function uploadFile(workspace: TestWorkspace, bytes: Uint8Array<ArrayBuffer>, fileName = "file.csv") {
  const upload = await workspace.call(createUpload, { body: { fileName, bytes: bytes.length } });
  const put = requestOf(putUpload, { params: { id: upload.id } }, await workspace.key("administrator"));
  expect((await workspace.app.request(new Request(put, { body: bytes }))).status).toBe(204);
  return upload.id;
}

export async function previewFile(workspace: TestWorkspace, bytes: Uint8Array<ArrayBuffer>, asked: Asked = {}) {
  const uploadId = await uploadFile(workspace, bytes);
  return workspace.call(previewImport, { body: { uploadId, as: "customers", ...asked } });
}

/** What importing a file would do; nothing is written. */
export async function rehearse(workspace: TestWorkspace, bytes: Uint8Array<ArrayBuffer>, asked: Asked = {}) {
  const uploadId = await uploadFile(workspace, bytes);
  const { id } = await workspace.call(startRehearsal, { body: { as: "customers", ...asked, uploadId } });
  return until(
    () => workspace.call(getRehearsal, { params: { id } }),
    ({ state }) => state !== "running",
  );
}

/** Imports a file to its end; what it did, with the refused rows as text. */
export async function importFile(workspace: TestWorkspace, bytes: Uint8Array<ArrayBuffer>, asked: Asked = {}) {
  const { call } = workspace;
  const uploadId = await uploadFile(workspace, bytes);
  const started = await call(startImport, { body: { uploadId, as: "customers", ...asked } });
  const done = await until(
    () => call(getImport, { params: { id: started.id } }),
    ({ state }) => state !== "running",
  );
  const secret = await workspace.key("administrator");
  const refused = await workspace.app.request(requestOf(getRefusedRows, { params: { id: started.id } }, secret));
  return { ...done, refusedText: refused.ok ? await refused.text() : "" };
}

export async function everybody({ call }: TestWorkspace): Promise<CustomerCard[]> {
  const cards: CustomerCard[] = [];
  let cursor: string | null = null;
  do {
    const page: { items: CustomerCard[]; nextCursor: string | null } = await call(listCustomers, {
      query: { limit: 200, ...(cursor && { cursor }) },
    });
    cards.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return cards;
}

/** Every customer whole, by name. */
export async function wholeCustomers(workspace: TestWorkspace): Promise<Map<string, Customer>> {
  const found = new Map<string, Customer>();
  for (const { id } of await everybody(workspace)) {
    const { customer } = await workspace.call(getCustomerPage, { params: { id } });
    found.set(customer.name, customer);
  }
  return found;
}

export const textBytes = (text: string) => new TextEncoder().encode(text);

/** A table that takes so many new customers and then waits until it is let go, so that people can come between. */
export async function heldWorkspace(customers: number) {
  const memory = createMemoryTable({ indexes: INDEXES });
  let letGo = () => {};
  const gone = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let written = 0;
  const port = {
    indexes: memory.indexes,
    engine: memory.engine,
    scan: memory.scan.bind(memory),
    get: memory.get.bind(memory),
    getMany: memory.getMany.bind(memory),
    query: memory.query.bind(memory),
    append: memory.append.bind(memory),
    async transact(...args: Parameters<typeof memory.transact>) {
      const isNew = args[0].some((write) => "put" in write && write.put.type === "profile");
      if (isNew && written >= customers) await gone;
      if (isNew) written += args[0].length;
      return memory.transact(...args);
    },
  };
  return { workspace: await createTestWorkspace({ port, files: createMemoryFiles() }), letGo };
}
