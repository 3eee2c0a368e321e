import { A } from "@solidjs/router";
import ListChecks from "lucide-solid/icons/list-checks";
import { createEffect, For, Match, Show, Switch } from "solid-js";
import { t } from "#web/platform/i18n.ts";
import { useKeys } from "#web/platform/keys.ts";
import type { Icon } from "#web/ui/button.tsx";
import { MoreButton } from "#web/ui/more-button.tsx";
import { PageHeader } from "#web/ui/page-header.tsx";
import { EmptyState, ErrorState, Skeleton } from "#web/ui/states.tsx";
import { useTitle } from "#web/ui/title.ts";
import { type Job, useJobs } from "#web/workspace/jobs/index.ts";
import { useUserName } from "#web/workspace/users/index.ts";
import { JobActions } from "./job-actions.tsx";
import { JobFacts } from "./job-facts.tsx";
import { jobTitle } from "./job-words.ts";

/** Other people's jobs are left out of a page, so some pages have little. */
const ENOUGH = 15;

/** Long work, newest first: how far it is, what came of it, and what can be asked of it. */
export default function JobsPage() {
  const jobs = useJobs();
  useTitle(() => t("jobs.title"));
  const all = () => jobs.data?.pages.flatMap(({ items }) => items) ?? [];
  createEffect(() => {
    const wants = jobs.hasNextPage && !jobs.isFetching && !jobs.isFetchNextPageError;
    if (wants && all().length < ENOUGH) void jobs.fetchNextPage();
  });
  const step = (by: 1 | -1) => {
    const links = [...document.querySelectorAll<HTMLElement>("[data-job]")];
    const at = links.indexOf(document.activeElement as HTMLElement);
    links[at < 0 ? 0 : Math.min(links.length - 1, Math.max(0, at + by))]?.focus();
  };
  useKeys({ j: () => step(1), k: () => step(-1), ArrowDown: () => step(1), ArrowUp: () => step(-1) });

  return (
    <>
      <PageHeader title={t("jobs.title")}>
        <A href="/recent" class="rounded-md text-accent hover:underline">
          {t("recent.title")}
        </A>
      </PageHeader>
      <p class="max-w-2xl px-5 pb-3 text-ink-2 md:px-8">{t("jobs.text")}</p>
      <Switch>
        <Match when={jobs.isPending}>
          <Skeleton lines={8} class="p-8" />
        </Match>
        <Match when={jobs.isError && all().length === 0}>
          <ErrorState error={jobs.error} onRetry={() => void jobs.refetch()} />
        </Match>
        <Match when={all().length === 0 && !jobs.hasNextPage}>
          <EmptyState icon={ListChecks as Icon} title={t("jobs.none")} text={t("jobs.noneText")} />
        </Match>
        <Match when={true}>
          <ul class="divide-y border-y px-2 md:px-5" aria-label={t("jobs.title")}>
            <For each={all().map(({ id }) => id)}>
              {(id) => <Show when={all().find((job) => job.id === id)}>{(job) => <Line job={job()} />}</Show>}
            </For>
          </ul>
          <MoreButton of={jobs}>{t("jobs.more")}</MoreButton>
        </Match>
      </Switch>
    </>
  );
}

function Line(props: { job: Job }) {
  const userName = useUserName();
  const title = () => jobTitle(props.job, userName);
  return (
    <li class="relative flex flex-wrap items-center gap-x-4 gap-y-2 px-3 py-3 focus-within:bg-hover hover:bg-hover">
      <div class="min-w-0 flex-[1_1_18rem]">
        <A
          href={`/jobs/${props.job.id}`}
          data-job
          class="break-words font-medium after:absolute after:inset-0 after:rounded-lg"
        >
          {title()}
        </A>
        <JobFacts job={props.job} title={title()} />
      </div>
      <JobActions job={props.job} title={title()} />
    </li>
  );
}
