import { undoJob } from "#core/workspace/jobs/index.ts";
import { followJob } from "#web/people/customers/index.ts";
import { call, newIdempotencyKey } from "#web/platform/api.ts";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { queryClient } from "#web/platform/query-client.ts";
import { showNumber } from "#web/platform/show.ts";
import { toastWork } from "#web/ui/toast.tsx";
import { forgetSegments, type MembersChange, type Segment, startChange } from "./queries.ts";

/** Puts customers into a static segment or takes them out, says what came of it, and offers the way back. */
export async function putInto(segment: Pick<Segment, "id" | "name">, change: MembersChange): Promise<void> {
  const toast = toastWork(t("selection.working"));
  try {
    const job = await followJob(await startChange(segment.id, change), toast);
    afterwards();
    if (job.state === "failed") return toast.failed(t("selection.failed"));
    const count = Number(job.result?.[change.action === "add" ? "entered" : "gone"] ?? 0);
    const said = t(change.action === "add" ? "segments.putIn" : "segments.takenOut", showNumber(count), segment.name);
    toast.done(said, job.canUndo && count > 0 ? () => void undo(job.id) : undefined, count > 0);
  } catch (error) {
    toast.failed(messageOf(error));
  }
}

async function undo(id: `job_${string}`): Promise<void> {
  const toast = toastWork(t("selection.undoing"));
  try {
    await followJob(await call(undoJob, { params: { id } }, { idempotencyKey: newIdempotencyKey() }), toast);
    toast.done(t("segments.putBack"));
  } catch (error) {
    toast.failed(messageOf(error));
  }
  afterwards();
}

function afterwards(): void {
  forgetSegments();
  void queryClient.invalidateQueries({ queryKey: ["customers", "list"] });
}
