import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { logInteraction } from "#core/engagement/interactions/index.ts";
import { type CustomerCard, createCustomer } from "#core/people/customers/index.ts";
import type { Change } from "#core/platform/change.ts";
import { PRODUCT_VERSION } from "#core/workspace/backup/index.ts";
import { createUpload, putUpload } from "#core/workspace/imports/index.ts";
import { signIn as signInEndpoint } from "#core/workspace/sign-in/index.ts";
import { addUser, getMe } from "#core/workspace/users/index.ts";
import { exportFolder } from "#local/backup/export-folder.ts";
import { restoreFolder } from "#local/backup/restore-folder.ts";
import { openSqliteTable } from "#local/platform/sqlite-table.ts";
import { type Reached, reachedOver } from "#local/reach-server.ts";
import { createFaultyTable } from "#server/platform/faulty-table.ts";
import { INDEXES } from "#server/platform/indexes.ts";
import { createMemoryTable } from "#server/platform/memory-table.ts";
import type { TablePort } from "#server/platform/table.ts";
import packageJson from "../package.json" with { type: "json" };
import { everything, newFolder, quiet, reach, reachWith } from "./backup.ts";
import { askForDynamoDb, createTestTable } from "./dynamo-test-table.ts";
import { createMemoryFiles } from "./memory-files.ts";
import { createRandom } from "./platform.ts";
import { createTestWorkspace, requestOf, type TestWorkspace } from "./workspace.ts";

const endpoint = await askForDynamoDb();

function sqlite(): TablePort {
  return openSqliteTable({
    file: join(mkdtempSync(join(tmpdir(), "peyvand-backup-db-")), "data.db"),
    indexes: INDEXES,
  });
}

async function filled(port: TablePort = createMemoryTable({ indexes: INDEXES })): Promise<TestWorkspace> {
  const workspace = await createTestWorkspace({ port, files: createMemoryFiles() });
  const { call, app, key, pump } = workspace;
  const secret = await key("administrator");
  await call(addUser, {
    body: { name: "Sara", email: "s@example.com", role: "member", password: "correct horse battery" },
  });
  for (let n = 0; n < 30; n++) {
    const { customer } = await call(createCustomer, {
      body: { name: `مریم \u2028 ${n}`, phones: [{ number: `0912${1_000_000 + n}` }], code: `C-${n}`, tags: ["الف"] },
    });
    await call(logInteraction, {
      body: { customerId: customer.id, channel: "call", direction: "in", subject: `گفت‌وگو ${n}` },
    });
  }
  const body = new TextEncoder().encode("name,phone\nAli,09121112233\n");
  const upload = await call(createUpload, { body: { fileName: "a.csv", bytes: body.length } });
  await app.request(new Request(requestOf(putUpload, { params: { id: upload.id } }, secret), { body }));
  await pump.idle();
  return workspace;
}

const empty = (port: TablePort = createMemoryTable({ indexes: INDEXES })) =>
  createTestWorkspace({ port, files: createMemoryFiles() });

async function exported(workspace: TestWorkspace): Promise<string> {
  const folder = join(newFolder(), "copy");
  const server = await reach(workspace);
  await workspace.pump.idle();
  await exportFolder(server, folder, quiet);
  return folder;
}

const restoreInto = async (workspace: TestWorkspace, folder: string) =>
  restoreFolder(await reach(workspace), folder, quiet);

test("the product's version in an export is the package's", () => {
  expect(PRODUCT_VERSION).toBe(packageJson.version);
});

test("a restored workspace is equal item by item and file by file, and goes on from there", async () => {
  const from = await filled();
  const secret = await from.key("administrator");
  const folder = await exported(from);
  const before = await everything(from.port);
  const to = await empty();
  await restoreInto(to, folder);
  expect(await everything(to.port)).toEqual(before);

  const server = await reach(from);
  const again = join(newFolder(), "again");
  await exportFolder(server, again, quiet);
  const files = (path: string) => JSON.parse(readFileSync(join(path, "manifest.json"), "utf8")).files;
  expect(files(folder)).toHaveLength(1);
  expect(files(again)).toEqual(files(folder));

  // New changes are numbered after the restored ones.
  await to.pump.idle();
  const { call } = reachWith(to, secret);
  const { changes } = await readFeed(call);
  expect(changes.length).toBeGreaterThan(60);
  // The test's ids follow its clock: later, none comes twice.
  to.clock.advanceBy(86_400_000);
  await call("POST", "/customers", { name: "Newcomer", phones: [{ number: "09351112233" }] });
  await to.pump.idle();
  const after = await readFeed(call);
  expect(after.changes.map(({ seq }) => seq)).toEqual(after.changes.map((_, at) => at + 1));
  expect(after.changes.length).toBeGreaterThan(changes.length);
  expect((await cards(call)).length).toBe(31);
});

type Call = Reached["call"];

async function cards(call: Call): Promise<CustomerCard[]> {
  return ((await call("GET", "/customers?limit=200&sort=name")) as { items: CustomerCard[] }).items;
}

async function readFeed(call: Call): Promise<{ changes: Change[] }> {
  const changes: Change[] = [];
  let since = "";
  for (;;) {
    const page = (await call("GET", `/changes?limit=200${since}`)) as { items: Change[]; nextCursor: string };
    changes.push(...page.items);
    if (page.items.length === 0) return { changes };
    since = `&since=${page.nextCursor}`;
  }
}

describe.skipIf(!endpoint)("from one engine to the other and back", () => {
  test("SQLite, DynamoDB, SQLite: every item the same at each stage", async () => {
    const from = await filled(sqlite());
    const first = await exported(from);
    const before = await everything(from.port);
    const { port, client } = await createTestTable(endpoint!);
    const onDynamo = await empty(port);
    await restoreInto(onDynamo, first);
    expect(await everything(port)).toEqual(before);

    const server = await reach(onDynamo);
    await onDynamo.pump.idle();
    const second = join(newFolder(), "second");
    const result = await exportFolder(server, second, quiet);
    expect(result.exact).toBe(true);
    const withKey = await everything(port);
    const back = await empty(sqlite());
    await restoreInto(back, second);
    expect(await everything(back.port)).toEqual(withKey);
    expect(await cards(reachWith(back, server.secret).call)).toHaveLength(30);
    client.destroy();
  });
});

test.each([
  ["memory", () => createMemoryTable({ indexes: INDEXES })],
  ["SQLite", sqlite],
])("what people write while it is exported is in it whole or not at all (%s)", async (_, open) => {
  const from = await filled(open());
  const { call, pump } = from;
  const server = await reach(from);
  let written = 0;
  // A write before every page of the export, and some more while the last items are read again.
  const writing = {
    ...server,
    async call(method: string, path: string, body?: unknown) {
      if (path.startsWith("/backup/copies/") && written < 12) {
        written += 1;
        const { customer } = await call(createCustomer, {
          body: { name: `Late ${written}`, phones: [{ number: `0935${1_000_000 + written}` }] },
        });
        await call(logInteraction, { body: { customerId: customer.id, channel: "note", direction: "none" } });
        if (written % 2 === 0) await pump.idle();
      }
      return server.call(method, path, body);
    },
  };
  const folder = join(newFolder(), "copy");
  const { exact, seq } = await exportFolder(writing, folder, quiet);
  expect(exact).toBe(true);
  expect(written).toBeGreaterThan(1);
  const to = await empty();
  await restoreInto(to, folder);
  await to.pump.idle();
  await pump.idle();
  const restored = reachWith(to, server.secret);
  const found = await cards(restored.call);
  const late = found.filter(({ name }) => name.startsWith("Late"));
  // Each that is there has its interaction counted, once: nothing is there by half.
  expect(late.length).toBeGreaterThan(0);
  for (const { interactions } of found) expect(interactions).toBe(1);
  expect((await readFeed(restored.call)).changes.length).toBeGreaterThanOrEqual(seq);
});

test("sessions stay behind; people and keys come along and sign in as before", async () => {
  const from = await filled();
  const signIn = async (workspace: TestWorkspace) =>
    workspace.app.request(
      requestOf(signInEndpoint, { body: { email: "s@example.com", password: "correct horse battery" } }, null),
    );
  const { token } = await (await signIn(from)).json();
  const secret = await from.key("viewer");
  const folder = await exported(from);
  const text = readFileSync(join(folder, "items/0001.ndjson"), "utf8");
  expect(text).toContain('"password":"pbkdf2');
  const to = await empty();
  const mine = await to.key("administrator");
  await restoreFolder(
    reachedOver(
      async (request) => to.app.fetch(request),
      "http://localhost",
      mine,
      async () => {},
    ),
    folder,
    quiet,
  );
  const me = async (with_: string) => (await to.app.request(requestOf(getMe, {}, with_))).status;
  expect([await me(secret), await me(token), await me(mine)]).toEqual([200, 401, 401]);
  expect((await signIn(to)).status).toBe(200);
});

test("the folder is its owner's alone", async () => {
  const folder = await exported(await filled());
  for (const name of ["manifest.json", "items/0001.ndjson"])
    expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  expect(existsSync(join(folder, "export.unfinished"))).toBe(false);
});

test("a folder that holds something else is not written into", async () => {
  const folder = newFolder();
  writeFileSync(join(folder, "letter.txt"), "mine");
  await expect(exportFolder(await reach(await filled()), folder, quiet)).rejects.toMatchObject({
    code: "backup.folder_not_empty",
  });
});

test("a workspace in which people have worked is not restored into, and stays as it is", async () => {
  const folder = await exported(await filled());
  const other = await filled();
  const server = await reach(other);
  await other.pump.idle();
  const before = await everything(other.port);
  await expect(restoreFolder(server, folder, quiet)).rejects.toMatchObject({ code: "restore.not_empty" });
  expect(await everything(other.port)).toEqual(before);
});

describe("a folder that is not what its manifest says is refused before anything is written", () => {
  const manifestOf = (folder: string) => JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
  const change = (
    folder: string,
    by: (manifest: Record<string, unknown> & { parts: { name: string }[]; files: { name: string }[] }) => void,
  ) => {
    const manifest = manifestOf(folder);
    by(manifest);
    writeFileSync(join(folder, "manifest.json"), JSON.stringify(manifest));
  };
  const cases: [string, string, (folder: string) => void][] = [
    ["no manifest", "backup.not_a_backup", (folder) => rmSync(join(folder, "manifest.json"))],
    ["a manifest cut off", "backup.manifest_broken", (folder) => truncateSync(join(folder, "manifest.json"), 100)],
    ["another kind of JSON", "backup.not_a_backup", (folder) => writeFileSync(join(folder, "manifest.json"), "[]")],
    [
      "a newer format",
      "backup.newer",
      (folder) =>
        change(folder, (m) => {
          m.formatVersion = 2;
        }),
    ],
    [
      "a part changed",
      "backup.damaged",
      (folder) => {
        const path = join(folder, "items/0001.ndjson");
        writeFileSync(path, readFileSync(path, "utf8").replace("Sara", "Lara"));
      },
    ],
    ["a part cut off", "backup.damaged", (folder) => truncateSync(join(folder, "items/0001.ndjson"), 500)],
    ["a part grown", "backup.damaged", (folder) => appendFileSync(join(folder, "items/0001.ndjson"), "{}\n")],
    ["a part missing", "backup.file_missing", (folder) => rmSync(join(folder, "items/0001.ndjson"))],
    [
      "an upload missing",
      "backup.file_missing",
      (folder) => rmSync(join(folder, "files/uploads"), { recursive: true }),
    ],
    [
      "a part that is a link",
      "backup.file_missing",
      (folder) => {
        const path = join(folder, "items/0001.ndjson");
        writeFileSync(`${path}.real`, readFileSync(path));
        rmSync(path);
        symlinkSync(`${path}.real`, path);
      },
    ],
    [
      "a part outside the folder",
      "backup.manifest_broken",
      (folder) =>
        change(folder, (m) => {
          m.parts[0]!.name = "../../etc/passwd";
        }),
    ],
    [
      "a file outside the folder",
      "backup.manifest_broken",
      (folder) =>
        change(folder, (m) => {
          m.files[0]!.name = "uploads/../../x";
        }),
    ],
    [
      "a file with a root",
      "backup.manifest_broken",
      (folder) =>
        change(folder, (m) => {
          m.files[0]!.name = "/etc/passwd";
        }),
    ],
    ["a file named twice", "backup.manifest_broken", (folder) => change(folder, (m) => void m.files.push(m.files[0]!))],
    [
      "no checksums",
      "backup.manifest_broken",
      (folder) =>
        change(folder, (m) => {
          m.parts = [{ name: "items/0001.ndjson" }];
        }),
    ],
  ];
  test.each(cases)("%s", async (_, code, damage) => {
    const folder = await exported(await filled());
    damage(folder);
    const to = await empty();
    const server = await reach(to);
    await to.pump.idle();
    const before = await everything(to.port);
    await expect(restoreFolder(server, folder, quiet)).rejects.toMatchObject({ code });
    expect(await everything(to.port)).toEqual(before);
  });
});

test("a half restored workspace serves nothing but the restore, which goes on where it stopped and ends equal", async () => {
  const from = await filled();
  const folder = await exported(from);
  const before = await everything(from.port);
  const inner = createMemoryTable({ indexes: INDEXES });
  const random = createRandom(7);
  let armed = false;
  const port = createFaultyTable(inner, () =>
    armed && random() < 0.06 ? (random() < 0.5 ? "crashBefore" : "crashAfter") : null,
  );
  const to = await empty(port);
  const server = await reach(to);
  await to.pump.idle();
  let deaths = 0;
  for (;;) {
    armed = true;
    const done = await restoreFolder(server, folder, quiet).catch(() => null);
    armed = false;
    port.revive();
    if (done) break;
    deaths += 1;
    const { state } = (await server.call("GET", "/backup/restore")) as { state: string };
    if (state !== "restoring") continue;
    await expect(server.call("GET", "/customers")).rejects.toMatchObject({ code: "workspace.half_restored" });
    await expect(server.call("POST", "/customers", { name: "X" })).rejects.toMatchObject({
      code: "workspace.half_restored",
    });
    const other = await exported(await filled());
    await expect(restoreFolder(server, other, quiet)).rejects.toMatchObject({ code: "restore.other_export" });
  }
  expect(deaths).toBeGreaterThan(1);
  expect(await everything(inner)).toEqual(before);
});
