import { monotonicFactory } from "ulid";
import { createSealingVault } from "#node/sealing-vault.ts";
import { type Ctx, withAccess } from "#server/platform/context.ts";
import { createTable } from "#server/platform/create-table.ts";
import { DEFAULT_WORKSPACE } from "#server/platform/credentials.ts";
import { INDEXES } from "#server/platform/indexes.ts";
import { SILENT_LOG } from "#server/platform/log.ts";
import { createMemoryMailbox } from "#server/platform/memory-mailer.ts";
import { createMemoryTable } from "#server/platform/memory-table.ts";
import { FULL_ACCESS } from "#server/platform/organisation.ts";
import type { Key, TablePort } from "#server/platform/table.ts";
import { createClock } from "./workspace.ts";

/** Numbers between 0 and 1, the same for the same seed (Park and Miller's generator). */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** A context over a table of one's choice, with its own clock and ids. `announced` gathers the keys of change rows. */
export function createTestContext(options: { port?: TablePort; seed?: number } = {}) {
  const port = options.port ?? createMemoryTable({ indexes: INDEXES });
  const clock = createClock();
  const random = createRandom(options.seed ?? 1);
  const ulid = monotonicFactory(random);
  const announced: Key[] = [];
  const table = createTable(port, { sleep: () => Promise.resolve(), random, newToken: () => crypto.randomUUID() });
  const ctx: Ctx = {
    table,
    callOut: () => Promise.reject(new Error("Nothing is called here.")),
    files: null,
    vault: createSealingVault(() => new Uint8Array(32)),
    publicUrl: () => "https://crm.example.com",
    mailer: createMemoryMailbox().mailer,
    texter: null,
    now: clock.now,
    newId: (prefix) => `${prefix}_${ulid(Date.parse(clock.now()))}`,
    actor: { kind: "system", id: "test", name: "Test" },
    ...withAccess(FULL_ACCESS),
    claim: {},
    organisation: { roles: [], teams: [], members: null },
    workspace: DEFAULT_WORKSPACE,
    fields: [],
    requestId: "req_test",
    depth: 0,
    log: SILENT_LOG,
    announce: (changes) => announced.push(...changes),
    inBackground: () => {},
    wakeJob: () => {},
    isStopping: () => false,
  };
  return { ctx, table, port, clock, announced, random };
}
