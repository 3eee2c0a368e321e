import CopyCheck from "lucide-solid/icons/copy-check";
import Upload from "lucide-solid/icons/file-up";
import ListChecks from "lucide-solid/icons/list-checks";
import ListFilter from "lucide-solid/icons/list-filter";
import Plus from "lucide-solid/icons/plus";
import SearchX from "lucide-solid/icons/search-x";
import Users from "lucide-solid/icons/users";
import { type Component, createEffect, createMemo, createSignal, lazy, Match, Show, Suspense, Switch } from "solid-js";
import type { Customer, CustomerOrder } from "#core/people/customers/index.ts";
import { checkRule } from "#core/platform/rules/check-rule.ts";
import type { Leaf } from "#core/platform/rules/rule.ts";
import { ApiError } from "#web/platform/api.ts";
import { t } from "#web/platform/i18n.ts";
import { useKeys } from "#web/platform/keys.ts";
import { showNumber } from "#web/platform/show.ts";
import { Button, ButtonLink, type Icon } from "#web/ui/button.tsx";
import { useCommands } from "#web/ui/commands.ts";
import { PageHeader } from "#web/ui/page-header.tsx";
import { EmptyState, ErrorState, Skeleton } from "#web/ui/states.tsx";
import { useTitle } from "#web/ui/title.ts";
import { Toggle } from "#web/ui/toggle.tsx";
import { useFields } from "#web/workspace/fields/index.ts";
import { useCan } from "#web/workspace/users/index.ts";
import { ViewTabs } from "#web/workspace/views/index.ts";
import { ColumnPicker } from "./column-picker.tsx";
import { addColumns, columnOf } from "./columns.tsx";
import { customColumns } from "./custom-columns.tsx";
import { CustomerForm } from "./customer-form.tsx";
import { CustomerTable } from "./customer-table.tsx";
import { filterFields } from "./filter-fields.ts";
import { NO_FILTER, narrowedBy } from "./filter-rule.ts";
import { LIST, problemsOf, useListState } from "./list-state.ts";
import { isShown } from "./parts.ts";
import { useCustomerList } from "./queries.ts";
import { createSelection } from "./selection.ts";
import { SelectionBar } from "./selection-bar.tsx";
import { SortControl } from "./sort-control.tsx";
import { ViewNotice } from "./view-notice.tsx";

addColumns(customColumns);

const FilterBar = lazy(() => import("./filter-bar.tsx"));

/** The server's ways of saying that a filter cannot be answered. */
const FILTER_REFUSALS = ["rule.invalid", "rule.broken", "filter.needs_more", "field.hidden", "request.invalid"];

export type PeekProps = {
  id: Customer["id"];
  /** Its place among those that are loaded, from 1. */
  place: number;
  of: string;
  onStep: (by: 1 | -1) => void;
  isFirst: boolean;
  isLast: boolean;
  onClose: () => void;
};

/** `Peek` shows one customer beside the list; it comes from above, since it shows what higher rooms know. */
export default function CustomersPage(props: { Peek: Component<PeekProps> }) {
  const state = useListState();
  const { search, setSearch, filterText, filter, archived, setFilter } = state;
  const can = useCan();
  useFields();
  const isFiltered = () => filterText() !== null;
  const [editsFilter, setEditsFilter] = createSignal(false);
  const [selecting, setSelecting] = createSignal(false);
  const [peeked, setPeeked] = createSignal<string | null>(null);
  // Once there, the bar stays: an address changes a moment after what was chosen.
  const showsBar = createMemo<boolean>((was) => was || isFiltered() || editsFilter(), false);
  const narrow = (condition: Leaf) => setFilter(narrowedBy(filter() ?? NO_FILTER, condition));
  const question = () => ({ sort: state.sort(), reverse: state.reverse(), archived: archived(), filter: filterText() });
  const list = useCustomerList(question);
  const cards = createMemo(() => {
    const all = list.data?.pages.flatMap((page) => page.items) ?? [];
    // Whoever moved while the pages came is shown once, where they were first.
    return [...new Map(all.map((card) => [card.id, card])).values()];
  });
  const selection = createSelection(
    () => JSON.stringify([archived(), filterText()]),
    () => cards().map(({ id }) => id),
  );
  const hasMore = () => list.hasNextPage && !list.isPlaceholderData;
  // A filtered page may be empty although there are more: it is gone on until somebody is found, or the end.
  createEffect(() => {
    const wants = hasMore() && !list.isFetchingNextPage && !list.isFetchNextPageError;
    if (wants && cards().length === 0) void list.fetchNextPage();
  });
  const isBrokenFilter = () => {
    if (!isFiltered()) return false;
    if (filter() === null) return true;
    return list.isError && list.error instanceof ApiError && FILTER_REFUSALS.includes(list.error.code);
  };
  const problems = () => {
    const view = state.view();
    return view && problemsOf({ ...view, filter: state.state().filter, columns: [...state.layout()] });
  };
  const mend = () => {
    const rule = filter();
    state.setLayout(state.layout().filter(({ id }) => columnOf(id) || !isShown(id)));
    if (rule)
      setFilter({
        ...rule,
        conditions: rule.conditions.filter((one) => checkRule(one, filterFields()).broken.length === 0),
      });
  };
  const filterName = () => {
    const count = filter()?.conditions.length ?? 0;
    return count > 0 ? t("filters.shortCount", showNumber(count)) : t("filters.short");
  };
  const clearFilter = () => (
    <Button look="primary" onClick={() => setFilter(NO_FILTER)}>
      {t("filters.clear")}
    </Button>
  );
  const sortBy = (sort: CustomerOrder) => state.setSort(sort, sort === state.sort() && !state.reverse());

  const peekPlace = () => cards().findIndex(({ id }) => id === peeked());
  const peekedCard = () => cards()[peekPlace()];
  const step = (by: 1 | -1) => {
    const next = cards()[peekPlace() + by];
    if (next) setPeeked(next.id);
    if (hasMore() && !list.isFetchingNextPage && peekPlace() >= cards().length - 10) void list.fetchNextPage();
  };
  const closePeek = () => {
    const place = peekPlace();
    setPeeked(null);
    document.querySelector<HTMLElement>(`[data-row="${place}"] a`)?.focus({ preventScroll: true });
  };

  const mayWrite = () => can("customers.write");
  const create = () => mayWrite() && setSearch({ new: "1" });
  useTitle(() => state.view()?.name ?? t("customers.title"));
  useKeys({
    c: create,
    Escape: () => {
      if (peeked()) closePeek();
      else if (selecting() || selection.chosen().kind !== "none") {
        setSelecting(false);
        selection.clear();
      }
    },
  });
  useCommands(() =>
    mayWrite() ? [{ id: "create", label: t("customers.create"), icon: Plus as Icon, run: () => void create() }] : [],
  );

  return (
    <div classList={{ "lg:pe-104": peeked() !== null }}>
      <PageHeader title={t("customers.title")}>
        <Show when={mayWrite()}>
          <Button look="primary" icon={Plus} onClick={create} class="ms-auto md:order-last">
            {t("customers.create")}
          </Button>
        </Show>
        <div class="flex flex-wrap items-center gap-x-3 gap-y-2 max-md:basis-full">
          <SortControl sort={state.sort()} reverse={state.reverse()} onSort={state.setSort} />
          <Button
            look="quiet"
            size="small"
            icon={ListFilter}
            class={isFiltered() ? "md:hidden" : ""}
            aria-expanded={editsFilter()}
            onClick={() => setEditsFilter(true)}
          >
            {filterName()}
          </Button>
          <div class="max-md:hidden">
            <ColumnPicker layout={state.layout()} onLayout={state.setLayout} />
          </div>
          <Button
            look="quiet"
            size="small"
            icon={ListChecks}
            class="md:hidden"
            aria-pressed={selecting()}
            onClick={() => {
              if (selecting()) selection.clear();
              setSelecting(!selecting());
            }}
          >
            {t("selection.select")}
          </Button>
          <Toggle
            label={t("customers.showArchived")}
            checked={archived()}
            onChange={(on) => setSearch({ archived: on ? "true" : null })}
          />
          <Show when={can("customers.read", "duplicates")}>
            <ButtonLink href="/customers/duplicates" look="quiet" size="small" icon={CopyCheck as Icon}>
              {t("duplicates.open")}
            </ButtonLink>
          </Show>
        </div>
      </PageHeader>
      <ViewTabs
        list={LIST}
        all={t("views.everybody")}
        current={state.view()}
        state={state.state()}
        changed={state.isChanged()}
        problemsOf={problemsOf}
        onOpen={state.open}
      />
      <Show when={state.isMissing()}>
        <p role="alert" class="mx-5 mt-3 rounded-xl bg-warn-soft px-4 py-3 md:mx-8">
          {t("views.missing")}
        </p>
      </Show>
      <div class="h-3" />
      <Show when={problems()}>{(found) => <ViewNotice problems={found()} onMend={mend} />}</Show>
      <Show when={showsBar() && filter()}>
        {(shown) => (
          <Suspense fallback={<div class="h-10" />}>
            <FilterBar
              filter={shown()}
              onChange={setFilter}
              tally={{ count: cards().length, hasMore: hasMore(), pending: list.isPending || list.isPlaceholderData }}
              open={editsFilter()}
              onLeave={() => setEditsFilter(false)}
            />
          </Suspense>
        )}
      </Show>
      <Switch>
        <Match when={isBrokenFilter()}>
          <EmptyState icon={SearchX} title={t("filters.broken")} text={t("filters.brokenText")}>
            {clearFilter()}
          </EmptyState>
        </Match>
        <Match when={list.isPending || (isFiltered() && cards().length === 0 && hasMore() && !list.isError)}>
          <Skeleton lines={10} class="px-5 py-4 md:px-8" />
        </Match>
        <Match when={list.isError && cards().length === 0}>
          <ErrorState error={list.error} onRetry={() => void list.refetch()} />
        </Match>
        <Match when={cards().length === 0 && isFiltered()}>
          <EmptyState icon={SearchX} title={t("filters.none")} text={t("filters.noneText")}>
            {clearFilter()}
          </EmptyState>
        </Match>
        <Match when={cards().length === 0 && !list.hasNextPage && archived()}>
          <EmptyState icon={Users} title={t("customers.noneArchived")} text={t("customers.noneArchivedText")}>
            <Button onClick={() => setSearch({ archived: null })}>{t("customers.showCurrent")}</Button>
          </EmptyState>
        </Match>
        <Match when={cards().length === 0 && !list.hasNextPage}>
          <EmptyState icon={Users} title={t("customers.none")} text={t("customers.noneText")}>
            <Show when={mayWrite()}>
              <Button look="primary" icon={Plus} onClick={create}>
                {t("customers.create")}
              </Button>
            </Show>
            <Show when={can("imports.run")}>
              <ButtonLink href="/imports" icon={Upload}>
                {t("customers.importFile")}
              </ButtonLink>
            </Show>
          </EmptyState>
        </Match>
        <Match when={true}>
          <CustomerTable
            cards={cards()}
            hasMore={hasMore()}
            onNarrow={narrow}
            loadingMore={list.isFetchingNextPage}
            error={list.isFetchNextPageError ? list.error : null}
            onMore={() => void list.fetchNextPage()}
            stale={list.isPlaceholderData}
            layout={state.layout()}
            onLayout={state.setLayout}
            sorting={{ sort: state.sort(), reverse: state.reverse() }}
            onSort={sortBy}
            selection={selection}
            selecting={selecting() || selection.chosen().kind !== "none"}
            peeked={peeked()}
            onPeek={setPeeked}
          />
        </Match>
      </Switch>
      <SelectionBar
        selection={selection}
        archived={archived()}
        filter={filterText()}
        order={{ sort: state.sort(), reverse: state.reverse() }}
        loaded={cards().length}
        hasMore={hasMore()}
      />
      <Show when={peekedCard()}>
        {(card) => (
          <Suspense>
            <props.Peek
              id={card().id}
              place={peekPlace() + 1}
              of={hasMore() ? `${showNumber(cards().length)}+` : showNumber(cards().length)}
              isFirst={peekPlace() === 0}
              isLast={peekPlace() === cards().length - 1 && !hasMore()}
              onStep={step}
              onClose={closePeek}
            />
          </Suspense>
        )}
      </Show>
      <CustomerForm
        open={search.new === "1" && mayWrite()}
        onClose={() => setSearch({ new: null }, { replace: true })}
      />
    </div>
  );
}
