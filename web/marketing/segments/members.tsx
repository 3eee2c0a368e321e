import { A } from "@solidjs/router";
import PanelRight from "lucide-solid/icons/panel-right-open";
import Users from "lucide-solid/icons/users";
import { type Component, For, Match, Show, Suspense, Switch } from "solid-js";
import { Dynamic } from "solid-js/web";
import { type PeekProps, StageMark } from "#web/people/customers/index.ts";
import { t } from "#web/platform/i18n.ts";
import { useKeys } from "#web/platform/keys.ts";
import { showNumber } from "#web/platform/show.ts";
import { Ago } from "#web/ui/ago.tsx";
import { Button, ButtonLink, type Icon, IconButton } from "#web/ui/button.tsx";
import { MoreButton } from "#web/ui/more-button.tsx";
import { EmptyState, ErrorState, Skeleton } from "#web/ui/states.tsx";
import { putInto } from "./put.ts";
import { type Segment, useMembers } from "./queries.ts";

type MembersProps = {
  segment: Segment;
  watched: number;
  mayWrite: boolean;
  Peek: Component<PeekProps>;
  /** The one who is shown beside the page, which makes room for them. */
  peeked: string | null;
  onPeek: (id: string | null) => void;
};

export function Members(props: MembersProps) {
  const members = useMembers(
    () => props.segment.id,
    () => props.watched,
  );
  const all = () => members.data?.pages.flatMap(({ items }) => items) ?? [];
  const place = () => all().findIndex(({ card }) => card.id === props.peeked);
  const step = (by: 1 | -1) => {
    const next = all()[place() + by];
    if (next) props.onPeek(next.card.id);
    if (members.hasNextPage && !members.isFetchingNextPage && place() >= all().length - 5) void members.fetchNextPage();
  };
  const close = () => {
    const id = props.peeked;
    props.onPeek(null);
    document.querySelector<HTMLElement>(`[data-member="${id}"] a`)?.focus({ preventScroll: true });
  };
  useKeys({ Escape: () => props.peeked !== null && close() });
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
              <li
                data-member={card.id}
                class="relative flex flex-wrap items-center gap-x-4 gap-y-1 px-2 py-2.5 hover:bg-hover"
                classList={{ "bg-hover": props.peeked === card.id }}
              >
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
                <IconButton
                  icon={PanelRight as Icon}
                  label={t("peek.open", card.name)}
                  aria-expanded={props.peeked === card.id}
                  class="relative z-1 -my-1 rtl:[&_svg]:-scale-x-100"
                  onClick={() => props.onPeek(props.peeked === card.id ? null : card.id)}
                />
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
        <MoreButton of={members}>{t("segments.more")}</MoreButton>
        <Show when={all()[place()]}>
          {(card) => (
            <Suspense>
              <Dynamic
                component={props.Peek}
                id={card().card.id}
                place={place() + 1}
                of={`${showNumber(all().length)}${members.hasNextPage ? "+" : ""}`}
                isFirst={place() === 0}
                isLast={place() === all().length - 1 && !members.hasNextPage}
                onStep={step}
                onClose={close}
              />
            </Suspense>
          )}
        </Show>
      </Match>
    </Switch>
  );
}
