import { useSearchParams } from "@solidjs/router";
import Upload from "lucide-solid/icons/file-up";
import ListFilter from "lucide-solid/icons/list-filter";
import Plus from "lucide-solid/icons/plus";
import SearchX from "lucide-solid/icons/search-x";
import Users from "lucide-solid/icons/users";
import { createEffect, createMemo, createSignal, lazy, Match, Show, Suspense, Switch } from "solid-js";
import type { Leaf } from "#core/platform/rules/rule.ts";
import { ApiError } from "#web/platform/api.ts";
import { t } from "#web/platform/i18n.ts";
import { useKeys } from "#web/platform/keys.ts";
import { showNumber } from "#web/platform/show.ts";
import { Button, ButtonLink, type Icon } from "#web/ui/button.tsx";
import { useCommands } from "#web/ui/commands.ts";
import { PageHeader } from "#web/ui/page-header.tsx";
import { Segmented } from "#web/ui/segmented.tsx";
import { EmptyState, ErrorState, Skeleton } from "#web/ui/states.tsx";
import { useTitle } from "#web/ui/title.ts";
import { Toggle } from "#web/ui/toggle.tsx";
import { useCan } from "#web/workspace/users/index.ts";
import { CustomerForm } from "./customer-form.tsx";
import { CustomerTable } from "./customer-table.tsx";
import { type Filter, NO_FILTER, narrowedBy, parseFilter, writeFilter } from "./filter-rule.ts";
import { type Order, useCustomerList } from "./queries.ts";

const FilterBar = lazy(() => import("./filter-bar.tsx"));

type Search = { sort?: string; archived?: string; new?: string; filter?: string };

/** The server's ways of saying that a filter cannot be answered. */
const FILTER_REFUSALS = ["rule.invalid", "rule.broken", "filter.needs_more", "request.invalid"];

export default function CustomersPage() {
  const [search, setSearch] = useSearchParams<Search>();
  const can = useCan();
  const order = (): Order => (search.sort === "name" ? "name" : "newest");
  const archived = () => search.archived === "true";
  const filterText = () => (search.filter ? String(search.filter) : null);
  const filter = createMemo(() => parseFilter(filterText() ?? undefined));
  const isFiltered = () => filterText() !== null;
  const [editsFilter, setEditsFilter] = createSignal(false);
  // Once there, the bar stays: an address changes a moment after what was chosen.
  const showsBar = createMemo<boolean>((was) => was || isFiltered() || editsFilter(), false);
  const setFilter = (next: Filter) => setSearch({ filter: writeFilter(next) }, { scroll: true });
  const narrow = (condition: Leaf) => setFilter(narrowedBy(filter() ?? NO_FILTER, condition));
  const list = useCustomerList(() => ({ order: order(), archived: archived(), filter: filterText() }));
  const cards = createMemo(() => list.data?.pages.flatMap((page) => page.items) ?? []);
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
  const filterName = () => {
    const count = filter()?.conditions.length ?? 0;
    return count > 0 ? t("filters.shortCount", showNumber(count)) : t("filters.short");
  };
  const clearFilter = () => (
    <Button look="primary" onClick={() => setFilter(NO_FILTER)}>
      {t("filters.clear")}
    </Button>
  );
  const mayWrite = () => can("customers.write");
  const create = () => mayWrite() && setSearch({ new: "1" });
  useTitle(() => t("customers.title"));
  useKeys({ c: create });
  useCommands(() =>
    mayWrite() ? [{ id: "create", label: t("customers.create"), icon: Plus as Icon, run: () => void create() }] : [],
  );

  return (
    <>
      <PageHeader title={t("customers.title")}>
        <Show when={mayWrite()}>
          <Button look="primary" icon={Plus} onClick={create} class="ms-auto md:order-last">
            {t("customers.create")}
          </Button>
        </Show>
        <div class="flex flex-wrap items-center gap-x-4 gap-y-2 max-md:basis-full">
          <Segmented<Order>
            label={t("customers.order")}
            value={order()}
            onChange={(sort) => setSearch({ sort: sort === "newest" ? null : sort })}
            choices={[
              { value: "newest", label: t("customers.orders.newest") },
              { value: "name", label: t("customers.orders.name") },
            ]}
          />
          <Toggle
            label={t("customers.showArchived")}
            checked={archived()}
            onChange={(on) => setSearch({ archived: on ? "true" : null })}
          />
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
        </div>
      </PageHeader>
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
          />
        </Match>
      </Switch>
      <CustomerForm
        open={search.new === "1" && mayWrite()}
        onClose={() => setSearch({ new: null }, { replace: true })}
      />
    </>
  );
}
