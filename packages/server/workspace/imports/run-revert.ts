import { csvLine } from "#core/workspace/imports/safe-cell.ts";
import { commit } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import type { RawAnswer } from "#server/platform/routes.ts";
import type { JobEnd, JobRun, StoredJob } from "#server/workspace/jobs/index.ts";
import type { Importer, Reverted } from "./importer.ts";
import { importKept, type RevertKept, revertKept } from "./progress.ts";
import { reasonsText } from "./reasons-text.ts";
import { type Journal, leftFile, readJournal, type StoredImport, writeOfFilesDue } from "./store.ts";
import { BYTE_ORDER_MARK, bytesOf, filesOf } from "./uploads.ts";

const MAX_LEFT_BYTES = 64 * 1024 * 1024;

/**
 * Takes back what an import did, chunk by chunk from its end. A chunk that was under way when the process died is done
 * once more, which takes nothing back twice.
 */
export async function runRevert(
  ctx: Ctx,
  importer: Importer,
  one: StoredImport,
  job: JobRun,
  undone: StoredJob,
): Promise<JobEnd> {
  const state = revertKept(job.state);
  const { added, merged } = importKept(undone.kept);
  for (;;) {
    const [journal] = await readJournal(ctx.table, one.id, state.chunk);
    const { seen, removed, restored, left } = state;
    if (!journal) {
      const counts = { removed, restored, left };
      await commit(ctx, {
        writes: [writeOfFilesDue(one, ctx.now())],
        change: {
          entity: "import",
          entityId: one.id,
          verb: "import.reverted",
          partition: `import#${one.id}`,
          fields: { counts: { after: counts } },
        },
      });
      return { result: counts };
    }
    await count(ctx, one, job, state, journal, await importer.revert(ctx, journal.ids, one.id));
    Object.assign(state, { chunk: journal.chunk, seen: seen + journal.ids.length });
    const result = { removed: state.removed, restored: state.restored, left: state.left };
    const total = Math.max(state.seen, added + merged);
    if (!(await job.save({ state, done: state.seen, total, result }))) return "leftOff";
  }
}

async function count(
  ctx: Ctx,
  one: StoredImport,
  job: JobRun,
  state: RevertKept,
  { chunk, ids }: Journal,
  outcomes: readonly Reverted[],
): Promise<void> {
  const lines: string[] = [];
  const logged: Promise<void>[] = [];
  for (const [at, { outcome, label = "", reasons = [] }] of outcomes.entries()) {
    if (outcome === "untouched") continue;
    state[outcome] += 1;
    if (outcome !== "left") continue;
    const id = ids[at]!;
    const fields = reasons.flatMap(({ path }) => path ?? []);
    lines.push(csvLine([id, label, reasonsText(ctx, reasons), fields.join(", ")]));
    const code = id.startsWith("cus_") ? "customer.left" : "interaction.left";
    logged.push(job.log(id, code, { id, label, reason: reasons[0]?.code ?? null, fields }));
  }
  await Promise.all(logged);
  if (lines.length === 0) return;
  await filesOf(ctx).write(leftFile(one.id, chunk), bytesOf([lines.join("")]), MAX_LEFT_BYTES);
  if (!state.leftChunks.includes(chunk)) state.leftChunks.push(chunk);
}

/** The records that were left alone as one CSV file: which, and why. */
export function leftRecords(ctx: Ctx, { id }: StoredImport, { leftChunks }: RevertKept): RawAnswer {
  const head =
    ctx.workspace.locale === "fa"
      ? ["شناسه", "نام", "چرا دست نخورد", "بخش‌ها"]
      : ["Id", "Name", "Why it was left alone", "Fields"];
  async function* all(): AsyncGenerator<Uint8Array> {
    yield* bytesOf([BYTE_ORDER_MARK + csvLine(head)]);
    for (const chunk of leftChunks) yield* (await filesOf(ctx).read(leftFile(id, chunk)))?.stream ?? bytesOf([]);
  }
  return { bytes: all(), fileName: `${id}-left.csv` };
}
