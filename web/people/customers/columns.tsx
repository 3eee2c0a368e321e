import { createSignal, For, type JSX, Show } from "solid-js";
import type { CustomerCard, CustomerOrder } from "#core/people/customers/index.ts";
import type { Leaf } from "#core/platform/rules/rule.ts";
import { findWord, t } from "#web/platform/i18n.ts";
import { showPhone } from "#web/platform/phones.ts";
import { showInstant, showList, showNumber } from "#web/platform/show.ts";
import { Ago } from "#web/ui/ago.tsx";
import { Tag } from "#web/ui/tag.tsx";
import { isShown } from "./parts.ts";
import { segmentName } from "./segment-names.ts";
import { StageMark } from "./stage-mark.tsx";
import { kindWord, relationWord, rfmWord, stageWord } from "./words.ts";

/** What a cell may need besides the card. */
export type CellContext = {
  userName: (id: string | null | undefined) => string | null;
  /** Shows only those who are like this one. */
  onNarrow: (condition: Leaf) => void;
};

/**
 * A column of the list. `id` is what views keep (`custom.<key>` for a custom field), `width` its first width in
 * CSS pixels, `sort` the order its heading sorts by. What is counted or dated lies at the end, digits under digits.
 */
export type Column = {
  id: string;
  name: () => string;
  width: number;
  align?: "end";
  sort?: CustomerOrder;
  cell: (card: CustomerCard, context: CellContext) => JSX.Element;
};

const word = (name: string) => () => findWord(`customers.columns.${name}`) ?? findWord(`columns.names.${name}`) ?? name;
const ago = (at: string | null) => (
  <Show when={at} fallback={<None />}>
    {(known) => <Ago at={known()} class="relative z-1" />}
  </Show>
);
const moment = (at: string) => <span class="tabular-nums">{showInstant(at, "short")}</span>;

const count = (value: number) => <span class="tabular-nums">{showNumber(value)}</span>;
const sumOf = (counts: CustomerCard["inbound"]) => Object.values(counts).reduce((all, one) => all + one, 0);
const daysSince = (at: string) => Math.max(0, Math.floor((Date.now() - Date.parse(at)) / 86_400_000));

/** The name stands first in every list and is drawn with the row: it is the link. */
export const NAME_COLUMN: Column = {
  id: "name",
  name: word("name"),
  width: 240,
  sort: "name",
  cell: (card) => card.name,
};

const OWN: readonly Column[] = [
  NAME_COLUMN,
  { id: "relation", name: word("relation"), width: 100, cell: (card) => relationWord(card.relation) },
  {
    id: "stage",
    name: word("stage"),
    width: 122,
    cell: (card, { onNarrow }) => (
      <Narrow
        label={t("filters.onlyStage", stageWord(card.lifecycleStage))}
        onClick={() => onNarrow({ field: "lifecycleStage", is: "anyOf", value: [card.lifecycleStage] })}
      >
        <StageMark stage={card.lifecycleStage} />
      </Narrow>
    ),
  },
  {
    id: "phone",
    name: word("phone"),
    width: 128,
    cell: (card) => (
      <Show when={card.phone} fallback={<None />}>
        {(phone) => <span class="ltr-text tabular-nums">{showPhone(phone())}</span>}
      </Show>
    ),
  },
  {
    id: "email",
    name: word("email"),
    width: 200,
    cell: (card) => (
      <Show when={card.email} fallback={<None />}>
        {(email) => <span class="ltr-text">{email()}</span>}
      </Show>
    ),
  },
  { id: "city", name: word("city"), width: 76, cell: (card) => card.city ?? <None /> },
  {
    id: "tags",
    name: word("tags"),
    width: 148,
    cell: (card, { onNarrow }) => (
      <span class="flex items-center gap-1">
        <For each={card.tags.slice(0, 2)} fallback={<None />}>
          {(tag) => (
            <Narrow
              label={t("filters.onlyTag", tag)}
              onClick={() => onNarrow({ field: "tags", is: "hasAny", value: [tag] })}
            >
              <Tag class="hover:border-ink-3 hover:text-ink">{tag}</Tag>
            </Narrow>
          )}
        </For>
        <Show when={card.tags.length > 2}>
          <span class="shrink-0 text-ink-3 text-xs" title={showList(card.tags.slice(2))}>
            +{showNumber(card.tags.length - 2)}
          </span>
        </Show>
      </span>
    ),
  },
  {
    id: "lastContact",
    name: word("lastContact"),
    width: 100,
    sort: "lastContact",
    cell: (card) => ago(card.lastContactAt),
  },
  {
    id: "owner",
    name: word("owner"),
    width: 108,
    cell: (card, { userName }) => userName(card.ownerId) ?? <None />,
  },
  {
    id: "interactions",
    name: word("interactions"),
    width: 96,
    align: "end",
    cell: (card) => <span class="tabular-nums">{showNumber(card.interactions)}</span>,
  },
  {
    id: "firstContact",
    name: word("firstContact"),
    width: 152,
    cell: (card) => (
      <Show when={card.firstContactAt} fallback={<None />}>
        {(at) => moment(at())}
      </Show>
    ),
  },
  {
    id: "silence",
    name: word("silence"),
    width: 104,
    align: "end",
    cell: (card) => (
      <Show when={card.lastContactAt} fallback={<None />}>
        {(at) => count(daysSince(at()))}
      </Show>
    ),
  },
  { id: "inbound", name: word("inbound"), width: 96, align: "end", cell: (card) => count(sumOf(card.inbound)) },
  { id: "outbound", name: word("outbound"), width: 96, align: "end", cell: (card) => count(sumOf(card.outbound)) },
  {
    id: "openActivities",
    name: word("openActivities"),
    width: 96,
    align: "end",
    cell: (card) => count(card.openActivities),
  },
  {
    id: "nextActivity",
    name: word("nextActivity"),
    width: 132,
    cell: (card) => (
      <Show when={card.nextActivityAt} fallback={<None />}>
        {(at) => <span classList={{ "text-danger": Date.parse(at()) < Date.now() }}>{ago(at())}</span>}
      </Show>
    ),
  },
  {
    id: "rfm",
    name: word("rfm"),
    width: 124,
    cell: (card) => (
      <Show when={card.rfm} fallback={<None />}>
        {(rfm) => rfmWord(rfm().group)}
      </Show>
    ),
  },
  {
    id: "segments",
    name: word("segments"),
    width: 168,
    cell: (card, { onNarrow }) => {
      const named = () => card.segments.flatMap((id) => ({ id, name: segmentName(id) })).filter(({ name }) => name);
      return (
        <span class="flex items-center gap-1">
          <For each={named().slice(0, 2)} fallback={<None />}>
            {({ id, name }) => (
              <Narrow
                label={t("filters.onlySegment", name ?? "")}
                onClick={() => onNarrow({ field: "segments", is: "hasAny", value: [id] })}
              >
                <Tag class="hover:border-ink-3 hover:text-ink">{name}</Tag>
              </Narrow>
            )}
          </For>
          <Show when={named().length > 2}>
            <span
              class="shrink-0 text-ink-3 text-xs"
              title={showList(
                named()
                  .slice(2)
                  .map(({ name }) => name ?? ""),
              )}
            >
              +{showNumber(named().length - 2)}
            </span>
          </Show>
        </span>
      );
    },
  },
  { id: "kind", name: word("kind"), width: 88, cell: (card) => kindWord(card.kind) },
  { id: "createdAt", name: word("createdAt"), width: 152, sort: "newest", cell: (card) => moment(card.createdAt) },
  { id: "updatedAt", name: word("updatedAt"), width: 152, sort: "changed", cell: (card) => moment(card.updatedAt) },
];

const [more, setMore] = createSignal<readonly (() => readonly Column[])[]>([]);

/** Other rooms' columns, such as those of custom fields. The accessor is followed as its columns come and go. */
export function addColumns(source: () => readonly Column[]): void {
  setMore((all) => [...all, source]);
}

/** Every column there is now; those of fields that are closed to the reader are not among them. */
export const allColumns = (): readonly Column[] =>
  [...OWN, ...more().flatMap((source) => source())].filter(({ id }) => isShown(id));

export const columnOf = (id: string): Column | undefined => allColumns().find((column) => column.id === id);

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

export function None() {
  return <span class="text-ink-3">–</span>;
}
