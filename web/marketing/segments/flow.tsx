import { createMemo, createSignal, lazy, Match, Suspense, Switch } from "solid-js";
import { addDays } from "#core/platform/rules/days.ts";
import { t } from "#web/platform/i18n.ts";
import { showNumber } from "#web/platform/show.ts";
import { Segmented } from "#web/ui/segmented.tsx";
import { ErrorState, Skeleton } from "#web/ui/states.tsx";
import { type SegmentId, useFlow } from "./queries.ts";

const FlowChart = lazy(() => import("./flow-chart.tsx"));

const SPANS = [30, 90, 365] as const;

export function Flow(props: { id: SegmentId; watched: number }) {
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
