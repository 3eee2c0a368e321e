import { Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import { showDigits } from "#web/platform/show.ts";
import { Avatar } from "#web/ui/avatar.tsx";
import type { Item } from "./palette-items.ts";

type OptionProps = { id: string; item: Item; active: boolean; onPoint: () => void; onChoose: () => void };

/** One line of the palette. The field has the focus and hears the keys. */
export function PaletteOption(props: OptionProps) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: pointed to by aria-activedescendant
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field hears the keys
    <div
      id={props.id}
      role="option"
      aria-selected={props.active}
      class="flex min-h-10 cursor-pointer select-none items-center gap-2.5 rounded-lg px-2.5 py-1 aria-selected:bg-accent-soft"
      onMouseDown={(event) => event.preventDefault()}
      onPointerMove={() => !props.active && props.onPoint()}
      onClick={() => props.onChoose()}
    >
      <Show
        when={"found" in props.item && props.item.found}
        fallback={
          <>
            <span class="grid size-7 shrink-0 place-items-center text-ink-2">
              <Dynamic component={"icon" in props.item ? props.item.icon : undefined} size={16} />
            </span>
            <span class="min-w-0 flex-1 truncate">{props.item.label}</span>
          </>
        }
      >
        {(found) => (
          <>
            <Avatar name={found().label} square={found().kind === "organisation"} />
            <span class="min-w-0 flex-1 truncate">
              <bdi>{found().label}</bdi>
            </span>
            <span class="ltr-text min-w-0 truncate text-ink-2 text-sm">
              {found().hint?.includes("@") ? found().hint : showDigits(found().hint ?? "")}
            </span>
          </>
        )}
      </Show>
    </div>
  );
}
