import { A } from "@solidjs/router";
import LoaderCircle from "lucide-solid/icons/loader-circle";
import { createSignal, onCleanup, onMount, Show } from "solid-js";
import { t } from "#web/platform/i18n.ts";
import { showNumber } from "#web/platform/show.ts";
import { useMe } from "#web/workspace/users/index.ts";
import { isOpen, useNewestJobs } from "./queries.ts";

/** The first page is asked for before it. */
const LOOK_AFTER_MS = 2500;

/** That work of one's own goes on, and how far it is; nothing otherwise. */
export function RunningJobs(props: { onOpen?: () => void }) {
  const me = useMe();
  const [isQuiet, setQuiet] = createSignal(false);
  onMount(() => {
    const timer = setTimeout(() => setQuiet(true), LOOK_AFTER_MS);
    onCleanup(() => clearTimeout(timer));
  });
  const newest = useNewestJobs(isQuiet);
  const running = () => (newest.data ?? []).filter((job) => isOpen(job) && job.by.id === me.data?.actor.id);
  const percent = () => {
    const [{ done, total } = { done: 0, total: null }] = running().map(({ progress }) => progress);
    return running().length === 1 && total ? Math.floor((done / total) * 100) : null;
  };
  return (
    <div role="status">
      <Show when={running().length > 0}>
        <A
          href="/jobs"
          class="appear flex h-9 items-center gap-2.5 rounded-lg px-2.5 text-accent transition-colors hover:bg-hover"
          onClick={() => props.onOpen?.()}
        >
          <LoaderCircle size={17} class="shrink-0 animate-spin" />
          <span class="min-w-0 flex-1 truncate">
            {t("jobs.running", showNumber(running().length), running().length)}
          </span>
          <Show when={percent()}>
            {(part) => <span class="text-sm tabular-nums">{t("jobs.percent", showNumber(part()))}</span>}
          </Show>
        </A>
      </Show>
    </div>
  );
}
