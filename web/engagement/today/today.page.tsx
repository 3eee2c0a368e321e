import { A } from "@solidjs/router";
import Cake from "lucide-solid/icons/cake";
import Plus from "lucide-solid/icons/plus";
import Sun from "lucide-solid/icons/sun";
import { For, Match, Show, Switch } from "solid-js";
import type { Today } from "#core/engagement/today/index.ts";
import { ActivityLine, dayWord, planNew, weekdayWord } from "#web/engagement/activities/index.ts";
import { t } from "#web/platform/i18n.ts";
import { showDate, showList, showNumber } from "#web/platform/show.ts";
import { Button, type Icon } from "#web/ui/button.tsx";
import { PageHeader } from "#web/ui/page-header.tsx";
import { EmptyState, ErrorState, Skeleton } from "#web/ui/states.tsx";
import { useTitle } from "#web/ui/title.ts";
import { occasionWord } from "#web/workspace/notices/index.ts";
import { useCan, useMe, useUserName, useUsers } from "#web/workspace/users/index.ts";
import { Box } from "./box.tsx";
import { Needs } from "./needs.tsx";
import { News } from "./news.tsx";
import { useTeamDay, useToday } from "./queries.ts";

/** Where the day begins: one's work in order, whose day it is, who waits for a word, and how the others are doing. */
export default function TodayPage() {
  const can = useCan();
  const me = useMe();
  const users = useUsers();
  const today = useToday();
  const team = useTeamDay(() => (users.data?.length ?? 0) > 1);
  const others = () => team.data?.items.filter(({ userId }) => userId !== me.data?.actor.id) ?? [];
  useTitle(() => t("today.title"));
  const isFree = () => today.data && today.data.overdue.length + today.data.due.length + today.data.done.length === 0;

  return (
    <>
      <PageHeader title={t("today.title")}>
        <Show when={today.data}>
          {(day) => (
            <span class="text-ink-2">
              {weekdayWord(day().on)} {showDate(day().on)}
            </span>
          )}
        </Show>
        <Show when={can("activities.write")}>
          <Button look="primary" icon={Plus as Icon} class="ms-auto" onClick={() => planNew()}>
            {t("work.plan")}
          </Button>
        </Show>
      </PageHeader>
      <Switch>
        <Match when={today.isPending}>
          <Skeleton lines={9} class="p-8" />
        </Match>
        <Match when={today.isError && !today.data}>
          <ErrorState error={today.error} onRetry={() => void today.refetch()} />
        </Match>
        <Match when={today.data}>
          {(day) => (
            <div class="grid items-start gap-x-8 pb-16 md:px-8 xl:grid-cols-[minmax(0,1fr)_24rem]">
              <div class="min-w-0">
                <Show when={isFree()}>
                  <EmptyState icon={Sun as Icon} title={t("today.free")} text={t("today.freeText")} />
                </Show>
                <Work title={t("work.parts.overdue")} late items={day().overdue} />
                <Work title={t("today.due")} items={day().due} />
                <Show when={day().more}>
                  <p class="px-5 pb-4 md:px-0">
                    <A href="/work" class="text-accent hover:underline">
                      {t("today.more")}
                    </A>
                  </p>
                </Show>
                <Work title={t("today.done")} items={day().done} />
              </div>
              <div class="min-w-0 space-y-6 px-5 md:px-0">
                <News />
                <Show when={can("customers.read")}>
                  <Needs on={day().on} without={customersIn(day())} />
                </Show>
                <Show when={day().occasions.length > 0}>
                  <Box title={t("today.occasions")}>
                    <For each={day().occasions}>
                      {(coming) => (
                        <li class="flex items-center gap-3 px-3.5 py-2">
                          <span class="text-accent">
                            <Cake size={18} />
                          </span>
                          <span class="min-w-0 flex-1">
                            <A
                              href={`/customers/${coming.customerId}`}
                              class="block truncate font-medium hover:underline"
                            >
                              <bdi>{coming.customerName}</bdi>
                            </A>
                            <span class="block truncate text-ink-2 text-sm">
                              {showList(coming.occasions.map(occasionWord))}
                            </span>
                          </span>
                          <span
                            class="shrink-0 text-sm"
                            classList={{
                              "font-medium text-accent": coming.on === day().on,
                              "text-ink-3": coming.on !== day().on,
                            }}
                          >
                            {dayWord(coming.on, day().on)}
                          </span>
                        </li>
                      )}
                    </For>
                  </Box>
                </Show>
                <Show when={others().length > 0}>
                  <Team items={others()} />
                </Show>
              </div>
            </div>
          )}
        </Match>
      </Switch>
    </>
  );
}

/** Whose work stands on the page. */
const customersIn = ({ overdue, due }: Today): ReadonlySet<string> =>
  new Set([...overdue, ...due].flatMap(({ customerId }) => customerId ?? []));

function Work(props: { title: string; items: Parameters<typeof ActivityLine>[0]["activity"][]; late?: boolean }) {
  return (
    <Show when={props.items.length > 0}>
      <section class="pb-5">
        <h2
          class="flex items-baseline gap-2 px-5 pb-1.5 font-semibold md:px-1"
          classList={{ "text-danger": props.late ?? false }}
        >
          {props.title}
          <span class="font-normal text-ink-3 text-sm tabular-nums">{showNumber(props.items.length)}</span>
        </h2>
        <ul class="divide-y border-y bg-surface md:rounded-xl md:border">
          <For each={props.items}>{(activity) => <ActivityLine activity={activity} />}</For>
        </ul>
      </section>
    </Show>
  );
}

function Team(props: { items: readonly { userId: string; overdue: number; due: number; done: number }[] }) {
  const userName = useUserName();
  return (
    <section>
      <h2 class="pb-1.5 font-semibold">{t("today.team")}</h2>
      <table class="w-full overflow-hidden rounded-xl border text-sm">
        <thead class="text-ink-3">
          <tr class="border-b">
            <th class="px-3.5 py-1.5 text-start font-normal">{t("today.person")}</th>
            <th class="px-2 text-end font-normal">{t("work.parts.overdue")}</th>
            <th class="px-2 text-end font-normal">{t("today.planned")}</th>
            <th class="px-3.5 text-end font-normal">{t("today.finished")}</th>
          </tr>
        </thead>
        <tbody class="divide-y">
          <For each={props.items}>
            {(one) => (
              <tr class="hover:bg-hover">
                <td class="max-w-0 truncate px-3.5 py-1.5">
                  <A href={`/work?owner=${one.userId}`} class="hover:underline">
                    <bdi>{userName(one.userId) ?? t("work.gone")}</bdi>
                  </A>
                </td>
                <td class="w-18 px-2 text-end tabular-nums" classList={{ "font-medium text-danger": one.overdue > 0 }}>
                  {showNumber(one.overdue)}
                </td>
                <td class="w-18 px-2 text-end tabular-nums">{showNumber(one.due)}</td>
                <td class="w-18 px-3.5 text-end text-ink-2 tabular-nums">{showNumber(one.done)}</td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </section>
  );
}
