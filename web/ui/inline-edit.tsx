import Trash from "lucide-solid/icons/trash";
import { batch, createEffect, createSignal, type JSX, on, onCleanup, onMount, Show } from "solid-js";
import { createStore, reconcile, type SetStoreFunction, unwrap } from "solid-js/store";
import { keepDraft, readDraft } from "#web/platform/drafts.ts";
import { fieldErrorsOf, messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { Button, IconButton } from "./button.tsx";

export type InlineForm<D extends object> = {
  draft: D;
  set: SetStoreFunction<D>;
  /** What is wrong, by the part's name; `""` for the whole. */
  errors: () => Record<string, string>;
};

type InlineEditProps<D extends object> = {
  /** What is edited, for people who do not see it. */
  label: string;
  /** The values to begin with, read when editing starts. */
  start: () => D;
  /** What is shown while nobody edits. */
  view: JSX.Element;
  /** What is wrong with the draft before it is sent, by part; null when nothing is. */
  check?: (draft: D) => Record<string, string> | null;
  onSave: (draft: D) => Promise<unknown>;
  onRemove?: () => void;
  onClose?: () => void;
  /** Where in the request these values stand, such as `phones.1`: the server's complaints are found by it. */
  path?: string;
  /** The part of the draft that complaints about the whole belong to. */
  part?: string;
  open?: boolean;
  /** Under which name what is typed is kept until it is saved or taken back, also over a reload. */
  draft?: string;
  readOnly?: boolean;
  class?: string;
  children: (form: InlineForm<D>) => JSX.Element;
};

/**
 * A value that is edited where it stands: click, Enter or `e` opens it; leaving it or Enter saves, Escape
 * takes back. A refused value opens again with what was typed and what is wrong with it.
 */
export function InlineEdit<D extends object>(props: InlineEditProps<D>) {
  const kept = props.readOnly ? null : readDraft<D>(props.draft);
  const [editing, setEditing] = createSignal(props.open ?? kept !== null);
  const [errors, setErrors] = createSignal<Record<string, string>>({});
  const [draft, set] = createStore<D>({ ...structuredClone(unwrap(props.start())), ...kept });
  const [wasKept, setWasKept] = createSignal(kept !== null);
  const isUntouched = (values: D) => JSON.stringify(values) === JSON.stringify(unwrap(props.start()));
  createEffect(
    on(
      () => editing() && JSON.stringify(draft),
      (text) => {
        if (text) keepDraft(props.draft, isUntouched(unwrap(draft)) ? null : unwrap(draft));
      },
      { defer: true },
    ),
  );
  let group: HTMLFieldSetElement | undefined;
  let button: HTMLButtonElement | undefined;
  let gone = false;
  onCleanup(() => {
    gone = true;
  });

  const focusInside = () => {
    const first = group?.querySelector<HTMLElement>("input, textarea, select");
    first?.focus();
    if (first instanceof HTMLInputElement) first.select();
  };
  const open = () => {
    if (props.readOnly) return;
    batch(() => {
      set(reconcile(structuredClone(unwrap(props.start())) as D));
      setErrors({});
      setEditing(true);
    });
  };
  const hide = (refocus: boolean) => {
    setEditing(false);
    setErrors({});
    setWasKept(false);
    if (refocus) queueMicrotask(() => button?.isConnected && button.focus());
  };
  const close = (refocus: boolean) => {
    keepDraft(props.draft, null);
    hide(refocus);
    props.onClose?.();
  };
  const save = async (refocus: boolean) => {
    if (!editing()) return;
    const values = structuredClone(unwrap(draft)) as D;
    if (isUntouched(values)) return close(refocus);
    const wrong = props.check?.(values);
    if (wrong) return setErrors(wrong);
    hide(refocus);
    try {
      await props.onSave(values);
      keepDraft(props.draft, null);
      props.onClose?.();
    } catch (error) {
      if (gone) return;
      batch(() => {
        set(reconcile(values));
        setErrors(errorsUnder(error, props.path ?? "", props.part ?? ""));
        setEditing(true);
      });
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const target = event.target as HTMLElement;
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      close(true);
    } else if (event.key === "Enter" && !event.defaultPrevented) {
      if (target.tagName === "BUTTON" || (target.tagName === "TEXTAREA" && !(event.ctrlKey || event.metaKey))) return;
      event.preventDefault();
      void save(true);
    }
  };

  return (
    <Show
      when={editing()}
      fallback={
        <Show
          when={!props.readOnly && !props.open}
          // A new entry has nothing to show while it is being saved; the list shows it already.
          fallback={
            <Show when={!props.open}>{<div class={`min-h-8 px-2 py-1 ${props.class ?? ""}`}>{props.view}</div>}</Show>
          }
        >
          <button
            ref={button}
            type="button"
            data-inline-edit
            onClick={open}
            class={`block min-h-8 w-full rounded-lg px-2 py-1 text-start transition-colors hover:bg-hover ${props.class ?? ""}`}
          >
            <span class="sr-only">{t("common.labelled", t("common.edit", props.label))} </span>
            {props.view}
          </button>
        </Show>
      }
    >
      {(_) => {
        // What was kept waits where it stands; the page's focus stays where the person is.
        onMount(() => wasKept() || focusInside());
        return (
          <fieldset
            ref={group}
            aria-label={props.label}
            class="flex min-w-0 items-start gap-1 py-0.5"
            onKeyDown={onKeyDown}
            onFocusOut={() => {
              // A moment later it is known where the focus went: another part, another window, or away.
              setTimeout(() => {
                if (document.hasFocus() && !group?.contains(document.activeElement)) void save(false);
              });
            }}
          >
            <div class="min-w-0 flex-1 space-y-1.5">
              {props.children({ draft, set, errors })}
              <Show when={wasKept()}>
                <p class="flex flex-wrap items-center gap-x-2 text-ink-3 text-sm">
                  {t("common.draftKept")}
                  <Button size="small" look="quiet" onClick={() => close(true)}>
                    {t("common.clearDraft")}
                  </Button>
                  <Button size="small" onClick={() => void save(true)}>
                    {t("common.save")}
                  </Button>
                </p>
              </Show>
              <Show when={props.part === undefined && errors()[""]}>
                <p role="alert" class="text-danger text-sm">
                  {errors()[""]}
                </p>
              </Show>
            </div>
            <Show when={props.onRemove}>
              <IconButton
                icon={Trash}
                label={t("common.removeOne", props.label)}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => {
                  close(false);
                  props.onRemove?.();
                }}
              />
            </Show>
          </fieldset>
        );
      }}
    </Show>
  );
}

/** The server's complaints that lie below one path, by the rest of theirs; anything else is about the whole. */
function errorsUnder(error: unknown, path: string, part: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [at, message] of Object.entries(fieldErrorsOf(error))) {
    if (at === path) found[part] = message;
    else if (at.startsWith(`${path}.`)) found[at.slice(path.length + 1)] = message;
  }
  return Object.keys(found).length > 0 ? found : { [part]: messageOf(error) };
}
