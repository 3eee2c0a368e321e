import { createUniqueId, For, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { Icon } from "./button.tsx";

type SegmentedProps<T extends string> = {
  label: string;
  value: T;
  choices: readonly { value: T; label: string; icon?: Icon; lang?: string }[];
  onChange: (value: T) => void;
  /** Show signs only; the labels are read out. */
  signs?: boolean;
  /** With little room around the words. */
  compact?: boolean;
  class?: string;
};

/** One of a few, side by side: a radio group. */
export function Segmented<T extends string>(props: SegmentedProps<T>) {
  const name = createUniqueId();
  return (
    <div
      role="radiogroup"
      aria-label={props.label}
      class={`inline-flex rounded-lg border bg-sunk p-0.5 ${props.class ?? ""}`}
    >
      <For each={props.choices}>
        {(choice) => (
          <label
            title={props.signs ? choice.label : undefined}
            classList={{ "px-2": props.signs || props.compact, "px-2.5": !props.signs && !props.compact }}
            class="relative flex min-h-7 flex-1 cursor-pointer select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md text-ink-2 text-sm outline-offset-1 outline-accent hover:text-ink has-focus-visible:outline-2 has-checked:bg-raised has-checked:font-medium has-checked:text-ink has-checked:shadow-raised"
          >
            <input
              type="radio"
              name={name}
              class="absolute inset-0 cursor-pointer opacity-0"
              checked={props.value === choice.value}
              onChange={() => props.onChange(choice.value)}
              aria-label={props.signs ? choice.label : undefined}
            />
            <Show when={choice.icon}>{(icon) => <Dynamic component={icon()} size={15} />}</Show>
            <Show when={!props.signs}>
              <span lang={choice.lang}>{choice.label}</span>
            </Show>
          </label>
        )}
      </For>
    </div>
  );
}
