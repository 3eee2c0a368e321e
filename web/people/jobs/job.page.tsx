import { A, useParams } from "@solidjs/router";
import ChevronRight from "lucide-solid/icons/chevron-right";
import Download from "lucide-solid/icons/download";
import { createEffect, Match, on, Show, Switch } from "solid-js";
import { getExportFile } from "#core/workspace/exports/index.ts";
import { ApiError, addressOf } from "#web/platform/api.ts";
import { t } from "#web/platform/i18n.ts";
import { queryClient } from "#web/platform/query-client.ts";
import { ButtonLink } from "#web/ui/button.tsx";
import { ErrorState, Skeleton } from "#web/ui/states.tsx";
import { useTitle } from "#web/ui/title.ts";
import { isOpen, type Job, useJob } from "#web/workspace/jobs/index.ts";
import { useUserName } from "#web/workspace/users/index.ts";
import { JobActions } from "./job-actions.tsx";
import { JobFacts } from "./job-facts.tsx";
import { JobLog } from "./job-log.tsx";
import { jobTitle } from "./job-words.ts";

/** One job and what it says of its parts, live while it is under way. */
export default function JobPage() {
  const params = useParams<{ id: Job["id"] }>();
  const job = useJob(() => params.id);
  const userName = useUserName();
  const title = () => (job.data ? jobTitle(job.data, userName) : t("jobs.title"));
  useTitle(title);
  createEffect(
    on(
      () => job.data && { id: job.data.id, open: isOpen(job.data) },
      (now, before) => {
        if (!now || now.open || before?.id !== now.id || !before.open) return;
        for (const key of ["customers", "timeline", "recent"]) void queryClient.invalidateQueries({ queryKey: [key] });
        void queryClient.invalidateQueries({ queryKey: ["jobs", "log", now.id] });
      },
    ),
  );
  const isMissing = () => job.error instanceof ApiError && [400, 404].includes(job.error.status);
  return (
    <Switch>
      <Match when={job.isError && !job.data}>
        <ErrorState
          page
          error={job.error}
          {...(isMissing() ? { title: t("jobs.notFound") } : { onRetry: () => void job.refetch() })}
        >
          <Show when={isMissing()}>
            <ButtonLink href="/jobs" look="primary">
              {t("jobs.title")}
            </ButtonLink>
          </Show>
        </ErrorState>
      </Match>
      <Match when={job.isPending}>
        <Skeleton lines={6} class="p-8" />
      </Match>
      <Match when={job.data}>
        {(shown) => (
          <div class="max-w-4xl px-5 py-5 md:px-8">
            <nav class="mb-3 flex items-center gap-1 text-ink-3 text-sm" aria-label={t("common.breadcrumb")}>
              <A href="/jobs" class="rounded-md hover:text-ink hover:underline">
                {t("jobs.title")}
              </A>
              <ChevronRight size={14} class="rtl:-scale-x-100" />
              <span class="truncate">{t("jobs.one")}</span>
            </nav>
            <h1 class="mb-1 break-words font-semibold text-xl">{title()}</h1>
            <div class="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
              <div class="min-w-0 flex-[1_1_18rem]">
                <JobFacts job={shown()} title={title()} />
              </div>
              <JobActions job={shown()} title={title()} />
            </div>
            <Show when={importOf(shown())}>
              {(id) => (
                <A href={`/imports/${id()}`} class="mt-3 inline-block rounded text-accent hover:underline">
                  {t("jobs.toImport")}
                </A>
              )}
            </Show>
            <Show when={shown().state === "done" && exportOf(shown())}>
              {(id) => (
                <div class="mt-3">
                  <ButtonLink href={addressOf(getExportFile, { params: { id: id() } })} icon={Download} download>
                    {t("exports.download")}
                  </ButtonLink>
                </div>
              )}
            </Show>
            <JobLog id={shown().id} live={isOpen(shown())} tells={!/^(import|export)/.test(shown().kind)} />
          </div>
        )}
      </Match>
    </Switch>
  );
}

function importOf({ about }: Job): string | null {
  const { importId } = about as { importId?: string };
  return importId ?? null;
}

function exportOf({ about }: Job): string | null {
  const { exportId } = about as { exportId?: string };
  return exportId ?? null;
}
