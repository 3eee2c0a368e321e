import Columns from "lucide-solid/icons/columns-3";
import Grip from "lucide-solid/icons/grip-vertical";
import { createSignal, For, Show } from "solid-js";
import { foldText } from "#core/platform/fold.ts";
import { t } from "#web/platform/i18n.ts";
import { showNumber } from "#web/platform/show.ts";
import { Button, type Icon } from "#web/ui/button.tsx";
import { INPUT } from "#web/ui/field.tsx";
import { Popup } from "#web/ui/popup.tsx";
import { FIRST_LAYOUT, isFirst, type Layout, moved, toggled } from "./column-layout.ts";
import { allColumns, columnOf } from "./columns.tsx";
import { isShown } from "./parts.ts";

/** Which columns the list shows, and in what order: drawn to their place, or moved with Alt and the arrows. */
export function ColumnPicker(props: { layout: Layout; onLayout: (layout: Layout) => void }) {
  return (
    <Popup label={t("columns.title")} icon={Columns as Icon} title={t("columns.title")} atEnd panelClass="p-3">
      {() => <Picker {...props} />}
    </Popup>
  );
}

function Picker(props: { layout: Layout; onLayout: (layout: Layout) => void }) {
  const [typed, setTyped] = createSignal("");
  const [dragged, setDragged] = createSignal<string | null>(null);
  const [said, setSaid] = createSignal("");
  const nameOf = (id: string) => columnOf(id)?.name() ?? t("columns.gone", id);
  const fits = (id: string) => foldText(nameOf(id)).includes(foldText(typed()));
  const shown = () =>
    props.layout
      .map(({ id }) => id)
      .filter(isShown)
      .filter(fits);
  const hidden = () =>
    allColumns()
      .map(({ id }) => id)
      .filter((id) => !props.layout.some((column) => column.id === id) && fits(id));
  const placeOf = (id: string) => props.layout.findIndex((column) => column.id === id);
  const move = (id: string, to: number) => {
    const next = moved(props.layout, id, to);
    if (JSON.stringify(next) === JSON.stringify(props.layout)) return;
    props.onLayout(next);
    setSaid(t("columns.moved", nameOf(id), showNumber(next.findIndex((column) => column.id === id) + 1)));
  };
  // Its box goes from one part of the list to the other: the focus goes with it.
  const toggle = (id: string) => {
    props.onLayout(toggled(props.layout, id));
    queueMicrotask(() => document.querySelector<HTMLElement>(`[data-column="${CSS.escape(id)}"]`)?.focus());
  };
  const onKeyDown = (event: KeyboardEvent, id: string) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step || !event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    move(id, placeOf(id) + step);
    queueMicrotask(() => document.querySelector<HTMLElement>(`[data-grip="${CSS.escape(id)}"]`)?.focus());
  };
  const row = "flex min-h-8 items-center gap-1 rounded-lg pe-1 hover:bg-hover";
  return (
    <div class="space-y-2">
      <input
        type="text"
        dir="auto"
        aria-label={t("columns.find")}
        placeholder={t("columns.find")}
        class={`${INPUT} h-8`}
        value={typed()}
        onInput={(event) => setTyped(event.currentTarget.value)}
      />
      <div class="max-h-[min(24rem,50dvh)] overflow-y-auto">
        <Show when={shown().length > 0}>
          <h2 class="px-1 pb-0.5 text-ink-3 text-xs">{t("columns.shown")}</h2>
          <ul>
            <For each={shown()}>
              {(id) => (
                <li
                  class={row}
                  classList={{ "opacity-50": dragged() === id }}
                  draggable={id !== "name"}
                  onDragStart={(event) => {
                    setDragged(id);
                    event.dataTransfer?.setData("text/plain", id);
                  }}
                  onDragEnd={() => setDragged(null)}
                  onDragOver={(event) => dragged() && event.preventDefault()}
                  onDrop={(event) => {
                    event.preventDefault();
                    const one = dragged();
                    setDragged(null);
                    if (one) move(one, placeOf(id));
                  }}
                >
                  <label class="flex min-w-0 flex-1 cursor-pointer items-center gap-2.5 px-1.5">
                    <input
                      type="checkbox"
                      class="size-4 shrink-0 accent-accent"
                      checked
                      disabled={id === "name"}
                      aria-label={id === "name" ? nameOf(id) : t("columns.hide", nameOf(id))}
                      data-column={id}
                      onChange={() => toggle(id)}
                    />
                    <span class="truncate" classList={{ "text-warn": !columnOf(id) }}>
                      {nameOf(id)}
                    </span>
                  </label>
                  <Show when={id !== "name"} fallback={<span class="text-ink-3 text-xs">{t("columns.pinned")}</span>}>
                    <button
                      type="button"
                      data-grip={id}
                      aria-label={t("columns.move", nameOf(id))}
                      title={t("columns.move", nameOf(id))}
                      class="grid size-7 shrink-0 cursor-grab place-items-center rounded-md text-ink-3 hover:text-ink"
                      onKeyDown={(event) => onKeyDown(event, id)}
                    >
                      <Grip size={14} />
                    </button>
                  </Show>
                </li>
              )}
            </For>
          </ul>
        </Show>
        <Show when={hidden().length > 0}>
          <h2 class="px-1 pt-2 pb-0.5 text-ink-3 text-xs">{t("columns.hidden")}</h2>
          <ul>
            <For each={hidden()}>
              {(id) => (
                <li class={row}>
                  <label class="flex min-w-0 flex-1 cursor-pointer items-center gap-2.5 px-1.5">
                    <input
                      type="checkbox"
                      class="size-4 shrink-0 accent-accent"
                      checked={false}
                      aria-label={t("columns.show", nameOf(id))}
                      data-column={id}
                      onChange={() => toggle(id)}
                    />
                    <span class="truncate">{nameOf(id)}</span>
                  </label>
                </li>
              )}
            </For>
          </ul>
        </Show>
        <Show when={shown().length + hidden().length === 0}>
          <p class="px-1.5 py-2 text-ink-3">{t("columns.none")}</p>
        </Show>
      </div>
      <Show when={!isFirst(props.layout)}>
        <Button size="small" look="quiet" class="w-full" onClick={() => props.onLayout(FIRST_LAYOUT)}>
          {t("columns.reset")}
        </Button>
      </Show>
      <p role="status" class="sr-only">
        {said()}
      </p>
    </div>
  );
}
