import { A } from "@solidjs/router";
import { Match, Show, Switch } from "solid-js";
import type { ScheduledRun } from "#core/workspace/scheduled/index.ts";
import { findWord, t } from "#web/platform/i18n.ts";
import { showNumber } from "#web/platform/show.ts";
import { Ago } from "#web/ui/ago.tsx";
import { Progress } from "#web/ui/progress.tsx";
import { isOpen, type Job, useJob } from "#web/workspace/jobs/index.ts";

/** One run: when, what came of it, whether it was late, and who asked for it. */
export function RunLine(props: { run: ScheduledRun; name: string }) {
  return (
    <li class="flex flex-wrap items-center gap-x-4 gap-y-0.5 py-1.5">
      <Ago at={props.run.at} class="w-28 shrink-0 text-ink-2" />
      <div class="min-w-40 flex-1">
        <Show when={props.run.jobId} fallback={countsText(props.run.counts, t("scheduled.nothing"))}>
          {(id) => <OfJob id={id()} name={props.name} />}
        </Show>
      </div>
      <Show when={props.run.late}>
        <span class="text-warn">{t("notices.late")}</span>
      </Show>
      <Show when={props.run.by}>{(by) => <bdi class="text-ink-3">{by().name}</bdi>}</Show>
    </li>
  );
}

function countsText(counts: object, none: string): string {
  const said = Object.entries(counts)
    .filter(([, value]) => typeof value === "number" && value > 0)
    .map(([name, value]) => `${findWord(`scheduled.counts.${name}`) ?? name}: ${showNumber(value)}`);
  return said.join(" · ") || none;
}

/** How far it is while it runs; afterwards what it found, and whether anything had drifted. */
function OfJob(props: { id: Job["id"]; name: string }) {
  const job = useJob(() => props.id);
  const part = ({ progress: { done, total } }: Job) => (total ? done / total : 0);
  const far = ({ progress: { done, total } }: Job) =>
    total === null ? t("jobs.counting") : t("jobs.progress", showNumber(done), showNumber(total));
  const found = ({ result }: Job) => {
    const { drift = 0, ...counts } = result ?? {};
    return { drift: Number(drift), text: countsText(counts, t("scheduled.nobody")) };
  };
  return (
    <Show when={job.data} fallback={<span class="text-ink-3">{job.isError ? t("scheduled.goneJob") : "…"}</span>}>
      {(one) => (
        <span class="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Switch>
            <Match when={isOpen(one()) || one().state === "paused"}>
              <span class="flex min-w-40 max-w-md flex-1 items-center gap-3">
                <span class="min-w-20 flex-1">
                  <Progress label={props.name} part={part(one())} text={far(one())} />
                </span>
                <span class="text-ink-2 tabular-nums">{far(one())}</span>
              </span>
            </Match>
            <Match when={one().state === "done"}>
              <span>{found(one()).text}</span>
              <Show when={found(one()).drift > 0} fallback={<span class="text-ink-3">{t("scheduled.noDrift")}</span>}>
                <span class="font-medium text-warn">{t("scheduled.drift", showNumber(found(one()).drift))}</span>
              </Show>
            </Match>
            <Match when={true}>
              <span class="text-danger">{t(`jobs.states.${one().state}`)}</span>
            </Match>
          </Switch>
          <A href={`/jobs/${one().id}`} class="rounded text-accent hover:underline">
            {t("scheduled.details")}
          </A>
        </span>
      )}
    </Show>
  );
}
