import { channelChoices } from "#web/people/customers/index.ts";
import { t } from "#web/platform/i18n.ts";
import { Options } from "#web/ui/field.tsx";
import { Segmented } from "#web/ui/segmented.tsx";
import type { Filter } from "./queries.ts";

const MAIN = ["all", "interactions", "changes"] as const;

/** All, contacts or changes; or one channel only. */
export function TimelineFilter(props: { value: Filter; onChange: (filter: Filter) => void }) {
  const isMain = () => (MAIN as readonly string[]).includes(props.value);
  return (
    <div class="flex flex-wrap items-center gap-2 pb-1">
      <Segmented<Filter>
        label={t("interactions.filter")}
        value={props.value}
        onChange={props.onChange}
        choices={MAIN.map((filter) => ({ value: filter, label: t(`interactions.filters.${filter}`) }))}
      />
      <select
        aria-label={t("interactions.onlyChannel")}
        class={`h-8 rounded-lg border bg-sunk px-2 text-sm hover:text-ink ${isMain() ? "text-ink-2" : "font-medium text-ink"}`}
        onChange={(event) => props.onChange((event.currentTarget.value || "all") as Filter)}
      >
        <Options choices={channelChoices()} none={t("interactions.onlyChannel")} value={isMain() ? "" : props.value} />
      </select>
    </div>
  );
}
