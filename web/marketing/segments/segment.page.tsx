import { A, useParams } from "@solidjs/router";
import Archive from "lucide-solid/icons/archive";
import ArchiveRestore from "lucide-solid/icons/archive-restore";
import Pencil from "lucide-solid/icons/pencil";
import Users from "lucide-solid/icons/users";
import { createMemo, createSignal, For, lazy, Match, Show, Suspense, Switch } from "solid-js";
import { addDays } from "#core/platform/rules/days.ts";
import { StageMark } from "#web/people/customers/index.ts";
import { ApiError } from "#web/platform/api.ts";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { showNumber } from "#web/platform/show.ts";
import { Ago } from "#web/ui/ago.tsx";
import { Button, ButtonLink, type Icon, IconButton } from "#web/ui/button.tsx";
import { PageHeader } from "#web/ui/page-header.tsx";
import { Segmented } from "#web/ui/segmented.tsx";
import { EmptyState, ErrorState, Skeleton } from "#web/ui/states.tsx";
import { useTitle } from "#web/ui/title.ts";
import { toastDone, toastFailed } from "#web/ui/toast.tsx";
import { useFields } from "#web/workspace/fields/index.ts";
import { useCan } from "#web/workspace/users/index.ts";
import { KindMark } from "./kind-mark.tsx";
import { putInto } from "./put.ts";
import {
  bringBack,
  putAway,
  type Segment,
  type SegmentId,
  useFlow,
  useMembers,
  useMovements,
  useSegment,
} from "./queries.ts";
import { SegmentDialog } from "./segment-form.tsx";
import { Month } from "./segments.page.tsx";
import { useRuleWords } from "./words.ts";

const FlowChart = lazy(() => import("./flow-chart.tsx"));

export default function SegmentPage() {
  const params = useParams<{ id: SegmentId }>();
  const segment = useSegment(() => params.id);
  useTitle(() => segment.data?.name ?? t("segments.title"));
  useFields();
  const isMissing = () => segment.error instanceof ApiError && [400, 404].includes(segment.error.status);
  return (
    <Switch>
      <Match when={segment.isError && !segment.data}>
        <ErrorState
          page
          error={segment.error}
          {...(isMissing() ? { title: t("segments.notFound") } : { onRetry: () => void segment.refetch() })}
        >
          <ButtonLink href="/segments">{t("segments.backToList")}</ButtonLink>
        </ErrorState>
      </Match>
      <Match when={!segment.data}>
        <Skeleton lines={9} class="p-8" />
      </Match>
      <Match when={segment.data}>{(shown) => <Loaded segment={shown()} />}</Match>
    </Switch>
  );
}

function Loaded(props: { segment: Segment }) {
  const can = useCan();
  const words = useRuleWords();
  const segment = () => props.segment;
  const [editing, setEditing] = createSignal(false);
  const [part, setPart] = createSignal<"members" | "history">("members");
  const isArchived = () => segment().archivedAt !== undefined;
  const mayWrite = () => can("segments.write");
  // What is shown below is read again when somebody came or went.
  const watched = createMemo(() => segment().size * 1_000_003 + segment().entered30 * 1009 + segment().left30);
  const away = async () => {
    try {
      await putAway(segment().id);
      toastDone(t("segments.wasArchived", segment().name), () => void back());
    } catch (error) {
      toastFailed(messageOf(error));
    }
  };
  const back = () => bringBack(segment().id).catch((error) => toastFailed(messageOf(error)));

  return (
    <>
      <PageHeader title={segment().name}>
        <KindMark kind={segment().kind} />
        <Show when={mayWrite()}>
          <div class="flex gap-2 md:ms-auto">
            <Show
              when={!isArchived()}
              fallback={
                <Button icon={ArchiveRestore} onClick={() => void back()}>
                  {t("segments.restore")}
                </Button>
              }
            >
              <Button icon={Pencil} onClick={() => setEditing(true)}>
                {t("segments.editShort")}
              </Button>
              <IconButton icon={Archive as Icon} label={t("segments.archive")} onClick={() => void away()} />
            </Show>
          </div>
        </Show>
      </PageHeader>
      <div class="space-y-5 px-5 pb-8 md:px-8">
        <Show when={segment().description}>
          {(text) => <p class="max-w-3xl whitespace-pre-line text-ink-2">{text()}</p>}
        </Show>
        <Show when={isArchived()}>
          <p role="status" class="rounded-xl bg-sunk px-4 py-3">
            {t("segments.archivedNotice")}
          </p>
        </Show>
        <Show when={segment().broken.length > 0}>
          <div role="alert" class="rounded-xl bg-warn-soft px-4 py-3">
            <p class="font-semibold">{t("segments.broken")}</p>
            <p>{t("segments.brokenText")}</p>
          </div>
        </Show>
        <Show when={segment().rule}>
          {(rule) => (
            <p class="max-w-3xl break-words">
              <span class="text-ink-3">{t("segments.who")} </span>
              {t("filters.reading", words.rule(rule()))}
            </p>
          )}
        </Show>
        <dl class="flex flex-wrap gap-x-10 gap-y-3">
          <div>
            <dt class="text-ink-3 text-sm">{t("segments.size")}</dt>
            <dd class="font-semibold text-2xl tabular-nums">{showNumber(segment().size)}</dd>
          </div>
          <div>
            <dt class="text-ink-3 text-sm">{t("segments.month")}</dt>
            <dd class="text-lg tabular-nums">
              <Month segment={segment()} />
            </dd>
          </div>
          <Show when={segment().computing !== null}>
            <div role="status">
              <dt class="text-ink-3 text-sm">{t("segments.computingTitle")}</dt>
              <dd class="text-lg tabular-nums">{t("segments.computing", showNumber(segment().computing ?? 0))}</dd>
            </div>
          </Show>
        </dl>
        <Flow id={segment().id} watched={watched()} />
        <Segmented
          label={t("segments.parts")}
          value={part()}
          onChange={setPart}
          choices={[
            { value: "members", label: t("segments.members") },
            { value: "history", label: t("segments.history") },
          ]}
        />
        <Show when={part() === "members"} fallback={<History id={segment().id} watched={watched()} />}>
          <Members segment={segment()} watched={watched()} mayWrite={mayWrite() && !isArchived()} />
        </Show>
      </div>
      <Show when={editing()}>
        <SegmentDialog segment={segment()} onClose={() => setEditing(false)} />
      </Show>
    </>
  );
}

const SPANS = [30, 90, 365] as const;

function Flow(props: { id: SegmentId; watched: number }) {
  const [days, setDays] = createSignal<(typeof SPANS)[number]>(30);
  const flow = useFlow(
    () => props.id,
    days,
    () => props.watched,
  );
  const filled = createMemo(() => everyDay(flow.data?.items ?? [], days()));
  return (
    <section aria-label={t("segments.flow")} class="rounded-xl border p-4">
      <div class="mb-2 flex flex-wrap items-center gap-3">
        <h2 class="font-semibold">{t("segments.flow")}</h2>
        <Segmented
          label={t("segments.span")}
          class="ms-auto"
          compact
          value={String(days())}
          onChange={(value) => setDays(Number(value) as (typeof SPANS)[number])}
          choices={SPANS.map((span) => ({ value: String(span), label: t("segments.days", showNumber(span)) }))}
        />
      </div>
      <Switch>
        <Match when={flow.isError}>
          <ErrorState error={flow.error} onRetry={() => void flow.refetch()} />
        </Match>
        <Match when={!flow.data}>
          <Skeleton lines={6} class="h-64" />
        </Match>
        <Match when={(flow.data?.items.length ?? 0) === 0}>
          <p class="grid h-40 place-items-center text-ink-3">{t("segments.noFlow")}</p>
        </Match>
        <Match when={true}>
          <p class="mb-1 flex flex-wrap gap-x-5 text-ink-2 text-sm">
            <Key class="bg-accent" label={t("segments.entered")} />
            <Key class="bg-line-strong" label={t("segments.left")} />
            <Key class="h-0.5 bg-ink-2" label={t("segments.size")} />
          </p>
          <Suspense fallback={<Skeleton lines={6} class="h-64" />}>
            <FlowChart days={filled()} />
          </Suspense>
          <p class="sr-only">
            {t("segments.flowRead", sum(flow.data?.items, "entered"), sum(flow.data?.items, "left"))}
          </p>
        </Match>
      </Switch>
    </section>
  );
}

function Key(props: { class: string; label: string }) {
  return (
    <span class="inline-flex items-center gap-1.5">
      <span aria-hidden="true" class={`w-3 rounded-sm ${props.class.includes("h-") ? "" : "h-3"} ${props.class}`} />
      {props.label}
    </span>
  );
}

type Day = { day: string; entered: number; left: number; size: number };
const sum = (days: readonly Day[] | undefined, part: "entered" | "left") =>
  showNumber((days ?? []).reduce((all, one) => all + one[part], 0));

/** Days on which nothing happened, between those on which something did. */
function everyDay(known: readonly Day[], span: number): Day[] {
  const last = known.at(-1);
  if (!last) return [];
  const today = new Date().toISOString().slice(0, 10);
  const end = last.day > today ? last.day : today;
  const days: Day[] = [];
  let [at, size] = [0, (known[0]?.size ?? 0) - (known[0]?.entered ?? 0) + (known[0]?.left ?? 0)];
  for (let day = addDays(end, 1 - span); day <= end; day = addDays(day, 1)) {
    const found = known[at]?.day === day ? known[at++] : undefined;
    size = found?.size ?? size;
    days.push(found ?? { day, entered: 0, left: 0, size });
  }
  return days;
}

function Members(props: { segment: Segment; watched: number; mayWrite: boolean }) {
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

function History(props: { id: SegmentId; watched: number }) {
  const words = useRuleWords();
  const history = useMovements(
    () => props.id,
    () => props.watched,
  );
  const all = () => history.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Switch>
      <Match when={history.isPending}>
        <Skeleton lines={6} />
      </Match>
      <Match when={history.isError && all().length === 0}>
        <ErrorState error={history.error} onRetry={() => void history.refetch()} />
      </Match>
      <Match when={all().length === 0 && !history.hasNextPage}>
        <p class="py-8 text-center text-ink-3">{t("segments.noHistory")}</p>
      </Match>
      <Match when={true}>
        <ul class="divide-y border-y" aria-label={t("segments.history")}>
          <For each={all()}>
            {({ at, name, customerId, direction, because }) => (
              <li class="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 px-2 py-2.5">
                <span class={`w-14 shrink-0 text-sm ${direction === "in" ? "text-accent" : "text-ink-3"}`}>
                  {t(direction === "in" ? "segments.cameIn" : "segments.wentOut")}
                </span>
                <Show when={name} fallback={<span class="text-ink-3">{t("segments.somebody")}</span>}>
                  <A href={`/customers/${customerId}`} class="font-medium hover:underline">
                    {name}
                  </A>
                </Show>
                <span class="min-w-0 flex-1 basis-48 break-words text-ink-2 text-sm">
                  {direction === "in" ? words.because(because) : words.missing(because)}
                </span>
                <Ago at={at} class="text-ink-3 text-sm" />
              </li>
            )}
          </For>
        </ul>
        <More query={history} />
      </Match>
    </Switch>
  );
}

function More(props: {
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> };
}) {
  return (
    <Show when={props.query.hasNextPage}>
      <div class="flex justify-center p-4">
        <Button busy={props.query.isFetchingNextPage} onClick={() => void props.query.fetchNextPage()}>
          {t("segments.more")}
        </Button>
      </div>
    </Show>
  );
}
