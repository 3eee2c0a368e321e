import { createWindowVirtualizer } from "@tanstack/solid-virtual";
import { createEffect, createSignal, For, Show } from "solid-js";
import type { CustomerCard } from "#core/people/customers/index.ts";
import type { Leaf } from "#core/platform/rules/rule.ts";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { useKeys } from "#web/platform/keys.ts";
import { Button } from "#web/ui/button.tsx";
import { useMedia } from "#web/ui/media.ts";
import { useTop } from "#web/ui/use-top.ts";
import { useUserName } from "#web/workspace/users/index.ts";
import { COLUMNS, CustomerRow } from "./customer-row.tsx";

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
};

/** Asked for this many rows before the end comes into view. */
const AHEAD = 60;

/** The list of customers. Only the rows in view exist, however long it is. */
export function CustomerTable(props: TableProps) {
  const userName = useUserName();
  const isWide = useMedia("(min-width: 48rem)");
  const [current, setCurrent] = createSignal(-1);
  let body: HTMLDivElement | undefined;
  const top = useTop(() => body);

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
  };
  // The row's link has the focus, so Enter opens it by itself.
  useKeys({ j: () => goTo(current() + 1), k: () => goTo(current() - 1) });
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    goTo(current() + step);
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: rows are placed by the virtualiser, which a table element cannot do
    <div
      role="table"
      aria-label={t("customers.title")}
      aria-rowcount={props.hasMore ? -1 : props.cards.length + 1}
      aria-busy={props.stale}
      onKeyDown={onKeyDown}
      class={`px-2 pb-10 transition-opacity md:px-5 ${props.stale ? "opacity-60" : ""}`}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: see above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: a row of headings is not acted on */}
      <div
        role="row"
        aria-rowindex={1}
        class={`sticky top-0 z-10 hidden items-center gap-3 border-b bg-paper px-3 py-2 text-ink-3 text-sm md:grid ${COLUMNS}`}
      >
        <For each={["name", "relation", "stage", "phone", "city", "tags", "lastContact", "owner"] as const}>
          {(name) => (
            // biome-ignore lint/a11y/useSemanticElements: see above
            // biome-ignore lint/a11y/useFocusableInteractive: not sorted by clicking
            <div role="columnheader" class={`truncate ${HIDDEN[name] ?? ""}`}>
              {t(`customers.columns.${name}`)}
            </div>
          )}
        </For>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: see above */}
      <div ref={body} role="rowgroup" class="relative" style={{ height: `${rows.getTotalSize()}px` }}>
        <For each={rows.getVirtualItems()}>
          {(row) => (
            <Show when={props.cards[row.index]}>
              {(card) => (
                <CustomerRow
                  card={card()}
                  owner={userName(card().ownerId)}
                  index={row.index}
                  height={row.size}
                  offset={row.start - top()}
                  onNarrow={props.onNarrow}
                  onFocus={() => setCurrent(row.index)}
                />
              )}
            </Show>
          )}
        </For>
      </div>
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

/** Columns that give way on narrower screens. */
export const HIDDEN: Record<string, string> = {
  relation: "max-xl:hidden",
  city: "max-lg:hidden",
  tags: "max-xl:hidden",
  lastContact: "max-lg:hidden",
  owner: "max-wide:hidden",
};
