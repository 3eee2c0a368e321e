import ArrowDownUp from "lucide-solid/icons/arrow-down-up";
import { CUSTOMER_ORDERS, type CustomerOrder } from "#core/people/customers/index.ts";
import { t } from "#web/platform/i18n.ts";
import { IconButton } from "#web/ui/button.tsx";
import { Options } from "#web/ui/field.tsx";

type SortProps = { sort: CustomerOrder; reverse: boolean; onSort: (sort: CustomerOrder, reverse: boolean) => void };

/** In which order the list stands, said as what comes first. */
export function SortControl(props: SortProps) {
  const choices = () =>
    CUSTOMER_ORDERS.map((value) => ({ value, label: t(`columns.directions.${value}.${way(value)}`) }));
  const way = (value: CustomerOrder) => (value === props.sort && props.reverse ? "reverse" : "forward");
  return (
    <div class="flex items-center rounded-lg border bg-sunk ps-1">
      <select
        aria-label={t("columns.order")}
        class="h-8 min-w-0 rounded-lg bg-transparent px-1.5 text-ink-2 text-sm hover:text-ink"
        onChange={(event) => props.onSort(event.currentTarget.value as CustomerOrder, false)}
      >
        <Options choices={choices()} value={props.sort} />
      </select>
      <IconButton
        icon={ArrowDownUp}
        size={14}
        label={t("columns.reverse")}
        aria-pressed={props.reverse}
        onClick={() => props.onSort(props.sort, !props.reverse)}
      />
    </div>
  );
}
