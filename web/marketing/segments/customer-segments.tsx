import { A } from "@solidjs/router";
import { createSignal, For, Match, Show, Switch } from "solid-js";
import { Section } from "#web/people/customers/index.ts";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { Ago } from "#web/ui/ago.tsx";
import { Button } from "#web/ui/button.tsx";
import { Skeleton } from "#web/ui/states.tsx";
import { useCan } from "#web/workspace/users/index.ts";
import { useCustomerSegments } from "./queries.ts";
import { useRuleWords } from "./words.ts";

/** The segments a customer is in, why each, and what came before. */
export default function CustomerSegments(props: { customerId: `cus_${string}` }) {
  const can = useCan();
  return (
    <Show when={can("segments.read")}>
      <Loaded customerId={props.customerId} />
    </Show>
  );
}

function Loaded(props: { customerId: `cus_${string}` }) {
  const words = useRuleWords();
  const known = useCustomerSegments(() => props.customerId);
  const [shows, setShows] = createSignal(false);
  const items = () => known.data?.items ?? [];
  const history = () => known.data?.history ?? [];
  const why = (one: ReturnType<typeof items>[number]) => {
    if (one.how === "hand") return t("segments.byHand");
    return one.isBroken ? t("segments.broken") : t("segments.because", words.because(one.because));
  };
  return (
    <Section
      title={t("segments.title")}
      action={
        <Show when={history().length > 0}>
          <Button size="small" look="quiet" aria-expanded={shows()} onClick={() => setShows(!shows())}>
            {t(shows() ? "segments.hideHistory" : "segments.history")}
          </Button>
        </Show>
      }
    >
      <Switch>
        <Match when={known.isPending}>
          <Skeleton lines={2} />
        </Match>
        <Match when={known.isError && !known.data}>
          <p role="alert" class="px-2 text-ink-3 text-sm">
            {messageOf(known.error)}
          </p>
        </Match>
        <Match when={items().length === 0}>
          <p class="px-2 text-ink-3 text-sm">{t("segments.inNone")}</p>
        </Match>
        <Match when={true}>
          <ul class="space-y-1">
            <For each={items()}>
              {(one) => (
                <li class="rounded-lg px-2 py-1.5 hover:bg-hover">
                  <div class="flex items-baseline justify-between gap-3">
                    <A href={`/segments/${one.id}`} class="min-w-0 truncate font-medium hover:underline">
                      {one.name}
                    </A>
                    <Ago at={one.since} class="shrink-0 text-ink-3 text-xs" />
                  </div>
                  <p class="break-words text-ink-2 text-sm">{why(one)}</p>
                </li>
              )}
            </For>
          </ul>
        </Match>
      </Switch>
      <Show when={shows()}>
        <ul class="mt-2 space-y-1 border-t px-2 pt-2 text-sm" aria-label={t("segments.history")}>
          <For each={history()}>
            {({ at, direction, segmentName }) => (
              <li class="flex items-baseline justify-between gap-3">
                <span class="min-w-0 break-words">
                  {t(direction === "in" ? "segments.enteredOne" : "segments.leftOne", segmentName)}
                </span>
                <Ago at={at} class="shrink-0 text-ink-3 text-xs" />
              </li>
            )}
          </For>
        </ul>
      </Show>
    </Section>
  );
}
