import Plus from "lucide-solid/icons/plus";
import { createSignal, Index, type JSX, Show } from "solid-js";
import { hasDraft } from "#web/platform/drafts.ts";
import { t } from "#web/platform/i18n.ts";
import { IconButton } from "./button.tsx";
import { InlineEdit, type InlineForm } from "./inline-edit.tsx";
import { Blank, Line } from "./inline-fields.tsx";

type InlineListProps<T, D extends object> = {
  label: string;
  /** What one entry is called. */
  one: string;
  /** The field's name in the request; an entry's complaints come under `path.index`. */
  path: string;
  /** Under which name, with the place in the list, what is typed is kept until it is saved. */
  draft?: string;
  most: number;
  items: readonly T[];
  readOnly: boolean;
  view: (item: T) => JSX.Element;
  start: (item: T | null) => D;
  isBlank: (draft: D) => boolean;
  check: (draft: D) => Record<string, string> | null;
  finish: (draft: D, item: T | null) => T;
  onSave: (items: T[]) => Promise<unknown>;
  children: (form: InlineForm<D>) => JSX.Element;
};

/** Several values of one field, each edited by itself; one left blank is taken away. */
export function InlineList<T, D extends object>(props: InlineListProps<T, D>) {
  const [adding, setAdding] = createSignal(!props.readOnly && hasDraft(props.draft && `${props.draft}.new`));
  const without = (at: number) => props.items.filter((_, index) => index !== at);
  const change = (at: number, draft: D) => {
    if (props.isBlank(draft)) return props.onSave(without(at));
    return props.onSave(props.items.map((item, index) => (index === at ? props.finish(draft, item) : item)));
  };
  const add = async (draft: D) => {
    if (!props.isBlank(draft)) await props.onSave([...props.items, props.finish(draft, null)]);
  };
  const mayAdd = () => !props.readOnly && !adding() && props.items.length < props.most;
  const checked = (draft: D) => (props.isBlank(draft) ? null : props.check(draft));

  return (
    <Line
      label={props.label}
      action={
        <Show when={mayAdd() && props.items.length > 0}>
          <IconButton
            icon={Plus}
            size={13}
            label={t("common.addOne", props.one)}
            class="size-6"
            onClick={() => setAdding(true)}
          />
        </Show>
      }
    >
      <Index each={props.items as T[]}>
        {(item, at) => (
          <InlineEdit
            label={props.one}
            path={`${props.path}.${at}`}
            {...(props.draft && { draft: `${props.draft}.${at}` })}
            readOnly={props.readOnly}
            start={() => props.start(item())}
            check={checked}
            onSave={(draft) => change(at, draft)}
            onRemove={() => void props.onSave(without(at)).catch(() => {})}
            view={props.view(item())}
          >
            {props.children}
          </InlineEdit>
        )}
      </Index>
      <Show when={adding()}>
        <InlineEdit
          open
          {...(props.draft && { draft: `${props.draft}.new` })}
          label={props.one}
          path={`${props.path}.${props.items.length}`}
          start={() => props.start(null)}
          check={checked}
          onSave={add}
          onClose={() => setAdding(false)}
          view={null}
        >
          {props.children}
        </InlineEdit>
      </Show>
      <Show when={mayAdd() && props.items.length === 0}>
        <button
          type="button"
          class="block h-8 w-full rounded-lg px-2 text-start transition-colors hover:bg-hover"
          onClick={() => setAdding(true)}
        >
          <Blank>{t("common.add")}</Blank>
          <span class="sr-only"> {props.one}</span>
        </button>
      </Show>
      <Show when={props.readOnly && props.items.length === 0}>
        <span class="block min-h-8 px-2 py-1 text-ink-3">—</span>
      </Show>
    </Line>
  );
}
