import X from "lucide-solid/icons/x";
import { createEffect, createSignal, For, on, onCleanup, Show } from "solid-js";
import { t } from "#web/platform/i18n.ts";
import { showDigits } from "#web/platform/show.ts";
import { Avatar } from "#web/ui/avatar.tsx";
import { IconButton } from "#web/ui/button.tsx";
import { INPUT } from "#web/ui/field.tsx";
import { type Found, find, LEAST_LETTERS } from "#web/workspace/search/index.ts";
import { customerName, rememberName } from "./customer-names.ts";

type PickerProps = {
  label: string;
  /** An id, or empty. */
  value: string;
  onPick: (id: string) => void;
  except?: string;
  id?: string;
  invalid?: boolean | undefined;
  describedBy?: string | undefined;
};

/** A customer, found by the start of a name or the end of a number. */
export function CustomerPicker(props: PickerProps) {
  const [text, setText] = createSignal("");
  const [found, setFound] = createSignal<readonly Found[]>([]);
  const [active, setActive] = createSignal(0);
  let input: HTMLInputElement | undefined;
  createEffect(
    on(text, (typed) => {
      const name = typed.trim();
      setActive(0);
      if (name.length < LEAST_LETTERS) return setFound([]);
      const abort = new AbortController();
      const timer = setTimeout(() => {
        // A hint while typing: when it cannot be had, the next letter asks again.
        find(name, abort.signal).then(
          (items) =>
            setFound(items.filter(({ entity, id }) => entity === "customer" && id !== props.except).slice(0, 8)),
          () => {},
        );
      }, 200);
      onCleanup(() => {
        clearTimeout(timer);
        abort.abort();
      });
    }),
  );
  const pick = (one: Found) => {
    rememberName(one.id, one.label);
    setText("");
    props.onPick(one.id);
    queueMicrotask(() => input?.isConnected && input.focus());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const last = found().length - 1;
    if (event.isComposing || last < 0) return;
    if (event.key === "ArrowDown") setActive(Math.min(active() + 1, last));
    else if (event.key === "ArrowUp") setActive(Math.max(active() - 1, 0));
    else if (event.key === "Enter") pick(found()[active()] as Found);
    else if (event.key === "Escape") setText("");
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div class="relative">
      <div class="flex items-center gap-1">
        <input
          ref={input}
          id={props.id}
          type="text"
          role="combobox"
          aria-expanded={found().length > 0}
          aria-autocomplete="list"
          aria-label={props.id ? undefined : props.label}
          aria-invalid={props.invalid || undefined}
          aria-describedby={props.describedBy}
          dir="auto"
          autocomplete="off"
          placeholder={t("fields.findCustomer")}
          class={`${INPUT} h-9`}
          value={text() || (props.value ? customerName(props.value) : "")}
          onInput={(event) => {
            setText(event.currentTarget.value);
            if (event.currentTarget.value === "") props.onPick("");
          }}
          onFocus={(event) => event.currentTarget.select()}
          onBlur={() => setTimeout(() => setText(""), 150)}
          onKeyDown={onKeyDown}
        />
        <Show when={props.value}>
          <IconButton
            icon={X}
            label={t("common.removeOne", customerName(props.value))}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => props.onPick("")}
          />
        </Show>
      </div>
      <Show when={text() && found().length > 0}>
        <div
          role="listbox"
          aria-label={t("fields.found")}
          class="appear absolute inset-x-0 top-full z-30 mt-1 max-h-64 overflow-y-auto rounded-xl bg-raised p-1 shadow-float"
        >
          <For each={found()}>
            {(one, at) => (
              <button
                type="button"
                role="option"
                tabindex={-1}
                aria-selected={active() === at()}
                class="flex w-full items-center gap-2.5 rounded-lg px-2 py-1.5 text-start hover:bg-hover aria-selected:bg-hover"
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => pick(one)}
              >
                <Avatar name={one.label} square={one.kind === "organisation"} />
                <span class="min-w-0 flex-1 truncate">
                  <bdi>{one.label}</bdi>
                </span>
                <span class="ltr-text text-ink-3 text-sm">
                  {one.hint?.includes("@") ? one.hint : showDigits(one.hint ?? "")}
                </span>
              </button>
            )}
          </For>
        </div>
      </Show>
    </div>
  );
}
