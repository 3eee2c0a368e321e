import { A, useSearchParams } from "@solidjs/router";
import ChartPie from "lucide-solid/icons/chart-pie";
import Plus from "lucide-solid/icons/plus";
import { For, Match, Show, Switch } from "solid-js";
import { parseFilter } from "#web/people/customers/index.ts";
import { t } from "#web/platform/i18n.ts";
import { useKeys } from "#web/platform/keys.ts";
import { showNumber } from "#web/platform/show.ts";
import { Button, type Icon } from "#web/ui/button.tsx";
import { MoreButton } from "#web/ui/more-button.tsx";
import { PageHeader } from "#web/ui/page-header.tsx";
import { EmptyState, ErrorState, Skeleton } from "#web/ui/states.tsx";
import { useTitle } from "#web/ui/title.ts";
import { Toggle } from "#web/ui/toggle.tsx";
import { useCan } from "#web/workspace/users/index.ts";
import { KindMark } from "./kind-mark.tsx";
import { type Segment, useSegments } from "./queries.ts";
import { SegmentDialog } from "./segment-form.tsx";

/** Every segment with its size and what became of it in a month. */
export default function SegmentsPage() {
  const can = useCan();
  const [search, setSearch] = useSearchParams<{ archived?: string; new?: string; rule?: string }>();
  const archived = () => search.archived === "true";
  const list = useSegments(archived);
  const all = () => list.data?.pages.flatMap(({ items }) => items) ?? [];
  const mayWrite = () => can("segments.write");
  const create = () => mayWrite() && setSearch({ new: "1" });
  useTitle(() => t("segments.title"));
  useKeys({ c: create });

  return (
    <>
      <PageHeader title={t("segments.title")}>
        <Toggle
          label={t("segments.showArchived")}
          checked={archived()}
          onChange={(on) => setSearch({ archived: on ? "true" : null })}
        />
        <Show when={mayWrite()}>
          <Button look="primary" icon={Plus} onClick={create} class="ms-auto">
            {t("segments.create")}
          </Button>
        </Show>
      </PageHeader>
      <p class="max-w-2xl px-5 pb-4 text-ink-2 md:px-8">{t("segments.text")}</p>
      <Switch>
        <Match when={list.isPending}>
          <Skeleton lines={8} class="p-8" />
        </Match>
        <Match when={list.isError && all().length === 0}>
          <ErrorState error={list.error} onRetry={() => void list.refetch()} />
        </Match>
        <Match when={all().length === 0 && archived()}>
          <EmptyState
            icon={ChartPie as Icon}
            title={t("segments.noneArchived")}
            text={t("segments.noneArchivedText")}
          />
        </Match>
        <Match when={all().length === 0}>
          <EmptyState icon={ChartPie as Icon} title={t("segments.none")} text={t("segments.noneText")}>
            <Show when={mayWrite()}>
              <Button look="primary" icon={Plus} onClick={create}>
                {t("segments.create")}
              </Button>
            </Show>
          </EmptyState>
        </Match>
        <Match when={true}>
          <div class="px-2 md:px-5">
            <div aria-hidden="true" class="flex items-center gap-4 border-b px-3 pb-2 text-ink-3 text-sm max-md:hidden">
              <span class="flex-1">{t("segments.name")}</span>
              <span class="w-28">{t("segments.kind")}</span>
              <span class="w-24 text-end">{t("segments.size")}</span>
              <span class="w-40 text-end">{t("segments.month")}</span>
            </div>
            <ul class="divide-y border-b" aria-label={t("segments.title")}>
              <For each={all()}>{(segment) => <Line segment={segment} />}</For>
            </ul>
          </div>
          <MoreButton of={list}>{t("segments.more")}</MoreButton>
        </Match>
      </Switch>
      <Show when={search.new === "1"}>
        <SegmentDialog
          segment={null}
          filter={parseFilter(search.rule) ?? undefined}
          onClose={() => setSearch({ new: null, rule: null })}
        />
      </Show>
    </>
  );
}

function Line(props: { segment: Segment }) {
  const segment = () => props.segment;
  return (
    <li class="relative flex flex-wrap items-center gap-x-4 gap-y-1 px-3 py-3 focus-within:bg-hover hover:bg-hover">
      <span class="min-w-0 flex-1 max-md:basis-full">
        <A
          href={`/segments/${segment().id}`}
          class="break-words font-medium after:absolute after:inset-0 after:rounded-lg"
        >
          {segment().name}
        </A>
        <Show when={segment().description}>
          {(description) => (
            <span class="block truncate text-ink-3 text-sm">
              <bdi>{description()}</bdi>
            </span>
          )}
        </Show>
        <Show when={segment().broken.length > 0}>
          <span class="mt-0.5 block text-sm text-warn">{t("segments.broken")}</span>
        </Show>
      </span>
      <span class="w-28 text-sm">
        <KindMark kind={segment().kind} />
      </span>
      <span class="text-end tabular-nums md:w-24">
        <span class="text-ink-3 text-sm md:sr-only">{t("segments.size")} </span>
        {showNumber(segment().size)}
      </span>
      <span class="text-end text-sm tabular-nums md:w-40">
        <Show
          when={segment().computing === null}
          fallback={<span class="text-ink-3">{t("segments.computing", showNumber(segment().computing ?? 0))}</span>}
        >
          <Month segment={segment()} />
        </Show>
      </span>
    </li>
  );
}

/** Who came and who went in thirty days. */
export function Month(props: { segment: Pick<Segment, "entered30" | "left30"> }) {
  return (
    <span class="inline-flex gap-3" title={t("segments.monthHint")}>
      <span class="ltr-text text-accent">
        <span class="sr-only">{t("segments.entered")} </span>
        <span aria-hidden="true">+</span>
        {showNumber(props.segment.entered30)}
      </span>
      <span class="ltr-text text-ink-3">
        <span class="sr-only">{t("segments.left")} </span>
        <span aria-hidden="true">−</span>
        {showNumber(props.segment.left30)}
      </span>
    </span>
  );
}
