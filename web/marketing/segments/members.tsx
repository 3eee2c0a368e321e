import { A } from "@solidjs/router";
import Users from "lucide-solid/icons/users";
import { For, Match, Show, Switch } from "solid-js";
import { StageMark } from "#web/people/customers/index.ts";
import { t } from "#web/platform/i18n.ts";
import { Ago } from "#web/ui/ago.tsx";
import { Button, ButtonLink, type Icon } from "#web/ui/button.tsx";
import { EmptyState, ErrorState, Skeleton } from "#web/ui/states.tsx";
import { More } from "./more.tsx";
import { putInto } from "./put.ts";
import { type Segment, useMembers } from "./queries.ts";

export function Members(props: { segment: Segment; watched: number; mayWrite: boolean }) {
  const members = useMembers(
    () => props.segment.id,
    () => props.watched,
  );
  const all = () => members.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Switch>
      <Match when={members.isPending}>
        <Skeleton lines={6} />
      </Match>
      <Match when={members.isError && all().length === 0}>
        <ErrorState error={members.error} onRetry={() => void members.refetch()} />
      </Match>
      <Match when={all().length === 0 && !members.hasNextPage}>
        <EmptyState
          icon={Users as Icon}
          title={t("segments.noMembers")}
          text={t(props.segment.kind === "static" ? "segments.noMembersStatic" : "segments.noMembersText")}
        >
          <Show when={props.segment.kind === "static"}>
            <ButtonLink href="/customers">{t("segments.toCustomers")}</ButtonLink>
          </Show>
        </EmptyState>
      </Match>
      <Match when={true}>
        <ul class="divide-y border-y" aria-label={t("segments.members")}>
          <For each={all()}>
            {({ card, since }) => (
              <li class="relative flex flex-wrap items-center gap-x-4 gap-y-1 px-2 py-2.5 hover:bg-hover">
                <A
                  href={`/customers/${card.id}`}
                  class="min-w-0 flex-1 truncate font-medium after:absolute after:inset-0"
                >
                  {card.name}
                </A>
                <span class="w-36 max-md:hidden">
                  <StageMark stage={card.lifecycleStage} />
                </span>
                <span class="w-28 truncate text-ink-2 max-md:hidden">{card.city}</span>
                <span class="text-ink-3 text-sm">
                  {t("segments.since")} <Ago at={since} />
                </span>
                <Show when={props.mayWrite && props.segment.kind === "static"}>
                  <Button
                    size="small"
                    look="quiet"
                    class="relative z-1"
                    onClick={() => void putInto(props.segment, { action: "remove", ids: [card.id] })}
                  >
                    {t("segments.takeOut")}
                  </Button>
                </Show>
              </li>
            )}
          </For>
        </ul>
        <More query={members} />
      </Match>
    </Switch>
  );
}
