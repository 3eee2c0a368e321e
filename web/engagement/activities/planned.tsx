import { For, onCleanup, Show } from "solid-js";
import type { Customer } from "#core/people/customers/index.ts";
import { t } from "#web/platform/i18n.ts";
import { showNumber } from "#web/platform/show.ts";
import { ActivityLine } from "./activity-line.tsx";
import { onWorkChanged, useWork } from "./queries.ts";

/** What is planned with a customer, above what happened. */
export function Planned(props: { customerId: Customer["id"]; onChanged: () => void }) {
  onCleanup(onWorkChanged((id) => id === props.customerId && props.onChanged()));
  const work = useWork(() => ({ customerId: props.customerId, show: "open" }));
  const items = () => work.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Show when={items().length > 0}>
      <section aria-label={t("work.ahead")} class="mb-5">
        <h2 class="pb-1.5 font-medium text-ink-3 text-sm">
          {t("work.ahead")} <span class="tabular-nums">{showNumber(items().length)}</span>
        </h2>
        <ul class="divide-y rounded-xl border bg-surface">
          <For each={items()}>{(activity) => <ActivityLine withoutCustomer activity={activity} />}</For>
        </ul>
      </section>
    </Show>
  );
}
