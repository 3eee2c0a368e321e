import { createSignal, For, Match, Show, Switch } from "solid-js";
import { listScheduled, runScheduled, type Scheduled, setScheduled } from "#core/workspace/scheduled/index.ts";
import { call } from "#web/platform/api.ts";
import { messageOf } from "#web/platform/errors.ts";
import { findWord, t } from "#web/platform/i18n.ts";
import { timeZone, workspaceZone } from "#web/platform/locale.ts";
import { readTime } from "#web/platform/moments.ts";
import { queryClient } from "#web/platform/query-client.ts";
import { showDigits, showInstant } from "#web/platform/show.ts";
import { useQuery } from "#web/platform/use-query.ts";
import { Button } from "#web/ui/button.tsx";
import { TextField } from "#web/ui/field.tsx";
import { ErrorState, Skeleton } from "#web/ui/states.tsx";
import { useTitle } from "#web/ui/title.ts";
import { toastDone, toastFailed } from "#web/ui/toast.tsx";
import { RunLine } from "./run-line.tsx";

const KEY = ["scheduled"];
/** Of the runs that are kept. */
const SHOWN = 7;

/** What comes by itself each day: when next, how the last runs went, and running it now. */
export default function ScheduledPage() {
  useTitle(() => t("scheduled.title"));
  const scheduled = useQuery(() => ({
    queryKey: KEY,
    queryFn: ({ signal }) => call(listScheduled, {}, { signal }).then(({ items }) => items),
  }));
  return (
    <section>
      <h2 class="font-semibold text-lg">{t("scheduled.title")}</h2>
      <p class="mb-5 max-w-xl text-ink-2">{t("scheduled.text")}</p>
      <Switch>
        <Match when={scheduled.isPending}>
          <Skeleton lines={5} />
        </Match>
        <Match when={scheduled.isError && !scheduled.data}>
          <ErrorState error={scheduled.error} onRetry={() => void scheduled.refetch()} />
        </Match>
        <Match when={scheduled.data}>
          <ul class="space-y-5">
            <For each={scheduled.data}>{(one) => <One scheduled={one} />}</For>
          </ul>
        </Match>
      </Switch>
    </section>
  );
}

function One(props: { scheduled: Scheduled }) {
  const [busy, setBusy] = createSignal(false);
  const [at, setAt] = createSignal(showDigits(props.scheduled.at));
  const [problem, setProblem] = createSignal<string>();
  const params = () => ({ name: props.scheduled.name });
  const name = () => findWord(`scheduled.names.${props.scheduled.name}`) ?? props.scheduled.name;
  const doing = async (work: () => Promise<Scheduled>, say: (after: Scheduled) => string) => {
    setBusy(true);
    try {
      toastDone(say(await work()));
      await queryClient.invalidateQueries({ queryKey: KEY });
    } catch (error) {
      toastFailed(messageOf(error));
    } finally {
      setBusy(false);
    }
  };
  const saveTime = () => {
    const time = readTime(at());
    setProblem(time ? undefined : t("interactions.timeProblem"));
    if (!time || time === props.scheduled.at) return;
    void doing(
      () => call(setScheduled, { params: params(), body: { at: time } }),
      () => t("scheduled.moved"),
    );
  };
  return (
    <li class="rounded-xl border bg-surface p-4">
      <div class="flex flex-wrap items-start gap-x-4 gap-y-3">
        <div class="min-w-48 flex-1">
          <h3 class="font-medium">{name()}</h3>
          <p class="text-ink-2 text-sm">
            {t("scheduled.next", showInstant(props.scheduled.nextAt, "long", workspaceZone()))}
            <Show when={workspaceZone() !== timeZone()}>
              {" "}
              <span class="text-ink-3">({t("scheduled.clocks", workspaceZone())})</span>
            </Show>
          </p>
          <Show when={props.scheduled.error}>
            {(error) => (
              <p role="alert" class="text-danger text-sm">
                {t("scheduled.failed")} <bdi>{error()}</bdi>
              </p>
            )}
          </Show>
        </div>
        <form
          class="flex items-start gap-2"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            saveTime();
          }}
        >
          <TextField
            label={t("scheduled.at")}
            labelHidden
            class="w-24"
            inputmode="numeric"
            value={at()}
            error={problem()}
            onInput={(event) => setAt(event.currentTarget.value)}
          />
          <Button type="submit" disabled={busy()}>
            {t("scheduled.setTime")}
          </Button>
        </form>
        <Button
          look="primary"
          busy={busy()}
          onClick={() =>
            void doing(
              () => call(runScheduled, { params: params() }),
              ({ runs }) => t(runs[0]?.jobId ? "scheduled.begun" : "scheduled.ran"),
            )
          }
        >
          {t("scheduled.runNow")}
        </Button>
      </div>
      <h4 class="mt-4 mb-1 font-medium text-ink-3 text-sm">{t("scheduled.runs")}</h4>
      <Show when={props.scheduled.runs.length > 0} fallback={<p class="text-ink-2 text-sm">{t("scheduled.noRuns")}</p>}>
        <ul class="divide-y text-sm">
          <For each={props.scheduled.runs.slice(0, SHOWN)}>{(run) => <RunLine run={run} name={name()} />}</For>
        </ul>
      </Show>
    </li>
  );
}
