import CalendarPlus from "lucide-solid/icons/calendar-plus";
import { For, onCleanup, Show } from "solid-js";
import type { Customer } from "#core/people/customers/index.ts";
import { t } from "#web/platform/i18n.ts";
import { showNumber } from "#web/platform/show.ts";
import { Button, type Icon } from "#web/ui/button.tsx";
import { useCan } from "#web/workspace/users/index.ts";
import { ActivityLine } from "./activity-line.tsx";
import { planNew } from "./form-state.ts";
import { onWorkChanged, useWork } from "./queries.ts";

/** What is planned with a customer, above what happened. */
export function Planned(props: { customerId: Customer["id"]; archived: boolean; onChanged: () => void }) {
  const can = useCan();
  onCleanup(onWorkChanged((id) => id === props.customerId && props.onChanged()));
  const work = useWork(() => ({ customerId: props.customerId, show: "open" }));
  const items = () => work.data?.pages.flatMap((page) => page.items) ?? [];
  const mayPlan = () => can("activities.write") && !props.archived;
  return (
    <Show when={items().length > 0 || mayPlan()}>
      <section aria-label={t("work.ahead")} class="mb-5">
        <div class="flex items-center gap-2 pb-1.5">
          <Show when={items().length > 0}>
            <h2 class="font-medium text-ink-3 text-sm">
              {t("work.ahead")} <span class="tabular-nums">{showNumber(items().length)}</span>
            </h2>
          </Show>
          <Show when={mayPlan()}>
            <Button
              size="small"
              look="quiet"
              icon={CalendarPlus as Icon}
              class="ms-auto"
              onClick={() => planNew({ customerId: props.customerId })}
            >
              {t("work.plan")}
            </Button>
          </Show>
        </div>
        <Show when={items().length > 0}>
          <ul class="divide-y rounded-xl border">
            <For each={items()}>{(activity) => <ActivityLine withoutCustomer activity={activity} />}</For>
          </ul>
        </Show>
      </section>
    </Show>
  );
}
