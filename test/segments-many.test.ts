import { expect, test } from "vitest";
import * as segments from "#core/marketing/segments/index.ts";
import * as customers from "#core/people/customers/index.ts";
import * as jobs from "#core/workspace/jobs/index.ts";
import { DUE_HANDLERS } from "#server/app.ts";
import { planOfNew } from "#server/people/customers/index.ts";
import { commitMany } from "#server/platform/commit.ts";
import { tick } from "#server/platform/due.ts";
import { createFaultyTable } from "#server/platform/faulty-table.ts";
import { INDEXES } from "#server/platform/indexes.ts";
import { createMemoryTable } from "#server/platform/memory-table.ts";
import type { TablePort } from "#server/platform/table.ts";
import { createTestWorkspace } from "./workspace.ts";

/** A hundred thousand in `npm run simulate`. */
const LONG = process.env.PEYVAND_SIMULATE !== undefined;
const MANY = LONG ? 100_000 : 400;
const PATIENCE = LONG ? 3_600_000 : 60_000;

/** What was asked of a table at once, at most, and how often it was written. */
function watched(port: TablePort) {
  const seen = { transactions: 0, writes: 0, keys: 0 };
  return {
    seen,
    port: {
      ...port,
      get: port.get.bind(port),
      query: port.query.bind(port),
      append: port.append.bind(port),
      scan: port.scan.bind(port),
      getMany(keys, options) {
        seen.keys = Math.max(seen.keys, keys.length);
        return port.getMany(keys, options);
      },
      transact(writes, token) {
        seen.transactions += 1;
        seen.writes = Math.max(seen.writes, writes.length);
        return port.transact(writes, token);
      },
    } as TablePort,
  };
}

test(
  "everybody enters by one change of a rule: in parts of bounded size, going on where a killed worker was, while customers change",
  async () => {
    let [crashAt, crashes] = [0, 0];
    const faulty = createFaultyTable(createMemoryTable({ indexes: INDEXES }), (operation) => {
      if (operation !== crashAt) return null;
      crashes += 1;
      return "crashAfter";
    });
    const { port, seen } = watched(faulty);
    const workspace = await createTestWorkspace({ port });
    const { call, clock, pump, background } = workspace;
    const settle = async () => {
      for (let round = 0; round < 6; round++) {
        await pump.idle();
        await Promise.allSettled(background.splice(0));
      }
    };
    const ctx = await workspace.ctx();
    const ids = Array.from({ length: MANY }, () => ctx.newId("cus"));
    const moment = { now: clock.now(), region: "IR" };
    await commitMany(
      ctx,
      ids.map((id, at) => planOfNew(ctx, customers.decideCreate({ name: `م${at}` }, { ...moment, id }))),
    );
    await settle();
    const nobody = { field: "city", is: "equals", value: "یزد" } as const;
    const { id } = await call(segments.createSegment, { body: { name: "همه", kind: "dynamic", rule: nobody } });
    await settle();
    const { version } = await call(segments.getSegment, { params: { id } });
    Object.assign(seen, { transactions: 0, writes: 0, keys: 0 });
    // The worker dies in the middle of its second part.
    crashAt = faulty.operations() + 120;
    const body = { version, rule: { field: "kind", is: "anyOf" as const, value: ["person"] } };
    await call(segments.updateSegment, { params: { id }, body });
    await settle();
    expect(crashes).toBe(1);
    faulty.revive();
    pump.wake();
    // Meanwhile some change, and some are put away.
    for (const one of ids.slice(0, 5)) await call(customers.archiveCustomer, { params: { id: one } });
    await settle();
    for (let round = 0; round < 4; round++) {
      clock.advanceBy(130_000);
      await tick(await workspace.ctx(), DUE_HANDLERS);
      await settle();
    }
    const segment = await call(segments.getSegment, { params: { id } });
    expect(segment).toMatchObject({ size: MANY - 5, computing: null });
    const job = await call(jobs.getJob, { params: { id: segment.jobId! } });
    expect(job).toMatchObject({ state: "done" });
    expect(job.progress.done).toBeGreaterThanOrEqual(MANY - 5);
    // Eleven customers or so in each transaction, three items of two hundred read at once.
    expect(seen.writes).toBeLessThanOrEqual(100);
    expect(seen.keys).toBeLessThanOrEqual(100);
    expect(seen.transactions).toBeLessThan(MANY / 2);
  },
  PATIENCE,
);
