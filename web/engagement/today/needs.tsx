import { A } from "@solidjs/router";
import CalendarPlus from "lucide-solid/icons/calendar-plus";
import PenLine from "lucide-solid/icons/pen-line";
import { createSignal, For, Show, Suspense } from "solid-js";
import { planNew } from "#web/engagement/activities/index.ts";
import { LogDialog } from "#web/engagement/interactions/index.ts";
import { t } from "#web/platform/i18n.ts";
import { Ago } from "#web/ui/ago.tsx";
import { Avatar } from "#web/ui/avatar.tsx";
import { type Icon, IconButton } from "#web/ui/button.tsx";
import { useCan, useMe } from "#web/workspace/users/index.ts";
import { Box } from "./box.tsx";
import { needsHref, useNeeds } from "./queries.ts";

const MOST_SHOWN = 8;

type Props = {
  on: string;
  /** Customers whose work stands on the page already. */
  without: ReadonlySet<string>;
};

/** One's customers who need them and why, each with what can be done at once. */
export function Needs(props: Props) {
  const can = useCan();
  const me = useMe();
  const mine = () => (me.data?.actor.kind === "user" ? me.data.actor.id : null);
  const needs = useNeeds(() => ({ ownerId: mine(), on: props.on }));
  const waiting = () => needs.data?.filter(({ card }) => !props.without.has(card.id)) ?? [];
  const shown = () => waiting().slice(0, MOST_SHOWN);
  const [logging, setLogging] = createSignal<ReturnType<typeof shown>[number]["card"] | null>(null);
  return (
    <Show when={needs.isError || shown().length > 0}>
      <Box
        title={t("today.needs")}
        failed={needs.isError && !needs.data}
        onRetry={() => void needs.refetch()}
        more={
          <Show when={waiting().length > MOST_SHOWN}>
            <A href={needsHref(mine() ?? "", props.on)} class="rounded text-accent hover:underline">
              {t("today.needsAll")}
            </A>
          </Show>
        }
      >
        <For each={shown()}>
          {({ card, need, since }) => (
            <li class="flex items-center gap-3 px-3.5 py-2">
              <Avatar name={card.name} square={card.kind === "organisation"} />
              <span class="min-w-0 flex-1">
                <A href={`/customers/${card.id}`} class="block truncate rounded font-medium hover:underline">
                  <bdi>{card.name}</bdi>
                </A>
                <span class="block text-ink-2 text-sm" classList={{ "text-danger": need === "overdue" }}>
                  {t(`today.because.${need}`)}
                  <Show when={since}>
                    {(at) => (
                      <>
                        {" · "}
                        <Ago at={at()} class="whitespace-nowrap text-ink-3" />
                      </>
                    )}
                  </Show>
                </span>
              </span>
              <span class="flex shrink-0">
                <Show when={can("interactions.write")}>
                  <IconButton
                    icon={PenLine as Icon}
                    label={t("today.logWith", card.name)}
                    onClick={() => setLogging(card)}
                  />
                </Show>
                <Show when={can("activities.write")}>
                  <IconButton
                    icon={CalendarPlus as Icon}
                    label={t("today.planWith", card.name)}
                    onClick={() => planNew({ customerId: card.id, kind: "call" })}
                  />
                </Show>
              </span>
            </li>
          )}
        </For>
      </Box>
      <Show when={logging()} keyed>
        {(card) => (
          <Suspense>
            <LogDialog customerId={card.id} name={card.name} onClose={() => setLogging(null)} />
          </Suspense>
        )}
      </Show>
    </Show>
  );
}
