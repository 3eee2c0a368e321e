import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createActivity } from "#core/engagement/activities/index.ts";
import {
  correctInteraction,
  getCustomerPage,
  getInteraction,
  logInteraction,
} from "#core/engagement/interactions/index.ts";
import { sendMessage } from "#core/engagement/messages/index.ts";
import {
  bulkCustomers,
  type Customer,
  createCustomer,
  eraseCustomer,
  exportPerson,
  getCustomer,
  listCustomers,
  restoreCustomer,
  undoChange,
  updateCustomer,
} from "#core/people/customers/index.ts";
import { mergeCustomers, undoMerges } from "#core/people/duplicates/index.ts";
import { addRelation } from "#core/people/relations/index.ts";
import { listAudit } from "#core/workspace/audit/index.ts";
import { startExport } from "#core/workspace/exports/index.ts";
import { getJob, getJobLog } from "#core/workspace/jobs/index.ts";
import { addUser } from "#core/workspace/users/index.ts";
import { openSqliteTable } from "#local/platform/sqlite-table.ts";
import { tellOutcome } from "#server/engagement/messages/index.ts";
import { exportPerson as exportEverything } from "#server/people/customers/erasure/everything-store.ts";
import { INDEXES } from "#server/platform/indexes.ts";
import { createMemoryTable } from "#server/platform/memory-table.ts";
import type { TablePort } from "#server/platform/table.ts";
import { openEntry, readDirectory } from "#server/workspace/imports/zip-entries.ts";
import { everything } from "./backup.ts";
import { importFile } from "./imports.ts";
import { until } from "./journey.ts";
import { createMemoryFiles } from "./memory-files.ts";
import { createRandom } from "./platform.ts";
import { createTestWorkspace, requestOf, type TestWorkspace } from "./workspace.ts";

const TABLES: readonly [string, () => TablePort][] = [
  ["memory", () => createMemoryTable({ indexes: INDEXES })],
  ["SQLite", () => openSqliteTable({ file: join(mkdtempSync(join(tmpdir(), "erase-")), "a.db"), indexes: INDEXES })],
];

/** Values that are one person's and nobody else's, and the shapes in which they are kept as well. */
const VALUES = {
  name: "Zarathustra Quillfeather",
  earlierName: "Zarathustra Oldname",
  phone: "+989121119977",
  typedPhone: "0912 111 9977",
  earlierPhone: "+989351118866",
  email: "zarathustra@quillfeather.example",
  absorbedName: "Zarathustra Quilfeder",
  absorbedEmail: "zq@absorbed.example",
  nationalId: "0499370899",
  code: "ZQ-77123",
  street: "Jacaranda Alley 12345",
  notes: "afraid of xylophones",
  said: "the walrus contract",
  corrected: "the narwhal contract",
  outcome: "signed with a kraken",
  planned: "call about the manticore",
  relation: "Zarathustra",
  written: "the yeti catalogue",
};

async function settled({ pump, background }: TestWorkspace) {
  await Promise.all(background);
  await pump.idle();
}

async function historyOf(port: TablePort, seed: number) {
  const files = createMemoryFiles();
  const workspace = await createTestWorkspace({ port, files });
  const { call } = workspace;
  const random = createRandom(seed);
  const owner = await call(addUser, {
    body: { name: "Sara", email: "sara@example.com", role: "agent", password: "correct horse battery" },
  });
  const friend = (await call(createCustomer, { body: { name: "Ann Lee", phones: [{ number: "09120000001" }] } }))
    .customer;
  let one: Customer = (
    await call(createCustomer, {
      body: {
        name: VALUES.earlierName,
        phones: [{ number: "0935 111 8866" }],
        emails: [{ address: VALUES.email }],
        nationalId: VALUES.nationalId,
        code: VALUES.code,
        birthOn: "1986-05-18",
        addresses: [{ city: "Shiraz", street: VALUES.street }],
        notes: VALUES.notes,
      },
    })
  ).customer;
  const { id } = one;
  const edit = async (patch: object) => {
    const { version } = await call(getCustomer, { params: { id } });
    one = await call(updateCustomer, { params: { id }, body: { version, ...patch } });
  };
  const twin = (
    await call(createCustomer, { body: { name: VALUES.absorbedName, emails: [{ address: VALUES.absorbedEmail }] } })
  ).customer;
  const merge = async () => {
    await call(mergeCustomers, { body: { survivorId: id, absorbedId: twin.id } });
  };
  const steps: (() => Promise<unknown>)[] = [
    () => edit({ name: VALUES.name }),
    () => edit({ phones: [{ number: VALUES.typedPhone }] }),
    async () => {
      const logged = await call(logInteraction, {
        body: { customerId: id, channel: "call", direction: "in", body: VALUES.said, outcome: VALUES.outcome },
      });
      await call(correctInteraction, { params: { id: logged.id }, body: { version: 1, body: VALUES.corrected } });
    },
    () =>
      call(createActivity, {
        body: { customerId: id, subject: VALUES.planned, dueOn: "2026-04-01", ownerId: owner.id },
      }),
    async () => {
      // A staff mail names the person as well, and an address that bounced is on a list.
      const { profile } = { profile: await call(getCustomer, { params: { id } }) };
      const [to] = profile.emails;
      if (!to) return;
      const body = { customerId: id, channel: "email" as const, subject: `${VALUES.written}?`, text: VALUES.written };
      const message = await call(sendMessage, { body });
      const told = { kind: "bounced", sending: message.id, eventId: "e1", permanent: true, reason: to.address };
      await tellOutcome(await workspace.ctx(), { ...told, at: message.createdAt });
    },
    () => call(addRelation, { params: { id: friend.id }, body: { kind: "family", otherId: id } }),
    async () => {
      const csv = `name,email,code,notes\n${VALUES.name},${VALUES.email},${VALUES.code},imported ${VALUES.notes}\n${VALUES.name},,,no contact\n`;
      await importFile(workspace, new TextEncoder().encode(csv));
    },
    async () => {
      const filter = JSON.stringify({ field: "name", is: "contains", value: VALUES.name });
      await call(bulkCustomers, { body: { filter, action: { kind: "tag", tags: ["vip"] } } });
      await settled(workspace);
    },
    async () => {
      await call(startExport, { body: { of: "customers", format: "csv" } });
      await settled(workspace);
    },
    async () => {
      const { items } = await call(listAudit, { query: { record: id, verb: "customer.updated" } });
      const [last] = items;
      if (last)
        await workspace.app.request(
          requestOf(undoChange, { params: { id, changeId: last.id } }, await workspace.key("administrator")),
        );
    },
  ];
  for (let at = steps.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [steps[at], steps[other]] = [steps[other]!, steps[at]!];
  }
  for (const step of steps) {
    await step();
    await settled(workspace);
  }
  await edit({ name: VALUES.name, phones: [{ number: VALUES.typedPhone }], emails: [{ address: VALUES.email }] });
  await merge();
  await settled(workspace);
  return { workspace, id, files, friend, twin };
}

async function holding(port: TablePort, words: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const [key, item] of await everything(port)) {
    const text = JSON.stringify(item);
    for (const word of words)
      if (text.includes(word)) found.push(`${word} in ${String(item.type)} ${key}: ${text.slice(0, 400)}`);
  }
  return found;
}

async function unzipped(bytes: Uint8Array): Promise<Record<string, string>> {
  const file = {
    bytes: bytes.length,
    async *read(from: number, to: number) {
      yield bytes.subarray(from, to);
    },
  };
  const parts: Record<string, string> = {};
  for (const [name, entry] of await readDirectory(file)) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of openEntry(file, entry, 1_000_000)) chunks.push(chunk);
    parts[name] = Buffer.concat(chunks).toString("utf8");
  }
  return parts;
}

async function erase({ call, background, pump }: TestWorkspace, id: Customer["id"]) {
  const { version } = await call(getCustomer, { params: { id } });
  const job = await call(eraseCustomer, { params: { id }, body: { version } });
  await Promise.all(background);
  await pump.idle();
  return until(
    () => call(getJob, { params: { id: job.id } }),
    ({ state }) => state === "done" || state === "failed",
  );
}

describe.each(TABLES)("on %s", (_, open) => {
  test.each([1, 2, 3])(
    "no value of an erased person is left in the table or its files, whatever happened before (%i)",
    async (seed) => {
      const port = open();
      const { workspace, id, files, friend, twin } = await historyOf(port, seed);
      expect((await holding(port, [VALUES.said, VALUES.phone, VALUES.absorbedEmail])).length).toBeGreaterThan(3);
      const before = await workspace.call(getCustomer, { params: { id } });

      expect(await erase(workspace, id)).toMatchObject({ state: "done" });
      expect(await holding(port, Object.values(VALUES))).toEqual([]);
      expect(await files.list({ after: "", limit: 100 })).toEqual([]);

      const after = await workspace.call(getCustomer, { params: { id } });
      expect(after).toMatchObject({ name: "شخص پاک‌شده", phones: [], emails: [] });
      expect(after.stats).toEqual(before.stats);
      const page = await workspace.call(getCustomerPage, { params: { id } });
      expect(page.timeline.items.filter(({ type }) => type === "interaction").length).toBe(before.stats.interactions);
      expect((await workspace.call(getCustomer, { params: { id: friend.id } })).name).toBe("Ann Lee");
      const listed = (await workspace.call(listCustomers, { query: { limit: 200 } })).items.map((card) => card.id);
      expect(listed).not.toContain(id);
      expect(listed).not.toContain(twin.id);
    },
  );
});

test("an erased person cannot be restored, edited, undone, merged, separated or spoken with", async () => {
  const port = createMemoryTable({ indexes: INDEXES });
  const { workspace, id, friend, twin } = await historyOf(port, 5);
  const { items } = await workspace.call(listAudit, { query: { record: id, verb: "customer.updated" } });
  await erase(workspace, id);
  const secret = await workspace.key("administrator");
  const { version } = await workspace.call(getCustomer, { params: { id } });
  const codeOf = async (...[endpoint, call]: [Parameters<typeof requestOf>[0], Parameters<typeof requestOf>[1]]) => {
    const response = await workspace.app.request(requestOf(endpoint, call, secret));
    return [response.status, (await response.json().catch(() => null))?.error?.code];
  };
  expect(await codeOf(restoreCustomer, { params: { id } })).toEqual([409, "customer.erased"]);
  expect(await codeOf(updateCustomer, { params: { id }, body: { version, name: "Back" } })).toEqual([
    409,
    "customer.archived",
  ]);
  expect((await codeOf(undoChange, { params: { id, changeId: items[0]?.id } }))[0]).toBe(409);
  expect((await codeOf(mergeCustomers, { body: { survivorId: friend.id, absorbedId: id } }))[0]).toBe(409);
  const pair = { survivorId: id, absorbedId: twin.id };
  const { items: outcomes } = await workspace.call(undoMerges, { body: { items: [pair] } });
  expect(JSON.stringify(outcomes)).toContain("merge.");
  expect(
    (await codeOf(logInteraction, { body: { customerId: id, channel: "call", direction: "in", body: "hello" } }))[0],
  ).toBe(409);
  expect((await codeOf(eraseCustomer, { params: { id }, body: { version } }))[0]).toBe(409);
  expect(await holding(port, Object.values(VALUES))).toEqual([]);
});

test("everything about a person comes in one file: what is known, was said, planned and changed", async () => {
  const { workspace, id } = await historyOf(createMemoryTable({ indexes: INDEXES }), 7);
  const response = await workspace.app.request(
    requestOf(exportPerson, { params: { id } }, await workspace.key("administrator")),
  );
  expect(response.headers.get("content-type")).toBe("application/zip");
  const parts = await unzipped(new Uint8Array(await response.arrayBuffer()));
  expect(Object.keys(parts)).toEqual(["person.json", "person.html"]);
  const json = JSON.parse(parts["person.json"] as string);
  expect(json.customer).toHaveLength(2);
  for (const word of [VALUES.name, VALUES.said, VALUES.corrected, VALUES.planned, VALUES.absorbedEmail, "Ann Lee"]) {
    expect(parts["person.json"]).toContain(word);
    expect(parts["person.html"]).toContain(word);
  }
  const [last] = (await workspace.call(listAudit, { query: { verb: "customer.exported" } })).items;
  expect(last?.entityId).toBe(id);
});

test("what was said with others loses the person's addresses and numbers, and is named where it says the name", async () => {
  const port = createMemoryTable({ indexes: INDEXES });
  const workspace = await createTestWorkspace({ port, files: createMemoryFiles() });
  const { call } = workspace;
  const shared = { number: "0912 555 0001" };
  const person = {
    name: "Zarathustra Quillfeather",
    phones: [{ number: "0912 111 9977" }, shared],
    emails: [{ address: "zq@quill.example" }],
    nationalId: "0499370899",
  };
  const { id } = (await call(createCustomer, { body: person })).customer;
  const friend = (await call(createCustomer, { body: { name: "Ann", phones: [shared] } })).customer;
  const text = `Ask zq@quill.example, ZQ@quill.example, 09121119977, +989121119977, 0912 111 9977, ۰۹۱۲۱۱۱۹۹۷۷, 0499370899; home 09125550001; not xzq@quill.example, 109121119977`;
  const log = (body: string) => call(logInteraction, { body: { customerId: friend.id, channel: "note", body } });
  const written = await log(text);
  const named = await log("Zarathustra Quillfeather sent her");
  await log("Nobody else");
  await settled(workspace);
  const job = await erase(workspace, id);
  expect(job).toMatchObject({ state: "done", result: { records: 1, mended: 1, named: 1 } });
  const { items } = await call(getJobLog, { params: { id: job.id } });
  expect(items).toMatchObject([{ code: "erasure.nameLeft", details: { id: friend.id, of: named.id } }]);
  const { body } = await call(getInteraction, { params: { id: written.id } });
  expect(body).toBe("Ask …, …, …, …, …, …, …; home 09125550001; not xzq@quill.example, 109121119977");
});

test("a person's file goes through the address that hands files out, and beyond its bound says what to do", async () => {
  const { workspace, id } = await historyOf(createMemoryTable({ indexes: INDEXES }), 7);
  const ctx = await workspace.ctx();
  await expect(exportEverything(ctx, id, 3)).rejects.toThrow("more than 3 records");
  const files = { ...createMemoryFiles(), downloadAddress: async (name: string) => `https://files.example/${name}` };
  const answer = await exportEverything({ ...ctx, files } as never, id);
  expect(answer.stored?.name).toBe(`exports/person-${id}.zip`);
  expect(await files.size(`exports/person-${id}.zip`)).toBeGreaterThan(500);
});
