import CircleCheck from "lucide-solid/icons/circle-check";
import RotateCw from "lucide-solid/icons/rotate-cw";
import { createSignal, For, Match, Switch } from "solid-js";
import { listParked, type Parked, retryParked } from "#core/workspace/operations/index.ts";
import { call } from "#web/platform/api.ts";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { showNumber } from "#web/platform/show.ts";
import { useQuery } from "#web/platform/use-query.ts";
import { Ago } from "#web/ui/ago.tsx";
import { Button } from "#web/ui/button.tsx";
import { EmptyState, ErrorState, Skeleton } from "#web/ui/states.tsx";
import { useTitle } from "#web/ui/title.ts";
import { toastDone, toastFailed } from "#web/ui/toast.tsx";

/** What the machine gave up on and waits for a person. */
export default function SystemPage() {
  const parked = useQuery(() => ({
    queryKey: ["parked"],
    queryFn: ({ signal }) => call(listParked, {}, { signal }).then((answer) => answer.items),
    staleTime: 0,
  }));
  useTitle(() => t("system.title"));

  return (
    <>
      <h2 class="font-semibold text-lg">{t("system.parked")}</h2>
      <p class="mb-4 max-w-xl text-ink-2">{t("system.parkedText")}</p>
      <Switch>
        <Match when={parked.isPending}>
          <Skeleton lines={4} />
        </Match>
        <Match when={parked.isError}>
          <ErrorState error={parked.error} onRetry={() => void parked.refetch()} />
        </Match>
        <Match when={parked.data?.length === 0}>
          <EmptyState icon={CircleCheck} title={t("system.none")} text={t("system.noneText")}>
            <Button onClick={() => void parked.refetch()}>{t("system.lookAgain")}</Button>
          </EmptyState>
        </Match>
        <Match when={parked.data}>
          {(list) => (
            <ul class="divide-y border-y">
              <For each={list()}>{(one) => <ParkedRow parked={one} onRetried={() => void parked.refetch()} />}</For>
            </ul>
          )}
        </Match>
      </Switch>
    </>
  );
}

function ParkedRow(props: { parked: Parked; onRetried: () => void }) {
  const [busy, setBusy] = createSignal(false);
  const retry = async () => {
    setBusy(true);
    try {
      await call(retryParked, { body: { id: props.parked.id } });
      toastDone(t("system.retried"));
      props.onRetried();
    } catch (error) {
      toastFailed(messageOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <li class="flex flex-wrap items-start gap-x-4 gap-y-2 px-2 py-3">
      <div class="min-w-0 flex-1 basis-64">
        <p class="font-medium">
          {t(`system.kinds.${props.parked.kind}`)} · <code class="ltr-text text-sm">{props.parked.name}</code>
        </p>
        <p class="break-words text-ink-2 text-sm">
          <bdi>{props.parked.lastError}</bdi>
        </p>
        <p class="text-ink-3 text-sm">
          <code class="ltr-text break-all">{props.parked.about}</code> ·{" "}
          {t("system.tries", showNumber(props.parked.tries))} · <Ago at={props.parked.parkedAt} />
        </p>
      </div>
      <Button size="small" icon={RotateCw} busy={busy()} onClick={() => void retry()}>
        {t("system.retry")}
      </Button>
    </li>
  );
}
