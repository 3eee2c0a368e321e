import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { logInteraction } from "#core/engagement/interactions/index.ts";
import {
  archiveCustomer,
  type Customer,
  createCustomer,
  customerPatchShape,
  getCustomer,
  listCustomers,
  type NewCustomer,
} from "#core/people/customers/index.ts";
import {
  cancelExport,
  type Export,
  getExport,
  getExportFile,
  listExportColumns,
  listExports,
  startExport,
} from "#core/workspace/exports/index.ts";
import { defineField } from "#core/workspace/fields/index.ts";
import { createUpload, getImport, type Import, putUpload, startImport } from "#core/workspace/imports/index.ts";
import { DUE_HANDLERS, resume } from "#server/app.ts";
import { tick } from "#server/platform/due.ts";
import { createFaultyTable } from "#server/platform/faulty-table.ts";
import { INDEXES } from "#server/platform/indexes.ts";
import { createMemoryTable } from "#server/platform/memory-table.ts";
import { openEntry, type RandomBytes, readDirectory } from "#server/workspace/imports/zip-entries.ts";
import { createMemoryFiles } from "./memory-files.ts";
import { createRandom } from "./platform.ts";
import { createTestWorkspace, requestOf, type TestWorkspace } from "./workspace.ts";

const open = () => createTestWorkspace({ files: createMemoryFiles() });

async function settle({ background, pump }: TestWorkspace): Promise<void> {
  while (background.length > 0) await Promise.allSettled(background.splice(0));
  await pump.idle();
}

type Body = { of?: "customers" | "interactions"; format?: "csv" | "xlsx" } & Record<string, unknown>;

async function exportList(workspace: TestWorkspace, body: Body = {}): Promise<{ one: Export; bytes: Uint8Array }> {
  const { call, app } = workspace;
  const started = await call(startExport, { body: { of: "customers", ...body } as never });
  await settle(workspace);
  const one = await call(getExport, { params: { id: started.id } });
  expect(one).toMatchObject({ state: "done" });
  const secret = await workspace.key("administrator");
  const response = await app.request(requestOf(getExportFile, { params: { id: one.id } }, secret));
  expect(response.status).toBe(200);
  return { one, bytes: new Uint8Array(await response.arrayBuffer()) };
}

const textOf = (bytes: Uint8Array) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);

/** Rows of a CSV file whose cells hold no line breaks. */
const cellsOf = (bytes: Uint8Array) =>
  textOf(bytes)
    .trimEnd()
    .split("\r\n")
    .map((line) => line.replace(/^\ufeff/, "").split(","));

async function importInto(workspace: TestWorkspace, bytes: Uint8Array, fileName: string): Promise<Import> {
  const { call, app } = workspace;
  const upload = await call(createUpload, { body: { fileName, bytes: bytes.length } });
  const secret = await workspace.key("administrator");
  await app.request(
    new Request(requestOf(putUpload, { params: { id: upload.id } }, secret), { body: bytes as BodyInit }),
  );
  const { id } = await call(startImport, { body: { uploadId: upload.id, as: "customers", onDuplicate: "add" } });
  await settle(workspace);
  return call(getImport, { params: { id } });
}

async function everybody({ call }: TestWorkspace): Promise<Customer[]> {
  const { items } = await call(listCustomers, { query: { limit: 200, sort: "name" } });
  return Promise.all(items.map(({ id }) => call(getCustomer, { params: { id } })));
}

/** What of a customer an export carries over into another workspace. */
function content({
  id: _id,
  version: _v,
  createdAt: _c,
  updatedAt: _u,
  stats: _s,
  absorbed: _a,
  phones,
  ...rest
}: Customer) {
  return { ...rest, phones: phones.map(({ raw: _raw, ...phone }) => phone) };
}

const FULL: NewCustomer = {
  name: "مریم کرمی",
  givenName: "مریم",
  familyName: "کرمی",
  kind: "person",
  relation: "former",
  lifecycleStage: "atRisk",
  code: "A-17",
  phones: [
    { number: "02188776655", label: "work", extension: "12" },
    { number: "09121112233" },
    { number: "09351112233", label: "واتساپ" },
  ],
  emails: [{ address: "m@example.com", label: "home" }, { address: "maryam@example.org" }],
  addresses: [
    {
      label: "منزل",
      country: "ایران",
      region: "فارس",
      city: "شیراز",
      street: "خیابان زند، کوچهٔ ۲",
      postalCode: "7134512345",
    },
    { city: "یزد" },
    { label: "باغ", country: "ایران", city: "کاشان", street: "قمصر" },
  ],
  occasions: [
    { name: "سالگرد ازدواج", on: "2011-08-03", calendar: "persian" },
    { name: "Founding day", on: "2015-02-28", calendar: "gregorian" },
  ],
  birthOn: "1985-06-21",
  nationalId: "0084575948",
  tags: ["وفادار", "نوروز ۱۴۰۵"],
  source: "نمایشگاه",
  preferredChannel: "sms",
  language: "fa",
  timeZone: "Asia/Tehran",
  consents: {
    email: { state: "granted", at: "2026-03-01T10:11:12.345Z", source: "فرم سایت" },
    sms: { state: "denied" },
  },
  notes: 'خط نخست\n=1+1 فرمول نیست\n«نقل», "quote"; پایان',
};

describe.each(["csv", "xlsx"] as const)("customers exported as %s and imported elsewhere", (format) => {
  test.each([
    ["fa", "own"],
    ["en", "own"],
    ["fa", "iso"],
  ] as const)("are equal: in %s, dates %s", async (language, dates) => {
    const from = await open();
    await from.call(createCustomer, { body: FULL });
    await from.call(createCustomer, {
      body: { name: "Acme", kind: "organisation", phones: [{ number: "+442079460958" }] },
    });
    const { one, bytes } = await exportList(from, { format, language, dates });
    expect(one).toMatchObject({ rows: 2, fileName: `customers-2026-03-21.${format}` });
    const to = await open();
    expect(await importInto(to, bytes, one.fileName)).toMatchObject({ added: 2, refused: 0 });
    expect((await everybody(to)).map(content)).toEqual((await everybody(from)).map(content));
  });
});

test("custom fields come through as well, where they are defined alike", async () => {
  const define = async ({ call }: TestWorkspace) => {
    const choices = [{ label: { en: "Gold", fa: "طلایی" } }, { label: { en: "Silver", fa: "نقره‌ای" } }];
    await call(defineField, { body: { kind: "customer", type: "choice", label: { en: "Tier", fa: "رده" }, choices } });
    await call(defineField, { body: { kind: "customer", type: "yesNo", label: { en: "Newsletter", fa: "خبرنامه" } } });
    await call(defineField, { body: { kind: "customer", type: "date", label: { en: "Member since", fa: "عضو از" } } });
  };
  const [from, to] = [await open(), await open()];
  await define(from);
  await define(to);
  const custom = { tier: "silver", newsletter: true, memberSince: "2020-05-06" };
  await from.call(createCustomer, { body: { name: "A", phones: [{ number: "09121112233" }], custom } });
  const { bytes } = await exportList(from, { format: "csv" });
  await importInto(to, bytes, "a.csv");
  expect((await everybody(to)).map(({ custom: found }) => found)).toEqual([custom]);
});

const word = fc.stringMatching(/^[آابپتچسشکگملنوهی a-zA-Z0-9=+@'"-]{1,12}$/).filter((text) => /[آ-یa-z]/.test(text));
const anyCustomer: fc.Arbitrary<NewCustomer> = fc.record(
  {
    name: word.map((text) => `N ${text}`),
    relation: fc.constantFrom("prospect", "customer", "supplier", "competitor"),
    lifecycleStage: fc.constantFrom("targeted", "atRisk", "wonBack", "ended"),
    kind: fc.constantFrom("person", "organisation"),
    phones: fc.uniqueArray(fc.integer({ min: 1_000_000, max: 9_999_999 }), { minLength: 1, maxLength: 4 }).map((all) =>
      all.map((n, at) => ({
        number: `0912${n}`,
        ...(at % 2 === 0 && { label: ["work", "home", "یار"][n % 3] as string }),
      })),
    ),
    addresses: fc.array(fc.record({ label: word, city: word, street: word }), { maxLength: 4 }),
    occasions: fc.array(
      fc.record({
        name: word,
        on: fc
          .date({ min: new Date("1930-01-01"), max: new Date("2100-01-01"), noInvalidDate: true })
          .map((date) => date.toISOString().slice(0, 10)),
        calendar: fc.constantFrom("persian" as const, "gregorian" as const),
      }),
      { maxLength: 3 },
    ),
    source: word,
    notes: word.map((text) => `=${text}\n'${text}`),
  },
  { requiredKeys: ["name", "phones"] },
);

test("any customers come through a CSV file as they were", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyCustomer, { minLength: 1, maxLength: 6 }),
      fc.constantFrom("fa", "en"),
      async (all, language) => {
        const from = await open();
        for (const [at, body] of all.entries())
          await from.call(createCustomer, { body: { ...body, name: `${at} ${body.name}` } });
        const { bytes } = await exportList(from, { format: "csv", language });
        const to = await open();
        await importInto(to, bytes, "a.csv");
        expect((await everybody(to)).map(content)).toEqual((await everybody(from)).map(content));
      },
    ),
    { numRuns: 25 },
  );
}, 60_000);

describe("a file for a spreadsheet", () => {
  test("CSV begins with a byte order mark, has Latin digits, Solar Hijri dates, and no cell that is a formula", async () => {
    const workspace = await open();
    await workspace.call(createCustomer, {
      body: { name: "=cmd|' /C calc'!A0", phones: [{ number: "09121112233" }], birthOn: "1985-06-21", code: "۱۲۳" },
    });
    const { bytes } = await exportList(workspace, { format: "csv" });
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const [headings, row] = cellsOf(bytes) as [string[], string[]];
    const at = (heading: string) => row[headings.indexOf(heading)];
    expect(at("نام کامل")).toBe("\"'=cmd|' /C calc'!A0\"");
    expect(at("تلفن 1")).toBe("+989121112233");
    expect(at("تاریخ تولد")).toBe("1364/03/31");
  });

  test("only the columns that were chosen are there, in their order", async () => {
    const workspace = await open();
    await workspace.call(createCustomer, { body: FULL });
    const { bytes } = await exportList(workspace, {
      format: "csv",
      language: "en",
      columns: ["tags", "name", "emails"],
    });
    expect(cellsOf(bytes)[0]).toEqual(["Full name", "Email 1 - type", "Email 1", "Email 2 - type", "Email 2", "Tags"]);
    const { items } = await workspace.call(listExportColumns, { query: { of: "customers", language: "en" } });
    expect(items).toContainEqual({ name: "phones", heading: "Phone" });
    await expect(workspace.call(startExport, { body: { of: "customers", columns: ["shoes"] } })).rejects.toThrow(
      "export.column_unknown",
    );
  });

  test("custom fields have columns, with their labels and in readable words", async () => {
    const workspace = await open();
    const { call } = workspace;
    await call(defineField, {
      body: {
        kind: "customer",
        type: "choice",
        label: { en: "Tier", fa: "رده" },
        choices: [{ label: { en: "Gold", fa: "طلایی" } }],
      },
    });
    await call(defineField, { body: { kind: "customer", type: "yesNo", label: { en: "Newsletter" } } });
    await call(defineField, { body: { kind: "customer", type: "number", label: { en: "Seats" } } });
    await call(createCustomer, {
      body: { name: "A", phones: [{ number: "09121112233" }], custom: { tier: "gold", newsletter: true, seats: 4.5 } },
    });
    const { bytes } = await exportList(workspace, {
      format: "csv",
      language: "fa",
      columns: ["custom.tier", "custom.newsletter", "custom.seats"],
    });
    expect(cellsOf(bytes)).toEqual([
      ["رده", "Newsletter", "Seats"],
      ["طلایی", "بله", "4.5"],
    ]);
  });
});

describe("a workbook", () => {
  async function partsOf(bytes: Uint8Array): Promise<Map<string, string>> {
    const file: RandomBytes = {
      bytes: bytes.length,
      async *read(from: number, to: number) {
        yield bytes.subarray(from, to);
      },
    } as never;
    const parts = new Map<string, string>();
    for (const [name, entry] of await readDirectory(file)) {
      let text = "";
      const decoder = new TextDecoder();
      for await (const piece of openEntry(file, entry, 10_000_000)) text += decoder.decode(piece, { stream: true });
      parts.set(name, text);
    }
    return parts;
  }

  test("in Persian it runs from right to left, keeps its headings in sight, and its dates and numbers compute", async () => {
    const workspace = await open();
    await workspace.call(createCustomer, { body: { ...FULL, notes: "a\u0007_x0041_<&>" } });
    const { bytes } = await exportList(workspace, {
      columns: ["name", "phones", "birthOn", "interactions", "notes", "createdAt"],
    });
    const parts = await partsOf(bytes);
    const sheet = parts.get("xl/worksheets/sheet1.xml") as string;
    expect(sheet).toContain('rightToLeft="1"');
    expect(sheet).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>');
    // 21 June 1985 as spreadsheets count days; a number; text that only looks like a number stays text.
    expect(sheet).toMatch(/<c r="[A-Z]+2" s="2"><v>31219<\/v><\/c>/);
    expect(sheet).toMatch(/<c r="[A-Z]+2"><v>0<\/v><\/c>/);
    expect(sheet).toMatch(/t="inlineStr"><is><t xml:space="preserve">\+989121112233</);
    expect(sheet).toContain("_x005F_x0041_&lt;&amp;&gt;");
    expect(parts.get("xl/styles.xml")).toContain("[$-fa-IR,16]yyyy/mm/dd");
    const english = await partsOf((await exportList(workspace, { language: "en" })).bytes);
    expect(english.get("xl/worksheets/sheet1.xml")).not.toContain("rightToLeft");
    expect(english.get("xl/styles.xml")).toContain("yyyy\\-mm\\-dd");
  });
});

describe("whose list it is", () => {
  let workspace: TestWorkspace;
  const ids: string[] = [];
  beforeAll(async () => {
    workspace = await open();
    for (let n = 0; n < 450; n++) {
      const { customer } = await workspace.call(createCustomer, {
        body: {
          name: `P ${String(n).padStart(3, "0")}`,
          phones: [{ number: `0912${1_000_000 + n}` }],
          tags: n % 3 === 0 ? ["vip"] : [],
        },
      });
      ids.push(customer.id);
    }
    await workspace.call(archiveCustomer, { params: { id: ids[0]! } });
    await workspace.call(logInteraction, {
      body: { customerId: ids[1]!, channel: "call", direction: "in", subject: "سلام", durationSeconds: 61 },
    });
    await workspace.call(logInteraction, {
      body: { customerId: ids[2]!, channel: "note", direction: "none", body: "=x" },
    });
    await settle(workspace);
  });
  const names = async (body: Record<string, unknown>) =>
    cellsOf((await exportList(workspace, { format: "csv", columns: ["name"], ...body })).bytes)
      .slice(1)
      .flat();

  test("everybody, in the order asked for", async () => {
    const all = await names({ sort: "name" });
    expect(all).toHaveLength(449);
    expect(all).toEqual(all.toSorted());
    expect(await names({ sort: "newest" })).toEqual(all.toReversed());
  });

  test("who passes a filter", async () => {
    const filter = JSON.stringify({ field: "tags", is: "hasAny", value: ["vip"] });
    expect(await names({ filter })).toHaveLength(149);
    await expect(workspace.call(startExport, { body: { of: "customers", filter: "{" } })).rejects.toThrow("400");
  });

  test("those named, in the order named; the archived", async () => {
    expect(await names({ ids: [ids[7], ids[3]] })).toEqual(["P 007", "P 003"]);
    expect(await names({ archived: true })).toEqual(["P 000"]);
  });

  test("their interactions, as a list of its own", async () => {
    const { one, bytes } = await exportList(workspace, {
      of: "interactions",
      format: "csv",
      language: "en",
      sort: "name",
    });
    expect(one.rows).toBe(2);
    const [headings, call, note] = cellsOf(bytes) as [string[], string[], string[]];
    const at = (row: string[], heading: string) => row[headings.indexOf(heading)];
    expect([at(call, "Customer"), at(call, "Channel"), at(call, "Subject"), at(call, "Duration (seconds)")]).toEqual([
      "P 001",
      "Phone call",
      "سلام",
      "61",
    ]);
    expect([at(note, "Customer"), at(note, "Text")]).toEqual(["P 002", "'=x"]);
  });

  test("only those who may export do", async () => {
    const member = await workspace.key("member");
    const response = await workspace.app.request(requestOf(startExport, { body: { of: "customers" } }, member));
    expect(response.status).toBe(403);
  });
});

test("an export is deleted after seven days, file and all", async () => {
  const files = createMemoryFiles();
  const workspace = await createTestWorkspace({ files });
  await workspace.call(createCustomer, { body: FULL });
  const { one } = await exportList(workspace);
  expect(await files.list({ after: "", limit: 9 })).toHaveLength(1);
  workspace.clock.advanceBy(6 * 86_400_000);
  await tick(await workspace.ctx(), DUE_HANDLERS);
  expect((await workspace.call(listExports)).items).toHaveLength(1);
  workspace.clock.advanceBy(86_400_000);
  const secret = await workspace.key("administrator");
  expect((await workspace.app.request(requestOf(getExportFile, { params: { id: one.id } }, secret))).status).toBe(404);
  await tick(await workspace.ctx(), DUE_HANDLERS);
  expect((await workspace.call(listExports)).items).toEqual([]);
  expect(await files.list({ after: "", limit: 9 })).toEqual([]);
});

test("an export that is cancelled stops, and leaves no file", async () => {
  const files = createMemoryFiles();
  const workspace = await createTestWorkspace({ files });
  for (let n = 0; n < 30; n++)
    await workspace.call(createCustomer, { body: { name: `P ${n}`, phones: [{ number: `0912${1_000_000 + n}` }] } });
  const { id } = await workspace.call(startExport, { body: { of: "customers" } });
  await workspace.call(cancelExport, { params: { id } });
  await settle(workspace);
  expect((await workspace.call(getExport, { params: { id } })).state).toBe("cancelled");
  expect(await files.list({ after: "", limit: 9 })).toEqual([]);
  await expect(workspace.call(cancelExport, { params: { id } })).rejects.toThrow("export.not_running");
});

test("an export whose process dies again and again ends as one that never did", async () => {
  const run = async (fault: () => boolean) => {
    let armed = false;
    const random = createRandom(11);
    const port = createFaultyTable(createMemoryTable({ indexes: INDEXES }), () =>
      armed && fault() ? (random() < 0.5 ? "crashBefore" : "crashAfter") : null,
    );
    const workspace = await createTestWorkspace({ port, files: createMemoryFiles() });
    const { call } = workspace;
    for (let n = 0; n < 2500; n += 1) {
      if (n % 5 === 0)
        await call(createCustomer, { body: { name: `P ${n}`, phones: [{ number: `0912${1_000_000 + n}` }] } });
    }
    await settle(workspace);
    const { id } = await call(startExport, {
      body: { of: "customers", format: "csv", sort: "name" },
    });
    armed = true;
    let deaths = 0;
    for (;;) {
      await settle(workspace).catch(() => {});
      armed = false;
      port.revive();
      const one = await call(getExport, { params: { id } });
      if (one.state !== "running") {
        const secret = await workspace.key("administrator");
        const response = await workspace.app.request(requestOf(getExportFile, { params: { id } }, secret));
        return { one, deaths, text: await response.text() };
      }
      deaths += 1;
      await resume(await workspace.ctx());
      armed = true;
    }
  };
  const whole = await run(() => false);
  const random = createRandom(5);
  const broken = await run(() => random() < 0.15);
  expect(broken.deaths).toBeGreaterThan(1);
  expect(broken.one).toMatchObject({ state: "done", rows: 500 });
  expect(broken.text).toBe(whole.text);
});

test("a customer's patch knows no field that an export leaves out", () => {
  const left = ["version", "teamId", "custom", "ownerId"];
  const carried = [
    "name",
    "kind",
    "relation",
    "lifecycleStage",
    "phones",
    "emails",
    "addresses",
    "occasions",
    "tags",
    "consents",
    "code",
    "givenName",
    "familyName",
    "nationalId",
    "iban",
    "birthOn",
    "source",
    "preferredChannel",
    "language",
    "timeZone",
    "notes",
  ];
  expect(Object.keys(customerPatchShape.shape).filter((name) => ![...left, ...carried].includes(name))).toEqual([]);
});
