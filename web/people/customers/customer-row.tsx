import { A } from "@solidjs/router";
import PanelRight from "lucide-solid/icons/panel-right-open";
import { For, type JSX, Show } from "solid-js";
import type { CustomerCard } from "#core/people/customers/index.ts";
import { t } from "#web/platform/i18n.ts";
import { showPhone } from "#web/platform/phones.ts";
import { Ago } from "#web/ui/ago.tsx";
import { Avatar } from "#web/ui/avatar.tsx";
import { type Icon, IconButton } from "#web/ui/button.tsx";
import { Tag } from "#web/ui/tag.tsx";
import type { Layout } from "./column-layout.ts";
import { type CellContext, columnOf, None } from "./columns.tsx";
import { isShown } from "./parts.ts";
import { StageMark } from "./stage-mark.tsx";
import { relationWord } from "./words.ts";

type RowProps = {
  card: CustomerCard;
  index: number;
  height: number;
  offset: number;
  layout: Layout;
  /** The columns' grid tracks. */
  tracks: string;
  isWide: boolean;
  selected: boolean;
  /** Whether boxes are shown also where there is little room. */
  selecting: boolean;
  peeked: boolean;
  context: CellContext;
  onFocus: () => void;
  onSelect: (range: boolean) => void;
  onPeek: () => void;
};

/** One customer in the list. The whole row is the link's target. */
export function CustomerRow(props: RowProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: placed by the virtualiser
    // biome-ignore lint/a11y/useFocusableInteractive: the link inside has the focus
    <div
      role="row"
      aria-rowindex={props.index + 2}
      aria-selected={props.selected}
      data-row={props.index}
      onFocusIn={props.onFocus}
      class="group/row absolute inset-x-0 top-0 grid items-center gap-x-3 border-b px-3"
      classList={{
        "bg-accent-soft/60": props.selected,
        "bg-hover": props.peeked && !props.selected,
        "focus-within:bg-hover hover:bg-hover": !props.selected,
        "grid-cols-[minmax(0,1fr)_auto_auto]": !props.isWide,
      }}
      style={{
        height: `${props.height}px`,
        transform: `translateY(${props.offset}px)`,
        ...(props.isWide && { "grid-template-columns": props.tracks }),
      }}
    >
      <Show when={props.isWide} fallback={<Narrow {...props} />}>
        <Cell>
          <SelectBox {...props} />
        </Cell>
        <For each={props.layout}>
          {({ id }) => (
            <Show when={id !== "name"} fallback={<Name card={props.card} />}>
              <Cell class={columnOf(id)?.align === "end" ? "pe-2 text-end text-ink-2" : "text-ink-2"}>
                {columnOf(id)?.cell(props.card, props.context) ?? <None />}
              </Cell>
            </Show>
          )}
        </For>
        <Cell class="-col-end-1">
          <PeekButton {...props} />
        </Cell>
      </Show>
    </div>
  );
}

/** Two lines where there is room for no more. */
function Narrow(props: RowProps) {
  return (
    <>
      <Show when={props.selecting} fallback={<Name card={props.card} />}>
        <Name card={props.card} box={<SelectBox {...props} />} />
      </Show>
      <Cell class="justify-self-end">
        <StageMark stage={props.card.lifecycleStage} />
      </Cell>
      <Cell class="row-span-2">
        <PeekButton {...props} />
      </Cell>
      <Cell class={`text-ink-2 text-sm ${props.selecting ? "ps-16" : "ps-9.5"}`}>
        <Show when={isShown("phones")} fallback={relationWord(props.card.relation)}>
          <Show when={props.card.phone} fallback={<None />}>
            {(phone) => <span class="ltr-text">{showPhone(phone())}</span>}
          </Show>
        </Show>
      </Cell>
      <Cell class="justify-self-end text-ink-3 text-sm">
        <Show when={props.card.lastContactAt} fallback={<None />}>
          {(at) => <Ago at={at()} class="relative z-1" />}
        </Show>
      </Cell>
    </>
  );
}

function Name(props: { card: CustomerCard; box?: JSX.Element }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: placed by the virtualiser
    <div role="cell" class="flex min-w-0 items-center gap-2.5">
      {props.box}
      <Avatar name={props.card.name} square={props.card.kind === "organisation"} />
      <A
        href={`/customers/${props.card.id}`}
        class="min-w-0 truncate font-medium outline-offset-[-2px] after:absolute after:inset-0 after:rounded-lg focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2"
        dir="auto"
      >
        {props.card.name}
      </A>
      <Show when={props.card.archived}>
        <Tag>{t("customers.archived")}</Tag>
      </Show>
    </div>
  );
}

/** The box itself takes the press, with what is around it; shift takes all in between. */
function SelectBox(props: RowProps) {
  let range = false;
  return (
    <label class="relative z-1 -m-2 grid size-8 cursor-pointer place-items-center">
      <input
        type="checkbox"
        tabindex={-1}
        aria-label={t("selection.selectOne", props.card.name)}
        class="size-4 accent-accent pointer-fine:opacity-35 pointer-fine:checked:opacity-100 pointer-fine:group-hover/row:opacity-100"
        checked={props.selected}
        onPointerDown={(event) => {
          range = event.shiftKey;
        }}
        onClick={(event) => {
          range = event.shiftKey;
        }}
        onChange={(event) => {
          props.onSelect(range);
          event.currentTarget.checked = props.selected;
        }}
      />
    </label>
  );
}

function PeekButton(props: RowProps) {
  return (
    <IconButton
      icon={PanelRight as Icon}
      label={t("peek.open", props.card.name)}
      tabindex={-1}
      aria-expanded={props.peeked}
      class="relative z-1 -my-1 -me-1.5 transition-opacity rtl:[&_svg]:-scale-x-100 pointer-fine:opacity-0 pointer-fine:group-hover/row:opacity-100 pointer-fine:group-focus-within/row:opacity-100"
      onClick={() => props.onPeek()}
    />
  );
}

function Cell(props: { class?: string; children: JSX.Element }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: placed by the virtualiser
    <div role="cell" class={`min-w-0 truncate ${props.class ?? ""}`}>
      {props.children}
    </div>
  );
}
