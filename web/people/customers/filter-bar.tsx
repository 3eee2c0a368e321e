import { A } from "@solidjs/router";
import { createMemo, Show } from "solid-js";
import { checkRule } from "#core/platform/rules/check-rule.ts";
import { t } from "#web/platform/i18n.ts";
import { showNumber } from "#web/platform/show.ts";
import { Button } from "#web/ui/button.tsx";
import { Dialog } from "#web/ui/dialog.tsx";
import { useMedia } from "#web/ui/media.ts";
import { useFields } from "#web/workspace/fields/index.ts";
import { useCan, useUserName } from "#web/workspace/users/index.ts";
import { FilterConditions } from "./filter-conditions.tsx";
import { filterFields, sayFilter } from "./filter-fields.ts";
import { type Filter, NO_FILTER, ruleOf } from "./filter-rule.ts";

export type Tally = { count: number; hasMore: boolean; pending: boolean };

type BarProps = {
  filter: Filter;
  onChange: (filter: Filter) => void;
  tally: Tally;
  /** Whether a condition is being begun on a wide screen, or the sheet is open on a phone. */
  open: boolean;
  onLeave: () => void;
};

/** What the list is filtered by. On a phone the conditions lie in a sheet; what they say stays on the page. */
export default function FilterBar(props: BarProps) {
  const isWide = useMedia("(min-width: 48rem)");
  useFields();
  return (
    <>
      <section
        aria-label={t("filters.title")}
        class="relative z-20 space-y-2 px-5 pb-3 md:px-8"
        hidden={props.filter.conditions.length === 0 && !(props.open && isWide())}
      >
        <Show when={isWide()}>
          <FilterConditions
            filter={props.filter}
            onChange={props.onChange}
            begins={props.open}
            onLeave={props.onLeave}
          />
        </Show>
        <Show when={props.filter.conditions.length > 0}>
          <Reading {...props} />
        </Show>
      </section>
      <Dialog
        open={props.open && !isWide()}
        title={t("filters.title")}
        onClose={props.onLeave}
        footer={
          <>
            <span class="me-auto text-ink-2">
              <Count {...props.tally} />
            </span>
            <Button look="primary" onClick={props.onLeave}>
              {t("filters.done")}
            </Button>
          </>
        }
      >
        <Sheet filter={props.filter} onChange={props.onChange} />
      </Dialog>
    </>
  );
}

/** The sheet stays open while its conditions come and go. */
function Sheet(props: { filter: Filter; onChange: (filter: Filter) => void }) {
  return (
    <div class="min-h-40">
      <FilterConditions filter={props.filter} onChange={props.onChange} begins={false} onLeave={() => {}} />
    </div>
  );
}

function Reading(props: BarProps) {
  const userName = useUserName();
  const can = useCan();
  const isWhole = createMemo(() => checkRule(ruleOf(props.filter), filterFields()).broken.length === 0);
  return (
    <p class="flex flex-wrap items-baseline gap-x-2 text-ink-2 text-sm">
      <Show when={isWhole()}>
        <span role="status" class="font-semibold text-ink">
          <Count {...props.tally} />
        </span>
      </Show>
      <span class="min-w-0 break-words">{t("filters.reading", sayFilter(ruleOf(props.filter), userName))}</span>
      <Show when={isWhole() && can("segments.write")}>
        <A
          href={`/segments?new=1&rule=${encodeURIComponent(JSON.stringify(ruleOf(props.filter)))}`}
          class="text-accent underline-offset-4 hover:underline"
        >
          {t("segments.save")}
        </A>
      </Show>
      <button
        type="button"
        class="text-accent underline-offset-4 hover:underline"
        onClick={() => props.onChange(NO_FILTER)}
      >
        {t("filters.clear")}
      </button>
    </p>
  );
}

/** How many there are; while there may be more, how many there are at least. */
function Count(props: Tally) {
  const said = () => {
    if (props.pending || (props.hasMore && props.count === 0)) return t("filters.counting");
    return t(props.hasMore ? "filters.atLeast" : "filters.count", showNumber(props.count));
  };
  return <>{said()}</>;
}
