import { bulkCustomers } from "#core/people/customers/index.ts";
import type { CallOf } from "#core/platform/endpoint.ts";
import { cancelJob, getJob, type Job, undoJob } from "#core/workspace/jobs/index.ts";
import { call, newIdempotencyKey } from "#web/platform/api.ts";
import { messageOf } from "#web/platform/errors.ts";
import { findWord, t } from "#web/platform/i18n.ts";
import { queryClient } from "#web/platform/query-client.ts";
import { showNumber } from "#web/platform/show.ts";
import { toastWork, type WorkToast } from "#web/ui/toast.tsx";
import type { Target } from "./bulk-target.ts";

type Bulk = CallOf<typeof bulkCustomers>["body"];
export type BulkAction = Bulk["action"];

/** Asked after so many milliseconds, each time half as long again, up to the last. */
const FIRST_LOOK_MS = 250;
const LAST_LOOK_MS = 3000;

/** Does it on the server, tells how far it is and what it did, and offers to take it back. */
export async function runBulk(action: BulkAction, target: Target): Promise<void> {
  const toast = toastWork(t("selection.working"));
  try {
    const begun = await call(bulkCustomers, { body: { action, ...target } }, { idempotencyKey: newIdempotencyKey() });
    void queryClient.invalidateQueries({ queryKey: ["jobs"] });
    const job = await follow(begun, toast);
    afterwards();
    if (job.state === "paused") toast.dismiss();
    else if (job.state === "failed") toast.failed(wordOfFailure(job));
    else toast.done(sayResult(action.kind, job), job.canUndo ? () => void undo(job) : undefined, job.canUndo);
  } catch (error) {
    afterwards();
    toast.failed(messageOf(error));
  }
}

async function undo(job: Job): Promise<void> {
  const toast = toastWork(t("selection.undoing"));
  try {
    const begun = await call(undoJob, { params: { id: job.id } }, { idempotencyKey: newIdempotencyKey() });
    void queryClient.invalidateQueries({ queryKey: ["jobs"] });
    const undone = await follow(begun, toast);
    if (undone.state === "paused") toast.dismiss();
    else if (undone.state === "failed") toast.failed(wordOfFailure(undone));
    else toast.done(sayUndone(undone));
  } catch (error) {
    toast.failed(messageOf(error));
  }
  afterwards();
}

/** Until it has ended. Closing the toast or leaving the page ends nothing: the job goes on, on the server. */
export async function follow(begun: Job, toast: WorkToast): Promise<Job> {
  let job = begun;
  for (let pause = FIRST_LOOK_MS; !hasEnded(job); pause = Math.min(LAST_LOOK_MS, pause * 1.5)) {
    const { done, total } = job.progress;
    toast.tell(total === null ? t("selection.working") : t("selection.progress", showNumber(done), showNumber(total)), {
      label: t("common.cancel"),
      run: () => void call(cancelJob, { params: { id: begun.id } }).catch(() => {}),
    });
    await new Promise((resume) => setTimeout(resume, pause));
    job = await call(getJob, { params: { id: begun.id } });
  }
  return job;
}

const hasEnded = ({ state }: Job) => ["done", "failed", "cancelled", "paused"].includes(state);

function afterwards(): void {
  void queryClient.invalidateQueries({ queryKey: ["customers"] });
  void queryClient.invalidateQueries({ queryKey: ["timeline"] });
  void queryClient.invalidateQueries({ queryKey: ["jobs"] });
  void queryClient.invalidateQueries({ queryKey: ["recent"] });
}

const countOf = (job: Job, name: string) => Number(job.result?.[name] ?? 0);

/** «۱۲ نفر برچسب گرفتند، ۳ نفر از پیش داشتند». */
export function sayResult(kind: BulkAction["kind"], job: Job): string {
  const [changed, same, left] = ["changed", "same", "left"].map((name) => countOf(job, name)) as [
    number,
    number,
    number,
  ];
  const said = [
    ...(changed > 0 || same + left === 0 ? [t(`selection.changed.${kind}`, showNumber(changed))] : []),
    ...(same > 0 ? [t(kind === "tag" ? "selection.had" : "selection.same", showNumber(same))] : []),
    ...(left > 0 ? [t("selection.left", showNumber(left))] : []),
    ...(job.state === "cancelled" ? [t("selection.cancelled")] : []),
  ];
  return t("selection.sentence", said.join(t("common.comma")));
}

export function sayUndone(job: Job): string {
  const [undone, left] = [countOf(job, "undone"), countOf(job, "left")];
  const said = [
    t("selection.undone", showNumber(undone)),
    ...(left > 0 ? [t("selection.undoLeft", showNumber(left))] : []),
  ];
  return t("selection.sentence", said.join(t("common.comma")));
}

export function wordOfFailure(job: Job): string {
  return findWord(`errors.codes.${job.error?.code}`) ?? t("selection.failed");
}
