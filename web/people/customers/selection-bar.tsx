import FileDown from "lucide-solid/icons/file-down";
import X from "lucide-solid/icons/x";
import { createSignal, For, lazy, Show, Suspense } from "solid-js";
import type { CustomerOrder } from "#core/people/customers/index.ts";
import { t } from "#web/platform/i18n.ts";
import { showNumber } from "#web/platform/show.ts";
import { Button, type Icon, IconButton } from "#web/ui/button.tsx";
import { Popup, PopupItem } from "#web/ui/popup.tsx";
import { useCan } from "#web/workspace/users/index.ts";
import { BulkActions } from "./bulk-actions.tsx";
import { targetOf } from "./bulk-target.ts";
import { type ExportFormat, exportList } from "./export-list.ts";
import type { Selection } from "./selection.ts";
import { MOST_SELECTED } from "./selection.ts";
import { selectionActions } from "./selection-actions.ts";

const ExportDialog = lazy(async () => ({
  default: (await import("#web/workspace/exports/index.ts")).ExportDialog,
}));

type BarProps = {
  selection: Selection;
  archived: boolean;
  /** The list's rule, as the address has it. */
  filter: string | null;
  loaded: number;
  hasMore: boolean;
  order: { sort: CustomerOrder; reverse: boolean };
};

/** What can be done with those who are chosen. */
export function SelectionBar(props: BarProps) {
  return (
    <Show when={props.selection.chosen().kind !== "none"}>
      <Bar {...props} />
    </Show>
  );
}

function Bar(props: BarProps) {
  const can = useCan();
  const [choosing, setChoosing] = createSignal(false);
  const target = () => targetOf(props.selection, props.filter, props.archived);
  const isMatching = () => props.selection.chosen().kind === "matching";
  const said = () => {
    const count = props.selection.count();
    if (count !== null) return t("selection.count", showNumber(count));
    return t(props.filter === null ? "selection.everybody" : "selection.matching");
  };
  const mayWiden = () =>
    !isMatching() &&
    props.selection.count() === Math.min(props.loaded, MOST_SELECTED) &&
    (props.hasMore || props.loaded > MOST_SELECTED);

  return (
    <section
      data-bottom-bar
      aria-label={t("selection.title")}
      class="fixed inset-x-0 bottom-16 z-60 flex justify-center px-3 md:start-60 md:bottom-5"
    >
      <div class="appear flex max-w-full flex-wrap items-center gap-x-1 gap-y-1.5 rounded-2xl border bg-raised px-2.5 py-2 shadow-float">
        <span role="status" class="px-1.5 font-semibold tabular-nums">
          {said()}
        </span>
        <Show when={mayWiden()}>
          <Button size="small" look="quiet" class="text-accent" onClick={() => props.selection.matching()}>
            {t("selection.allMatching")}
          </Button>
        </Show>
        <Show when={can("customers.write")}>
          <BulkActions
            archived={props.archived}
            target={target}
            sure={isMatching() ? t(props.filter === null ? "selection.sureEverybody" : "selection.sureMatching") : null}
            onGone={props.selection.clear}
          />
        </Show>
        <For each={selectionActions()}>
          {(Action) => (
            <Suspense>
              <Action target={target} />
            </Suspense>
          )}
        </For>
        <Show when={can("exports.run")}>
          <Popup label={t("selection.export")} icon={FileDown as Icon} title={t("selection.export")} above atEnd>
            {(close) => (
              <>
                <For each={["xlsx", "csv"] as const satisfies ExportFormat[]}>
                  {(format) => (
                    <PopupItem
                      onClick={() => {
                        close();
                        void exportList(target(), props.order, format);
                      }}
                    >
                      {t(`selection.formats.${format}`)}
                    </PopupItem>
                  )}
                </For>
                <PopupItem
                  onClick={() => {
                    close();
                    setChoosing(true);
                  }}
                >
                  {t("exports.choose")}
                </PopupItem>
              </>
            )}
          </Popup>
          <Show when={choosing()}>
            <Suspense>
              <ExportDialog
                open
                onClose={() => setChoosing(false)}
                question={{ ...props.order, ...target() }}
                summary={said()}
              />
            </Suspense>
          </Show>
        </Show>
        <IconButton icon={X} label={t("selection.clear")} onClick={() => props.selection.clear()} />
      </div>
    </section>
  );
}
