import { mergeAllCustomers } from "#core/people/duplicates/index.ts";
import { type Job, undoJob } from "#core/workspace/jobs/index.ts";
import { followJob, wordOfFailure } from "#web/people/customers/index.ts";
import { call, newIdempotencyKey } from "#web/platform/api.ts";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { queryClient } from "#web/platform/query-client.ts";
import { showNumber } from "#web/platform/show.ts";
import { toastWork } from "#web/ui/toast.tsx";

/** Has the server merge every pair of this score and above, tells how far it is, and offers to take it back. */
export async function mergeAllOf(atLeast: number): Promise<void> {
  const toast = toastWork(t("duplicates.mergingAll"));
  try {
    const idempotencyKey = newIdempotencyKey();
    const job = await followJob(await call(mergeAllCustomers, { body: { atLeast } }, { idempotencyKey }), toast);
    if (job.state === "paused") toast.dismiss();
    else if (job.state === "failed") toast.failed(wordOfFailure(job));
    else toast.done(sayMerged(job), job.canUndo ? () => void undo(job) : undefined, job.canUndo);
  } catch (error) {
    toast.failed(messageOf(error));
  }
  forgetAll();
}

async function undo({ id }: Job): Promise<void> {
  const toast = toastWork(t("duplicates.undoingAll"));
  try {
    const idempotencyKey = newIdempotencyKey();
    const job = await followJob(await call(undoJob, { params: { id } }, { idempotencyKey }), toast);
    if (job.state === "failed") toast.failed(wordOfFailure(job));
    else toast.done(sayUndone(job));
  } catch (error) {
    toast.failed(messageOf(error));
  }
  forgetAll();
}

/** Any customer may be another now. */
function forgetAll(): void {
  for (const key of ["duplicates", "customers", "timeline", "jobs", "recent"])
    void queryClient.invalidateQueries({ queryKey: [key] });
}

const countOf = (job: Job, name: string) => Number(job.result?.[name] ?? 0);

export function sayMerged(job: Job): string {
  const [merged, left] = [countOf(job, "merged"), countOf(job, "left")];
  const said = [t("duplicates.mergedMany", showNumber(merged), merged)];
  if (left > 0) said.push(t("duplicates.leftMany", showNumber(left), left));
  if (job.state === "cancelled") said.push(t("duplicates.stopped"));
  return said.join(" ");
}

export function sayUndone(job: Job): string {
  const [undone, left] = [countOf(job, "undone"), countOf(job, "left")];
  const said = [t("duplicates.undone", showNumber(undone), undone)];
  if (left > 0) said.push(t("duplicates.notUndone", showNumber(left), left));
  return said.join(" ");
}
