import { useSearchParams } from "@solidjs/router";
import { createEffect, createMemo, createSignal } from "solid-js";
import { CUSTOMER_ORDERS, type CustomerOrder } from "#core/people/customers/index.ts";
import type { Rule } from "#core/platform/rules/rule.ts";
import type { View } from "#core/workspace/views/index.ts";
import { viewProblems } from "#core/workspace/views/view-problems.ts";
import { fieldsAreKnown } from "#web/workspace/fields/index.ts";
import { changeSettings, useViews, type ViewState } from "#web/workspace/views/index.ts";
import { FIRST_LAYOUT, isFirst, type Layout } from "./column-layout.ts";
import { allColumns } from "./columns.tsx";
import { filterFields } from "./filter-fields.ts";
import { type Filter, parseFilter, writeFilter } from "./filter-rule.ts";
import { isShown } from "./parts.ts";

export const LIST = "customers";
/** In the address in place of a view's id: the list as it is, whatever view it usually opens with. */
const ALL = "all";

export type Search = {
  view?: string;
  sort?: string;
  reverse?: string;
  archived?: string;
  filter?: string;
  new?: string;
};

const isOrder = (word: unknown): word is CustomerOrder => (CUSTOMER_ORDERS as readonly unknown[]).includes(word);

/** What a view asks for that is not there. Columns closed to the reader are left out without a word: others see them. */
export function problemsOf({ filter, columns, sort }: Pick<View, "filter" | "columns" | "sort">) {
  if (!fieldsAreKnown()) return null;
  const view = { filter, columns: columns?.filter(({ id }) => isShown(id)) ?? null, sort };
  return viewProblems(view, {
    fields: filterFields(),
    columns: allColumns().map(({ id }) => id),
    sorts: CUSTOMER_ORDERS,
  });
}

/**
 * How the list is looked at. The address says it whole, so that it can be sent to somebody; a view only fills it in.
 * Columns are the view's, or one's own for that view.
 */
export function useListState() {
  const [search, setSearch] = useSearchParams<Search>();
  const views = useViews(LIST);
  const sort = (): CustomerOrder => (isOrder(search.sort) ? search.sort : "newest");
  const reverse = () => search.reverse === "true";
  const archived = () => search.archived === "true";
  const filterText = () => (search.filter ? String(search.filter) : null);
  const filter = createMemo(() => parseFilter(filterText() ?? undefined));
  const viewId = () => (search.view && search.view !== ALL ? String(search.view) : null);
  const view = () => views.data?.items.find(({ id }) => id === viewId()) ?? null;
  // A width is seen at once, before the server has heard of it.
  const [layoutNow, setLayoutNow] = createSignal<{ of: string; layout: Layout } | null>(null);
  const place = () => (view()?.id ?? "all") as "all";
  const layout = createMemo((): Layout => {
    const now = layoutNow();
    if (now?.of === place()) return now.layout;
    return views.data?.settings.columns[place()] ?? view()?.columns ?? FIRST_LAYOUT;
  });
  const setLayout = (next: Layout) => {
    const of = place();
    setLayoutNow({ of, layout: next });
    const isViews = JSON.stringify(next) === JSON.stringify(view()?.columns ?? FIRST_LAYOUT);
    void changeSettings({ list: LIST, columns: { of, are: isViews ? null : [...next] } });
  };

  const state = (): ViewState => ({
    filter: filterText() === null ? null : ruleIn(filterText()),
    sort: sort() === "newest" ? null : sort(),
    reverse: reverse(),
    archived: archived(),
    columns: isFirst(layout()) ? null : [...layout()],
  });
  const isChanged = () => {
    const { filter, sort, reverse, archived, columns } = view() ?? NO_VIEW;
    const saved = { filter, sort: sort === "newest" ? null : sort, reverse, archived, columns };
    return JSON.stringify(saved) !== JSON.stringify(state());
  };
  const open = (next: View | null, options: { replace?: boolean } = {}) => {
    setLayoutNow(null);
    if (next && views.data?.settings.columns[next.id] && next.id === viewId())
      void changeSettings({ list: LIST, columns: { of: next.id, are: null } });
    setSearch(
      {
        view: next?.id ?? (views.data?.settings.defaultId ? ALL : null),
        sort: next?.sort ?? null,
        reverse: next?.reverse ? "true" : null,
        archived: next?.archived ? "true" : null,
        filter: next?.filter ? JSON.stringify(next.filter) : null,
      },
      { scroll: true, ...options },
    );
  };
  // An address that says nothing opens with the view that was set for it.
  createEffect(() => {
    const known = views.data;
    const isBare = !search.view && !search.sort && !search.filter && !search.archived && !search.reverse;
    const first = known?.items.find(({ id }) => id === known.settings.defaultId);
    if (isBare && first) open(first, { replace: true });
  });
  // An address that names only a view is filled in from it.
  createEffect(() => {
    const named = view();
    const isBare = !search.sort && !search.filter && !search.archived && !search.reverse;
    const isPlain = named && !named.sort && !named.filter && !named.archived && !named.reverse;
    if (named && isBare && !isPlain && !filled.has(named.id)) open(named, { replace: true });
    if (named) filled.add(named.id);
  });
  const filled = new Set<string>();

  return {
    search,
    setSearch,
    views,
    view,
    isMissing: () => views.isSuccess && viewId() !== null && view() === null,
    sort,
    reverse,
    archived,
    filterText,
    filter,
    layout,
    setLayout,
    state,
    isChanged,
    open,
    setFilter: (next: Filter) => setSearch({ filter: writeFilter(next) }, { scroll: true }),
    setSort: (next: CustomerOrder, isReverse: boolean) =>
      setSearch({ sort: next === "newest" ? null : next, reverse: isReverse ? "true" : null }, { scroll: true }),
  };
}

const NO_VIEW: ViewState = { filter: null, sort: null, reverse: false, archived: false, columns: null };

/** What stands in the address and is no rule is kept out of a view. */
function ruleIn(text: string | null): Rule | null {
  try {
    return parseFilter(text ?? undefined) ? (JSON.parse(text ?? "null") as Rule | null) : null;
  } catch {
    return null;
  }
}
