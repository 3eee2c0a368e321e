import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as activities from "#core/engagement/activities/index.ts";
import { createCustomer } from "#core/people/customers/index.ts";
import { addUser } from "#core/workspace/users/index.ts";
import { openWorkspace } from "#local/open-workspace.ts";
import { DUE_HANDLERS } from "#server/app.ts";
import { dueAttributes, tick } from "#server/platform/due.ts";
import { SILENT_LOG } from "#server/platform/log.ts";
import { createMeteredWorkspace, type WorkCost } from "./metered-workspace.ts";
import type { Table } from "./report.ts";

export type WorkFigures = {
  due: number;
  /** Due items that do nothing but come again: what tick itself takes, over SQLite, a second. */
  bareDuePerSecond: number;
  /** Reminders of work: the notice, its letter and the activity in one transaction each. */
  remindersPerSecond: number;
  /** Of the bare ones. */
  share: number;
  units: Record<"planned" | "plannedWithCustomer" | "moved" | "completed" | "listed", WorkCost>;
};

const DUE = 1000;
const IN_AN_HOUR_MS = 3_600_000;

export async function measureWork(): Promise<WorkFigures> {
  const { bareDuePerSecond, remindersPerSecond } = await duePerSecond();
  const share = remindersPerSecond / bareDuePerSecond;
  return { due: DUE, bareDuePerSecond, remindersPerSecond, share, units: await unitsOfWork() };
}

async function duePerSecond() {
  const dataFolder = mkdtempSync(join(tmpdir(), "peyvand-bench-work-"));
  const workspace = await openWorkspace({ dataFolder, log: SILENT_LOG, secureCookies: false, openApiFile: "" });
  try {
    const ctx = await workspace.context();
    const soon = new Date(Date.now() + IN_AN_HOUR_MS).toISOString();
    const later = new Date(Date.now() + 3 * IN_AN_HOUR_MS).toISOString();
    const bare = Array.from({ length: DUE }, (_, n) => ({
      pk: `bench#${n}`,
      sk: "alarm",
      type: "alarm",
      ...dueAttributes("alarm", `alarm${n}`, soon),
    }));
    for (let at = 0; at < DUE; at += 50) await ctx.table.transact(bare.slice(at, at + 50).map((put) => ({ put })));
    const bareDuePerSecond = await rate(() => tick(ctx, { alarm: async () => ({ nextDueAt: null }) }, { now: soon }));

    const { addUser: add } = await import("#server/workspace/users/verbs.ts");
    const { createActivity } = await import("#server/engagement/activities/verbs.ts");
    const email = "bench@example.com";
    const owner = await add(ctx, { name: "Bench", email, role: "administrator", password: crypto.randomUUID() });
    const after = await workspace.context();
    for (let n = 0; n < DUE; n++)
      await createActivity(after, {
        kind: "call",
        priority: "normal",
        subject: `تماس ${n}`,
        ownerId: owner.id,
        dueAt: later,
        remindMinutesBefore: 60,
      });
    await workspace.idle();
    const remindersPerSecond = await rate(() => tick(after, { activity: DUE_HANDLERS.activity! }, { now: later }));
    return { bareDuePerSecond, remindersPerSecond };
  } finally {
    await workspace.close();
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

/** Throws when not everything that was due was done. */
async function rate(work: () => ReturnType<typeof tick>): Promise<number> {
  const began = performance.now();
  const { done, failed, parked } = await work();
  if (done < DUE || parked > 0) throw new Error(`Of ${DUE} due items ${done} were done, ${failed} failed.`);
  return (done * 1000) / (performance.now() - began);
}

async function unitsOfWork(): Promise<WorkFigures["units"]> {
  const { call, measure } = await createMeteredWorkspace();
  const owner = { name: "Sara", email: "sara@example.com", role: "agent" as const, password: crypto.randomUUID() };
  const { id: ownerId } = await call(addUser, { body: owner });
  const { customer } = await call(createCustomer, { body: { name: "Mina" } });
  const body = { subject: "تماس دربارهٔ پیشنهاد قیمت", dueOn: "2026-04-01", ownerId };
  const planned = await measure(() => call(activities.createActivity, { body }));
  let made: activities.Activity | undefined;
  const plannedWithCustomer = await measure(async () => {
    made = await call(activities.createActivity, {
      body: { ...body, customerId: customer.id, remindMinutesBefore: 30 },
    });
  });
  const params = { id: made!.id };
  const moved = await measure(() =>
    call(activities.updateActivity, { params, body: { version: 1, dueOn: "2026-04-02" } }),
  );
  const completed = await measure(() => call(activities.completeActivity, { params, body: { version: 2 } }));
  const listed = await measure(() => call(activities.listActivities, { query: { ownerId } }));
  return { planned, plannedWithCustomer, moved, completed, listed };
}

export function workTable({ due, units, ...figures }: WorkFigures): Table {
  const row = (label: string, cost: WorkCost) => ({
    cells: [label, `${round(cost.writeUnits)} written, ${round(cost.readUnits)} read`],
  });
  return {
    title: `Work: ${due} items due at once through tick, and units of an activity`,
    headings: ["", ""],
    rows: [
      { cells: ["due items that do nothing, a second", Math.round(figures.bareDuePerSecond)] },
      { cells: ["reminders with their letters, a second", Math.round(figures.remindersPerSecond)] },
      { cells: ["of those that do nothing", `${Math.round(figures.share * 100)} %`] },
      row("planned", units.planned),
      row("planned with a customer and a reminder", units.plannedWithCustomer),
      row("moved", units.moved),
      row("completed and logged", units.completed),
      row("a list of somebody's work", units.listed),
    ],
  };
}

const round = (value: number) => Math.round(value * 10) / 10;
