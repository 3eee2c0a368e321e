import { CrmError } from "#core/platform/errors.ts";
import { reasonText } from "#core/workspace/imports/reason-text.ts";
import { csvLine } from "#core/workspace/imports/safe-cell.ts";
import { commit } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import type { RawAnswer } from "#server/platform/routes.ts";
import type { Reverted } from "./importer.ts";
import { BYTE_ORDER_MARK, bytesOf } from "./run-import.ts";
import { leftFile, readJournal, type StoredImport, saveRevert } from "./store.ts";
import { filesOf } from "./uploads.ts";
import type { Importers } from "./verbs.ts";

const MAX_LEFT_BYTES = 64 * 1024 * 1024;

/**
 * Takes back what an import did, chunk by chunk from its end. It keeps how far it is, and a chunk that was under way
 * when the process died is done once more, which takes nothing back twice.
 */
export async function runRevert(ctx: Ctx, importers: Importers, from: StoredImport): Promise<void> {
  const state = { ...from, revert: { ...from.revert! }, reverting: { ...from.reverting! } };
  const acting: Ctx = { ...ctx, via: `revert:${state.id}` };
  try {
    for (;;) {
      const before = state.reverting.done < 0 ? null : state.reverting.done;
      const [journal] = await readJournal(ctx.table, state.id, before);
      if (!journal) break;
      const outcomes = await importers[state.as].revert(acting, journal.ids, state.id);
      await count(acting, state, journal, outcomes);
      state.reverting.done = journal.chunk;
      await saveRevert(ctx.table, state);
      if (ctx.isStopping()) return;
    }
    await end(acting, state, "done");
  } catch (error) {
    ctx.log.error("import.revert_failed", error, { import: state.id });
    if (!(error instanceof CrmError) || error.kind === "unavailable") throw error;
    await end(acting, state, "failed");
  }
}

type Reverting = StoredImport & {
  revert: NonNullable<StoredImport["revert"]>;
  reverting: NonNullable<StoredImport["reverting"]>;
};

async function count(
  ctx: Ctx,
  state: Reverting,
  { chunk, ids }: { chunk: number; ids: readonly string[] },
  outcomes: readonly Reverted[],
): Promise<void> {
  const left: string[] = [];
  const { locale } = ctx.workspace;
  for (const [at, { outcome, label = "", reasons = [] }] of outcomes.entries()) {
    if (outcome === "untouched") continue;
    state.revert[outcome] += 1;
    if (outcome !== "left") continue;
    const why = reasons.map((reason) => reasonText(reason, locale)).join(locale === "fa" ? "؛ " : "; ");
    const fields = reasons.flatMap(({ path }) => path ?? []).join(", ");
    left.push(csvLine([ids[at] ?? "", label, why, fields]));
  }
  if (left.length === 0) return;
  await filesOf(ctx).write(leftFile(state.id, chunk), bytesOf([left.join("")]), MAX_LEFT_BYTES);
  if (!state.reverting.leftChunks.includes(chunk)) state.reverting.leftChunks.push(chunk);
  state.revert.leftFile = `/api/v1/imports/${state.id}/left`;
}

async function end(ctx: Ctx, state: Reverting, how: "done" | "failed"): Promise<void> {
  const revert = { ...state.revert, state: how, finishedAt: ctx.now() };
  await saveRevert(ctx.table, { ...state, revert });
  const { removed, restored, left } = revert;
  await commit(ctx, {
    writes: [],
    change: {
      entity: "import",
      entityId: state.id,
      verb: how === "done" ? "import.reverted" : "import.revertFailed",
      partition: `import#${state.id}`,
      fields: { counts: { after: { removed, restored, left } } },
    },
  });
}

/** The records that were left alone as one CSV file: which, and why. */
export async function leftRecords(ctx: Ctx, { id, reverting }: StoredImport): Promise<RawAnswer> {
  const head =
    ctx.workspace.locale === "fa"
      ? ["شناسه", "نام", "چرا دست نخورد", "بخش‌ها"]
      : ["Id", "Name", "Why it was left alone", "Fields"];
  async function* all(): AsyncGenerator<Uint8Array> {
    yield* bytesOf([BYTE_ORDER_MARK + csvLine(head)]);
    for (const chunk of reverting?.leftChunks ?? [])
      yield* (await filesOf(ctx).read(leftFile(id, chunk)))?.stream ?? bytesOf([]);
  }
  return { bytes: all(), fileName: `${id}-left.csv` };
}
