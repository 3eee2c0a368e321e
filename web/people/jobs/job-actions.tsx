import { useNavigate } from "@solidjs/router";
import CirclePause from "lucide-solid/icons/circle-pause";
import CirclePlay from "lucide-solid/icons/circle-play";
import CircleX from "lucide-solid/icons/circle-x";
import RotateCcw from "lucide-solid/icons/rotate-ccw";
import Undo2 from "lucide-solid/icons/undo-2";
import { createSignal, For, Show } from "solid-js";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { Button, type Icon } from "#web/ui/button.tsx";
import { Dialog } from "#web/ui/dialog.tsx";
import { toastFailed } from "#web/ui/toast.tsx";
import { type Job, type Step, steer } from "#web/workspace/jobs/index.ts";

const ICONS = {
  pause: CirclePause,
  resume: CirclePlay,
  cancel: CircleX,
  retry: RotateCcw,
  undo: Undo2,
} as const satisfies Record<Step, unknown>;

function stepsOf({ kind, state, wanted, canUndo, undoneBy }: Job): Step[] {
  // Of an export that was stopped nothing is left to go on with.
  const mayGoOn = state === "failed" || (state === "cancelled" && kind !== "export");
  if (wanted === "cancel") return [];
  if (state === "queued" || state === "running") return [wanted === "pause" ? "resume" : "pause", "cancel"];
  if (state === "paused") return ["resume", "cancel"];
  return [...(mayGoOn && !undoneBy ? (["retry"] as const) : []), ...(canUndo ? (["undo"] as const) : [])];
}

/** What can be asked of a job now. Only what nothing takes back is asked for twice. */
export function JobActions(props: { job: Job; title: string }) {
  const navigate = useNavigate();
  const [busy, setBusy] = createSignal<Step | null>(null);
  const [asked, setAsked] = createSignal<Step | null>(null);
  const run = async (step: Step) => {
    setAsked(null);
    setBusy(step);
    try {
      const job = await steer(step, props.job.id);
      if (step === "undo") navigate(`/jobs/${job.id}`);
    } catch (error) {
      toastFailed(messageOf(error));
    } finally {
      setBusy(null);
    }
  };
  return (
    <Show when={stepsOf(props.job).length > 0}>
      <div class="relative flex flex-wrap gap-1.5">
        <For each={stepsOf(props.job)}>
          {(step) => (
            <Button
              size="small"
              icon={ICONS[step] as Icon}
              busy={busy() === step}
              disabled={busy() !== null}
              aria-label={t("jobs.stepOf", t(`jobs.steps.${step}`), props.title)}
              onClick={() => (step === "undo" ? setAsked(step) : void run(step))}
            >
              {t(`jobs.steps.${step}`)}
            </Button>
          )}
        </For>
      </div>
      <Dialog
        open={asked() !== null}
        title={t("jobs.sureUndo")}
        onClose={() => setAsked(null)}
        footer={
          <>
            <Button look="quiet" onClick={() => setAsked(null)}>
              {t("common.cancel")}
            </Button>
            <Button
              look="primary"
              onClick={() => {
                const step = asked();
                if (step) void run(step);
              }}
            >
              {t("jobs.steps.undo")}
            </Button>
          </>
        }
      >
        <p class="font-medium">{props.title}</p>
        <p class="mt-1 text-ink-2">{t("jobs.sureUndoText")}</p>
      </Dialog>
    </Show>
  );
}
