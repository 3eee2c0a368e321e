import { A } from "@solidjs/router";
import { For, type JSX, Show } from "solid-js";
import type { CustomerCard } from "#core/people/customers/index.ts";
import type { Leaf } from "#core/platform/rules/rule.ts";
import { t } from "#web/platform/i18n.ts";
import { showPhone } from "#web/platform/phones.ts";
import { showList, showNumber } from "#web/platform/show.ts";
import { Ago } from "#web/ui/ago.tsx";
import { Avatar } from "#web/ui/avatar.tsx";
import { Tag } from "#web/ui/tag.tsx";
import { StageMark } from "./stage-mark.tsx";
import { relationWord, stageWord } from "./words.ts";

/** Name, stage, phone; then city and last contact; then relation and tags; then the owner, as there is room. */
export const COLUMNS =
  "md:grid-cols-[minmax(11rem,2fr)_7.5rem_8.5rem] lg:grid-cols-[minmax(11rem,2fr)_7.5rem_8.5rem_5.5rem_7rem] xl:grid-cols-[minmax(11rem,2fr)_6.5rem_7.5rem_8.5rem_5.5rem_minmax(9rem,1.4fr)_7rem] wide:grid-cols-[minmax(11rem,2fr)_6.5rem_8rem_8.5rem_6rem_minmax(9rem,1.4fr)_7rem_minmax(7rem,0.6fr)]";

type RowProps = {
  card: CustomerCard;
  owner: string | null;
  index: number;
  height: number;
  offset: number;
  onFocus: () => void;
  onNarrow: (condition: Leaf) => void;
};

/** One customer in the list. The whole row is the link's target. */
export function CustomerRow(props: RowProps) {
  const card = () => props.card;
  return (
    // biome-ignore lint/a11y/useSemanticElements: placed by the virtualiser
    // biome-ignore lint/a11y/useFocusableInteractive: the link inside has the focus
    <div
      role="row"
      aria-rowindex={props.index + 2}
      data-row={props.index}
      onFocusIn={props.onFocus}
      class={`absolute inset-x-0 top-0 grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 border-b px-3 focus-within:bg-hover hover:bg-hover ${COLUMNS}`}
      style={{ height: `${props.height}px`, transform: `translateY(${props.offset}px)` }}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: see above */}
      <div role="cell" class="flex min-w-0 items-center gap-2.5">
        <Avatar name={card().name} square={card().kind === "organisation"} />
        <A
          href={`/customers/${card().id}`}
          class="min-w-0 truncate font-medium outline-offset-[-2px] after:absolute after:inset-0 after:rounded-lg focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2"
          dir="auto"
        >
          {card().name}
        </A>
        <Show when={card().archived}>
          <Tag>{t("customers.archived")}</Tag>
        </Show>
      </div>
      <Cell class="text-ink-2 max-xl:hidden">{relationWord(card().relation)}</Cell>
      <Cell class="max-md:justify-self-end">
        <Narrow
          label={t("filters.onlyStage", stageWord(card().lifecycleStage))}
          onClick={() => props.onNarrow({ field: "lifecycleStage", is: "anyOf", value: [card().lifecycleStage] })}
        >
          <StageMark stage={card().lifecycleStage} />
        </Narrow>
      </Cell>
      <Cell class="text-ink-2 max-md:col-start-1 max-md:row-start-2 max-md:ps-9.5 max-md:text-sm">
        <Show when={card().phone} fallback={<None />}>
          {(phone) => <span class="ltr-text">{showPhone(phone())}</span>}
        </Show>
      </Cell>
      <Cell class="text-ink-2 max-lg:hidden">{card().city ?? <None />}</Cell>
      <Cell class="flex items-center gap-1 max-xl:hidden">
        <For each={card().tags.slice(0, 2)} fallback={<None />}>
          {(tag) => (
            <Narrow
              label={t("filters.onlyTag", tag)}
              onClick={() => props.onNarrow({ field: "tags", is: "hasAny", value: [tag] })}
            >
              <Tag class="hover:border-ink-3 hover:text-ink">{tag}</Tag>
            </Narrow>
          )}
        </For>
        <Show when={card().tags.length > 2}>
          <span class="shrink-0 text-ink-3 text-xs" title={showList(card().tags.slice(2))}>
            +{showNumber(card().tags.length - 2)}
          </span>
        </Show>
      </Cell>
      <Cell class="text-ink-2 max-md:justify-self-end max-md:text-ink-3 max-md:text-sm md:max-lg:hidden">
        <Show when={card().lastContactAt} fallback={<None />}>
          {(at) => <Ago at={at()} class="relative z-1" />}
        </Show>
      </Cell>
      <Cell class="text-ink-2 max-wide:hidden">{props.owner ?? <None />}</Cell>
    </div>
  );
}

/** Filters by what it shows. For the pointer: the keyboard has the filter's editor, and a row one stop. */
function Narrow(props: { label: string; onClick: () => void; children: JSX.Element }) {
  return (
    <button
      type="button"
      tabindex={-1}
      title={props.label}
      aria-label={props.label}
      class="relative z-1 flex min-w-0 max-w-full rounded-md hover:text-accent max-md:pointer-events-none"
      onClick={() => props.onClick()}
    >
      {props.children}
    </button>
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

function None() {
  return <span class="text-ink-3">–</span>;
}
