import { A } from "@solidjs/router";
import { For, Match, Show, Switch } from "solid-js";
import { customerName, fieldWord } from "#web/people/customers/index.ts";
import { findWord, t } from "#web/platform/i18n.ts";
import { showList } from "#web/platform/show.ts";
import { Ago } from "#web/ui/ago.tsx";
import { MoreButton } from "#web/ui/more-button.tsx";
import { ErrorState, Skeleton } from "#web/ui/states.tsx";
import { type Job, type JobLogEntry, useJobLog } from "#web/workspace/jobs/index.ts";

/** What a job could not do as asked, customer by customer. `tells`: an empty log means that nothing was left out. */
export function JobLog(props: { id: Job["id"]; live: boolean; tells: boolean }) {
  const log = useJobLog(() => ({ id: props.id, live: props.live }));
  const entries = () => log.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Show when={props.tells || entries().length > 0}>
      <section aria-label={t("jobs.log")} class="mt-8">
        <h2 class="mb-2 font-semibold">{t("jobs.log")}</h2>
        <Switch>
          <Match when={log.isPending}>
            <Skeleton lines={3} />
          </Match>
          <Match when={log.isError && entries().length === 0}>
            <ErrorState error={log.error} onRetry={() => void log.refetch()} />
          </Match>
          <Match when={entries().length === 0}>
            <p class="border-y py-3 text-ink-2">{t(props.live ? "jobs.logEmptyYet" : "jobs.logEmpty")}</p>
          </Match>
          <Match when={true}>
            <ul class="divide-y border-y">
              <For each={entries()}>{(entry) => <Entry entry={entry} />}</For>
            </ul>
            <MoreButton of={log}>{t("jobs.moreLog")}</MoreButton>
          </Match>
        </Switch>
      </section>
    </Show>
  );
}

type Details = { id?: string; a?: string; b?: string; label?: string; reason?: string | null; fields?: string[] };

function sentenceOf({ code, details }: JobLogEntry): string {
  const { reason, fields } = details as Details;
  if (!/^(customer|interaction|merge)\.left$/.test(code)) return findWord(`jobs.entries.${code}`) ?? code;
  if (reason === "changed_since") {
    return t("jobs.changedSince", showList((fields ?? []).map((name) => fieldWord(name, "person"))));
  }
  return findWord(`errors.codes.${reason}`) ?? t("jobs.leftAsItWas");
}

function Entry(props: { entry: JobLogEntry }) {
  const ids = () => {
    const { id, a, b } = props.entry.details as Details;
    return [id, a, b].filter((one) => one?.startsWith("cus_")) as string[];
  };
  const label = () => (ids().length === 0 ? ((props.entry.details as Details).label ?? null) : null);
  return (
    <li class="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 py-2">
      <For each={ids()}>
        {(id) => (
          <A href={`/customers/${id}`} class="rounded font-medium hover:text-accent hover:underline">
            <bdi>{customerName(id)}</bdi>
          </A>
        )}
      </For>
      <Show when={label()}>{(label) => <bdi class="font-medium">{label()}</bdi>}</Show>
      <span class="min-w-0 flex-1 break-words text-ink-2">{sentenceOf(props.entry)}</span>
      <Ago at={props.entry.at} class="text-ink-3 text-sm" />
    </li>
  );
}
