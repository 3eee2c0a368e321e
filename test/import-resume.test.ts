import { describe, expect, test } from "vitest";
import { type CustomerCard, listCustomers } from "#core/people/customers/index.ts";
import { createUpload, type Import, listImports, putUpload, startImport } from "#core/workspace/imports/index.ts";
import { resume } from "#server/app.ts";
import { createFaultyTable, type Fault } from "#server/platform/faulty-table.ts";
import { INDEXES } from "#server/platform/indexes.ts";
import { createMemoryTable } from "#server/platform/memory-table.ts";
import { createMemoryFiles } from "./memory-files.ts";
import { createRandom } from "./platform.ts";
import { createTestWorkspace, requestOf } from "./workspace.ts";

/** 1 900 rows: repeats of earlier rows, some in another chunk, rows to refuse, families that share a number. */
function csv(): string {
  const lines = ["name,phone,email,notes"];
  for (let n = 0; n < 1900; n++) {
    if (n % 50 === 7) lines.push(`Nobody ${n},,,`);
    else if (n % 10 === 3 && n > 10) lines.push(`Person ${n - 9},0912${1_000_000 + n - 9},,again in row ${n}`);
    else lines.push(`Person ${n},0912${1_000_000 + n - (n % 10 === 5 ? 1 : 0)},p${n}@example.com,`);
  }
  return `${lines.join("\n")}\n`;
}

async function importWith(onDuplicate: "merge" | "skip" | "add", faultAt: (operation: number) => Fault | null) {
  let armed = false;
  const port = createFaultyTable(createMemoryTable({ indexes: INDEXES }), (operation) =>
    armed ? faultAt(operation) : null,
  );
  const workspace = await createTestWorkspace({ port, files: createMemoryFiles() });
  const { call, app, key, ctx, pump } = workspace;
  const secret = await key("administrator");
  const body = new TextEncoder().encode(csv());
  const upload = await call(createUpload, { body: { fileName: "p.csv", bytes: body.length } });
  await app.request(new Request(requestOf(putUpload, { params: { id: upload.id } }, secret), { body }));
  await call(startImport, { body: { uploadId: upload.id, as: "customers", onDuplicate } });
  armed = true;
  let deaths = 0;
  for (;;) {
    await Promise.allSettled(workspace.background.splice(0));
    await pump.idle();
    armed = false;
    port.revive();
    const { items } = await call(listImports);
    const [one] = items as [Import];
    if (one.state !== "running")
      return { import: one, deaths, cards: await everybody(call), refused: await refusedText(app, one, secret) };
    deaths += 1;
    const context = await ctx();
    armed = true;
    // It may die while it looks for what to go on with, too.
    await resume(context).catch(() => {});
  }
}

async function refusedText(
  app: { request(path: string, init: RequestInit): Response | Promise<Response> },
  { refusedFile }: Import,
  secret: string,
) {
  return (await app.request(String(refusedFile), { headers: { authorization: `Bearer ${secret}` } })).text();
}

async function everybody(call: Awaited<ReturnType<typeof createTestWorkspace>>["call"]): Promise<CustomerCard[]> {
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

const counts = ({ rows, added, merged, skipped, refused }: Import) => ({ rows, added, merged, skipped, refused });

describe.each(["merge", "skip", "add"] as const)("an import that dies again and again (%s)", (policy) => {
  test("ends as one that never did: nobody twice, nobody missed, the same counts and the same refused rows", async () => {
    const whole = await importWith(policy, () => null);
    expect(whole.import.state).toBe("done");
    const random = createRandom(policy.length + 40);
    const broken = await importWith(policy, () =>
      random() < 0.003 ? (random() < 0.5 ? "crashBefore" : "crashAfter") : null,
    );
    expect(broken.deaths).toBeGreaterThan(2);
    expect(counts(broken.import)).toEqual(counts(whole.import));
    expect(broken.cards.map(({ name, email }) => `${name} ${email}`)).toEqual(
      whole.cards.map(({ name, email }) => `${name} ${email}`),
    );
    expect(broken.refused).toBe(whole.refused);
  });
});
