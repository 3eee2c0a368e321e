import { A } from "@solidjs/router";
import { Show } from "solid-js";
import { isolated } from "#web/people/customers/index.ts";
import { t } from "#web/platform/i18n.ts";
import { showNumber } from "#web/platform/show.ts";
import { Ago } from "#web/ui/ago.tsx";
import { Progress } from "#web/ui/progress.tsx";
import { isOpen, type Job } from "#web/workspace/jobs/index.ts";
import { jobError, jobResult, stateWord } from "./job-words.ts";

const TONES: Record<Job["state"], string> = {
  queued: "text-accent",
  running: "text-accent",
  paused: "text-warn",
  done: "text-ink-2",
  failed: "text-danger",
  cancelled: "text-ink-2",
};

/** Whose it is, since when, how far, and what came of it. */
export function JobFacts(props: { job: Job; title: string }) {
  const part = () => {
    const { done, total } = props.job.progress;
    return total ? done / total : 0;
  };
  const progressText = () => {
    const { done, total } = props.job.progress;
    return total === null ? t("jobs.counting") : t("jobs.progress", showNumber(done), showNumber(total));
  };
  const isUnfinished = () => isOpen(props.job) || props.job.state === "paused";
  return (
    <div class="space-y-1 text-ink-2 text-sm">
      <p>
        <span class={`font-medium ${TONES[props.job.state]}`}>{stateWord(props.job)}</span>
        {" · "}
        <bdi>{props.job.by.name}</bdi>
        {" · "}
        <Ago at={props.job.createdAt} />
        <Show when={props.job.undoneBy}>
          {(id) => (
            <>
              {" · "}
              <A href={`/jobs/${id()}`} class="relative rounded text-accent hover:underline">
                {t("jobs.wasUndone")}
              </A>
            </>
          )}
        </Show>
      </p>
      <Show when={isUnfinished()}>
        <div class="flex max-w-md items-center gap-3">
          <div class="min-w-24 flex-1">
            <Progress label={props.title} part={part()} text={progressText()} />
          </div>
          <span class="tabular-nums">{progressText()}</span>
        </div>
      </Show>
      <Show when={props.job.state === "failed" && jobError(props.job)}>
        {(text) => <p class="text-danger">{text()}</p>}
      </Show>
      <Show when={!isUnfinished() && jobResult(props.job)}>{(text) => <p>{text()}</p>}</Show>
      <Show when={props.job.tries > 0 && isOpen(props.job)}>
        <p>{t("jobs.triedAgain", isolated(showNumber(props.job.tries)))}</p>
      </Show>
    </div>
  );
}
