import ArrowDown from "lucide-solid/icons/arrow-down";
import ArrowUp from "lucide-solid/icons/arrow-up";
import { createSignal, For, Show } from "solid-js";
import type { CustomerOrder } from "#core/people/customers/index.ts";
import { VIEW_LIMITS } from "#core/workspace/views/index.ts";
import { t } from "#web/platform/i18n.ts";
import { showNumber } from "#web/platform/show.ts";
import { boundedWidth, type Layout } from "./column-layout.ts";
import { columnOf } from "./columns.tsx";

export type Sorting = { sort: CustomerOrder; reverse: boolean };

type HeadsProps = {
  layout: Layout;
  sorting: Sorting;
  onSort: (sort: CustomerOrder) => void;
  /** While a border is drawn, and once it is let go. */
  onDraw: (id: string, width: number | null) => void;
  onResize: (id: string, width: number) => void;
};

/** The headings: a press sorts, the border behind each is drawn or moved with the arrows. */
export function ColumnHeads(props: HeadsProps) {
  return <For each={props.layout.map(({ id }) => id)}>{(id) => <Head {...props} id={id} />}</For>;
}

/** Names go up and everything dated goes down, unless turned round. */
const goesUp = ({ sort, reverse }: Sorting) => (sort === "name") !== reverse;

function Head(props: HeadsProps & { id: string }) {
  let cell: HTMLDivElement | undefined;
  const column = () => columnOf(props.id);
  const name = () => column()?.name() ?? props.id;
  const isSorted = () => column()?.sort !== undefined && column()?.sort === props.sorting.sort;
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows are placed by the virtualiser
    // biome-ignore lint/a11y/useFocusableInteractive: the button inside is
    <div
      ref={cell}
      role="columnheader"
      aria-sort={isSorted() ? (goesUp(props.sorting) ? "ascending" : "descending") : undefined}
      class="relative flex min-w-0 items-center"
      classList={{ "justify-end pe-2": column()?.align === "end" }}
    >
      <Show when={column()?.sort} fallback={<span class="truncate">{name()}</span>}>
        {(sort) => (
          <button
            type="button"
            title={t("columns.sortBy", name())}
            class="inline-flex min-w-0 items-center gap-1 rounded-md hover:text-ink"
            classList={{ "font-medium text-ink": isSorted() }}
            onClick={() => props.onSort(sort())}
          >
            <span class="truncate">{name()}</span>
            <Show when={isSorted()}>
              <Show when={goesUp(props.sorting)} fallback={<ArrowDown size={13} class="shrink-0" />}>
                <ArrowUp size={13} class="shrink-0" />
              </Show>
            </Show>
          </button>
        )}
      </Show>
      <Border
        name={name()}
        widthNow={() => cell?.offsetWidth ?? VIEW_LIMITS.narrowest}
        onDraw={(width) => props.onDraw(props.id, width)}
        onResize={(width) => props.onResize(props.id, width)}
      />
    </div>
  );
}

type BorderProps = {
  name: string;
  widthNow: () => number;
  onDraw: (width: number | null) => void;
  onResize: (width: number) => void;
};

const STEP = 16;

function Border(props: BorderProps) {
  const [width, setWidth] = createSignal(0);
  const towardsEnd = () => (document.documentElement.dir === "rtl" ? -1 : 1);
  const draw = (event: PointerEvent & { currentTarget: HTMLElement }) => {
    event.preventDefault();
    const { currentTarget, clientX, pointerId } = event;
    currentTarget.setPointerCapture(pointerId);
    const before = props.widthNow();
    const widthAt = (x: number) => boundedWidth(before + (x - clientX) * towardsEnd());
    const move = (next: PointerEvent) => props.onDraw(widthAt(next.clientX));
    const stop = (last: PointerEvent) => {
      currentTarget.removeEventListener("pointermove", move);
      currentTarget.removeEventListener("pointerup", stop);
      currentTarget.removeEventListener("pointercancel", stop);
      if (last.type === "pointerup" && last.clientX !== clientX) props.onResize(widthAt(last.clientX));
      else props.onDraw(null);
    };
    currentTarget.addEventListener("pointermove", move);
    currentTarget.addEventListener("pointerup", stop);
    currentTarget.addEventListener("pointercancel", stop);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    props.onResize(boundedWidth(props.widthNow() + step * towardsEnd()));
    queueMicrotask(() => setWidth(props.widthNow()));
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved
    <span
      role="separator"
      tabindex={0}
      aria-orientation="vertical"
      aria-label={t("columns.resize", props.name)}
      aria-valuemin={VIEW_LIMITS.narrowest}
      aria-valuemax={VIEW_LIMITS.widest}
      aria-valuenow={width() || VIEW_LIMITS.narrowest}
      aria-valuetext={t("columns.width", showNumber(width()))}
      class="group/border absolute -end-2.5 top-[-0.25rem] bottom-[-0.25rem] z-1 flex w-4 cursor-col-resize touch-none justify-center rounded outline-offset-0"
      onPointerDown={draw}
      onFocus={() => setWidth(props.widthNow())}
      onKeyDown={onKeyDown}
    >
      <span
        aria-hidden="true"
        class="w-px bg-line transition-colors group-hover/border:bg-accent group-active/border:bg-accent"
      />
    </span>
  );
}
