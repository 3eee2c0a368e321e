import { createWindowVirtualizer } from "@tanstack/solid-virtual";
import { createEffect, createMemo, createSignal, For, on, onCleanup, onMount, Show } from "solid-js";
import type { CustomerCard, CustomerOrder } from "#core/people/customers/index.ts";
import type { Leaf } from "#core/platform/rules/rule.ts";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { useKeys } from "#web/platform/keys.ts";
import { Button } from "#web/ui/button.tsx";
import { useMedia } from "#web/ui/media.ts";
import { useTop } from "#web/ui/use-top.ts";
import { useUserName } from "#web/workspace/users/index.ts";
import { ColumnHeads, type Sorting } from "./column-heads.tsx";
import { fitted, type Layout, totalWidth, tracksOf, withWidth } from "./column-layout.ts";
import { columnOf } from "./columns.tsx";
import { CustomerRow } from "./customer-row.tsx";
import type { Selection } from "./selection.ts";

type TableProps = {
  cards: readonly CustomerCard[];
  hasMore: boolean;
  loadingMore: boolean;
  error: unknown;
  onMore: () => void;
  /** An older answer, shown while the new one is on its way. */
  stale: boolean;
  /** Shows only those who are like this one. */
  onNarrow: (condition: Leaf) => void;
  layout: Layout;
  onLayout: (layout: Layout) => void;
  sorting: Sorting;
  onSort: (sort: CustomerOrder) => void;
  selection: Selection;
  /** Boxes are shown also on a phone. */
  selecting: boolean;
  /** Who is looked at beside the list. */
  peeked: string | null;
  onPeek: (id: string | null) => void;
};

/** Asked for this many rows before the end comes into view. */
const AHEAD = 60;
/** The box before the columns and the button behind them, with their gaps and the row's own edges. */
const EDGES = 16 + 24 + 2 * 12 + 24;

const ownWidth = (id: string) => columnOf(id)?.width ?? 120;

/** The list of customers. Only the rows in view exist, however long it is. */
export function CustomerTable(props: TableProps) {
  const userName = useUserName();
  const isWide = useMedia("(min-width: 48rem)");
  const [current, setCurrent] = createSignal(-1);
  const [drawn, setDrawn] = createSignal<{ id: string; width: number } | null>(null);
  const [room, setRoom] = createSignal(0);
  let table: HTMLDivElement | undefined;
  let head: HTMLDivElement | undefined;
  let scroller: HTMLDivElement | undefined;
  let bar: HTMLDivElement | undefined;
  let body: HTMLDivElement | undefined;
  const top = useTop(() => body);

  const known = createMemo(() => props.layout.filter(({ id }) => columnOf(id)));
  const layout = createMemo(() => {
    const line = drawn();
    return fitted(line ? withWidth(known(), line.id, line.width) : known(), room() - EDGES, ownWidth);
  });
  const tracks = () => `1rem ${tracksOf(layout(), ownWidth)} 1.5rem`;
  const leastWidth = () => `${totalWidth(layout(), ownWidth) + EDGES}px`;
  const isTooWide = () => room() > 0 && totalWidth(layout(), ownWidth) + EDGES > room();
  const scrollAll = (left: number) => {
    for (const one of [head, scroller, bar]) if (one && one.scrollLeft !== left) one.scrollLeft = left;
  };
  onMount(() => {
    const observer = new ResizeObserver(([entry]) => setRoom(entry?.contentRect.width ?? 0));
    if (table) observer.observe(table);
    onCleanup(() => observer.disconnect());
  });

  const rows = createWindowVirtualizer({
    get count() {
      return props.cards.length;
    },
    estimateSize: () => (isWide() ? 44 : 68),
    overscan: 12,
    get scrollMargin() {
      return top();
    },
    getItemKey: (at) => props.cards[at]?.id ?? at,
  });
  createEffect(() => {
    isWide();
    rows.measure();
  });
  createEffect(() => {
    const last = rows.getVirtualItems().at(-1)?.index ?? 0;
    if (props.hasMore && !props.loadingMore && !props.error && last >= props.cards.length - AHEAD) props.onMore();
  });

  // Whoever goes on beside the list goes on in it.
  createEffect(
    on(
      () => props.peeked,
      (id) => {
        const at = id ? props.cards.findIndex((card) => card.id === id) : -1;
        if (at < 0 || at === current()) return;
        setCurrent(at);
        rows.scrollToIndex(at, { align: "auto" });
      },
    ),
  );

  const goTo = (at: number) => {
    const next = Math.max(0, Math.min(at, props.cards.length - 1));
    setCurrent(next);
    rows.scrollToIndex(next, { align: "auto" });
    const focusRow = () =>
      document.querySelector<HTMLElement>(`[data-row="${next}"] a`)?.focus({ preventScroll: true });
    focusRow();
    // A row far away exists only once the scroll has been drawn.
    if (document.activeElement?.closest("[data-row]")?.getAttribute("data-row") !== String(next))
      requestAnimationFrame(focusRow);
    const id = props.cards[next]?.id;
    if (props.peeked && id) props.onPeek(id);
  };
  const select = (at: number, range: boolean) => {
    const id = props.cards[at]?.id;
    if (id) props.selection.toggle(id, range);
  };
  // The row's link has the focus, so Enter opens it by itself.
  useKeys({
    j: () => goTo(current() + 1),
    k: () => goTo(current() - 1),
    x: (event) => select(current(), event.shiftKey),
  });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === " " && event.target instanceof HTMLAnchorElement) {
      event.preventDefault();
      const id = props.cards[current()]?.id;
      props.onPeek(!id || id === props.peeked ? null : id);
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    goTo(current() + step);
  };

  const allSelected = () => props.cards.length > 0 && props.cards.every(({ id }) => props.selection.has(id));
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows are placed by the virtualiser, which a table element cannot do
    <div
      ref={table}
      role="table"
      aria-label={t("customers.title")}
      aria-rowcount={props.hasMore ? -1 : props.cards.length + 1}
      aria-busy={props.stale}
      onKeyDown={onKeyDown}
      class={`mx-2 transition-opacity md:mx-5 ${props.stale ? "opacity-60" : ""} ${props.selecting ? "pb-36" : "pb-10"}`}
    >
      <Show when={isWide()}>
        <div ref={head} class="sticky top-0 z-10 overflow-hidden border-b bg-paper">
          {/* biome-ignore lint/a11y/useSemanticElements: see above */}
          {/* biome-ignore lint/a11y/useFocusableInteractive: a row of headings is not acted on */}
          <div
            role="row"
            aria-rowindex={1}
            class="grid items-center gap-x-3 px-3 py-2 text-ink-3 text-sm"
            style={{ "grid-template-columns": tracks(), "min-width": leastWidth() }}
          >
            {/* biome-ignore lint/a11y/useSemanticElements: see above */}
            {/* biome-ignore lint/a11y/useFocusableInteractive: the box inside is */}
            <div role="columnheader" class="grid">
              <input
                type="checkbox"
                aria-label={t("selection.selectLoaded")}
                title={t("selection.selectLoaded")}
                class="size-4 cursor-pointer accent-accent"
                checked={allSelected()}
                ref={(box) =>
                  createEffect(() => {
                    box.indeterminate = props.selection.chosen().kind !== "none" && !allSelected();
                  })
                }
                onChange={() => (allSelected() ? props.selection.clear() : props.selection.loaded())}
              />
            </div>
            <ColumnHeads
              layout={layout()}
              sorting={props.sorting}
              onSort={props.onSort}
              onDraw={(id, width) => setDrawn(width === null ? null : { id, width })}
              onResize={(id, width) => {
                setDrawn(null);
                props.onLayout(withWidth(props.layout, id, width));
              }}
            />
          </div>
        </div>
      </Show>
      <div
        ref={scroller}
        class="overflow-x-auto overflow-y-hidden [scrollbar-width:none]"
        onScroll={() => scroller && scrollAll(scroller.scrollLeft)}
      >
        {/* biome-ignore lint/a11y/useSemanticElements: see above */}
        <div
          ref={body}
          role="rowgroup"
          class="relative"
          style={{ height: `${rows.getTotalSize()}px`, ...(isWide() && { "min-width": leastWidth() }) }}
        >
          <For each={rows.getVirtualItems()}>
            {(row) => (
              <Show when={props.cards[row.index]}>
                {(card) => (
                  <CustomerRow
                    card={card()}
                    index={row.index}
                    height={row.size}
                    offset={row.start - top()}
                    layout={layout()}
                    tracks={tracks()}
                    isWide={isWide()}
                    selected={props.selection.has(card().id)}
                    selecting={props.selecting}
                    peeked={props.peeked === card().id}
                    context={{ userName, onNarrow: props.onNarrow }}
                    onFocus={() => setCurrent(row.index)}
                    onSelect={(range) => select(row.index, range)}
                    onPeek={() => props.onPeek(props.peeked === card().id ? null : card().id)}
                  />
                )}
              </Show>
            )}
          </For>
        </div>
      </div>
      {/* The list's own bar lies at the end of thousands of rows: this one stays in sight. */}
      <Show when={isWide() && isTooWide()}>
        <div
          ref={bar}
          aria-hidden="true"
          class="sticky bottom-0 z-10 overflow-x-auto bg-paper"
          onScroll={() => bar && scrollAll(bar.scrollLeft)}
        >
          <div class="h-px" style={{ width: leastWidth() }} />
        </div>
      </Show>
      <Show when={props.error}>
        <div role="alert" class="flex flex-wrap items-center justify-center gap-3 py-6 text-ink-2">
          {messageOf(props.error)}
          <Button size="small" onClick={props.onMore}>
            {t("common.tryAgain")}
          </Button>
        </div>
      </Show>
    </div>
  );
}
