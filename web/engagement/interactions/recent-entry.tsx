import { A } from "@solidjs/router";
import FileUp from "lucide-solid/icons/file-up";
import ListChecks from "lucide-solid/icons/list-checks";
import Undo2 from "lucide-solid/icons/undo-2";
import { type JSX, Show } from "solid-js";
import { isolated } from "#web/people/customers/index.ts";
import { JobActions, jobTitle } from "#web/people/jobs/index.ts";
import { t } from "#web/platform/i18n.ts";
import { showNumber } from "#web/platform/show.ts";
import { Ago } from "#web/ui/ago.tsx";
import { Avatar } from "#web/ui/avatar.tsx";
import { Button, type Icon } from "#web/ui/button.tsx";
import { type Job, useJob } from "#web/workspace/jobs/index.ts";
import { useUserName } from "#web/workspace/users/index.ts";
import { ChangeEntry } from "./change-entry.tsx";
import type { RecentChange, RecentJob } from "./recent-queries.ts";

function Line(props: { sign: JSX.Element; at: string; action?: JSX.Element; children: JSX.Element }) {
  return (
    <li class="flex flex-wrap items-start gap-x-3 gap-y-2 px-3 py-3">
      <div class="shrink-0">{props.sign}</div>
      <div class="min-w-0 flex-[1_1_14rem]">{props.children}</div>
      <div class="flex min-h-8 items-center gap-3 max-sm:ps-10">
        <Ago at={props.at} class="text-ink-3 text-sm" />
        {props.action}
      </div>
    </li>
  );
}

/** One change of a customer, with its way back. */
export function RecentChangeEntry(props: { entry: RecentChange; isGone: boolean; busy: boolean; onUndo: () => void }) {
  const name = () => props.entry.customer?.name ?? t("recent.unknown");
  return (
    <Line
      sign={<Avatar name={props.entry.customer?.name ?? ""} square={props.entry.customer?.kind === "organisation"} />}
      at={props.entry.change.at}
      action={
        <Show when={props.entry.undo}>
          {(way) => (
            <Show when={!props.isGone} fallback={<span class="px-2.5 text-ink-3 text-sm">{t("recent.gone")}</span>}>
              <Button
                size="small"
                icon={Undo2 as Icon}
                busy={props.busy}
                aria-label={t("recent.undoOf", isolated(name()))}
                onClick={() => props.onUndo()}
              >
                {t(way() === "withdraw" ? "recent.withdraw" : "recent.undo")}
              </Button>
            </Show>
          )}
        </Show>
      }
    >
      <Show when={props.entry.customer} fallback={<span class="text-ink-3">{name()}</span>}>
        {(customer) => (
          <A href={`/customers/${customer().id}`} class="rounded font-medium hover:text-accent hover:underline">
            <bdi>{customer().name}</bdi>
          </A>
        )}
      </Show>
      <div class="-mt-1">
        <ChangeEntry change={props.entry.change} kind={props.entry.customer?.kind ?? "person"} />
      </div>
    </Line>
  );
}

/** All that one job or import changed; it leads there. */
export function RecentJobEntry(props: { entry: RecentJob }) {
  const count = () => [showNumber(props.entry.changes), props.entry.changes] as const;
  const who = () => isolated(props.entry.actor.name);
  return (
    <Show
      when={props.entry.id.startsWith("job_")}
      fallback={
        <Line sign={<Sign icon={FileUp as Icon} />} at={props.entry.at}>
          <A
            href={`/imports/${props.entry.id.replace("revert:", "")}`}
            class="rounded font-medium hover:text-accent hover:underline"
          >
            {t(props.entry.id.startsWith("revert:") ? "recent.byRevert" : "recent.byImport", who(), ...count())}
          </A>
        </Line>
      }
    >
      <OfJob entry={props.entry} />
    </Show>
  );
}

function OfJob(props: { entry: RecentJob }) {
  const userName = useUserName();
  const job = useJob(() => props.entry.id as Job["id"]);
  const count = () => [showNumber(props.entry.changes), props.entry.changes] as const;
  const who = () => isolated(props.entry.actor.name);
  return (
    <Line
      sign={<Sign icon={ListChecks as Icon} />}
      at={props.entry.at}
      action={<Show when={job.data}>{(job) => <JobActions job={job()} title={jobTitle(job(), userName)} />}</Show>}
    >
      <Show when={job.data} fallback={<p class="font-medium">{t("recent.byJob", who(), ...count())}</p>}>
        {(job) => (
          <>
            <A href={`/jobs/${job().id}`} class="rounded font-medium hover:text-accent hover:underline">
              {jobTitle(job(), userName)}
            </A>
            <p class="text-ink-2 text-sm">
              <bdi>{props.entry.actor.name}</bdi>
              {" · "}
              {t("recent.ofJob", ...count())}
              <Show when={job().undoneBy}>
                {" · "}
                {t("jobs.wasUndone")}
              </Show>
            </p>
          </>
        )}
      </Show>
    </Line>
  );
}

function Sign(props: { icon: Icon }) {
  return (
    <span class="grid size-7 place-items-center rounded-full bg-accent-soft text-accent">
      <props.icon size={15} />
    </span>
  );
}
