import X from "lucide-solid/icons/x";
import { createSignal, For } from "solid-js";
import { t } from "#web/platform/i18n.ts";

type TagInputProps = {
  id?: string;
  label: string;
  tags: readonly string[];
  onChange: (tags: string[]) => void;
  placeholder?: string;
};

/** Words typed one after another; Enter or a comma ends one, Backspace takes the last back. */
export function TagInput(props: TagInputProps) {
  const [text, setText] = createSignal("");
  const add = (typed: string) => {
    const words = typed.split(/[,،؛;\n]/).map((word) => word.trim());
    const fresh = words.filter((word) => word !== "" && !props.tags.includes(word));
    if (fresh.length > 0) props.onChange([...props.tags, ...new Set(fresh)]);
    setText("");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    if (event.key === "Enter" && text().trim() !== "" && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      add(text());
    } else if (event.key === "Backspace" && text() === "" && props.tags.length > 0) {
      props.onChange(props.tags.slice(0, -1));
    }
  };
  return (
    <div class="flex min-h-9 w-full flex-wrap items-center gap-1.5 rounded-lg border border-field-line bg-raised px-2 py-1 focus-within:border-accent focus-within:outline-2 focus-within:outline-accent hover:border-ink-3">
      <For each={props.tags}>
        {(tag) => (
          <span dir="auto" class="inline-flex max-w-full items-center gap-0.5 rounded-md bg-sunk ps-2 text-sm">
            <span class="truncate">{tag}</span>
            <button
              type="button"
              aria-label={t("common.removeOne", tag)}
              class="grid size-6 place-items-center rounded-md text-ink-3 hover:text-ink"
              onClick={() => props.onChange(props.tags.filter((other) => other !== tag))}
            >
              <X size={13} />
            </button>
          </span>
        )}
      </For>
      <input
        id={props.id}
        type="text"
        dir="auto"
        aria-label={props.id ? undefined : props.label}
        class="h-6 min-w-24 flex-1 bg-transparent px-1 outline-none"
        placeholder={props.tags.length === 0 ? props.placeholder : undefined}
        value={text()}
        onInput={(event) => {
          const typed = event.currentTarget.value;
          if (/[,،؛;]$/.test(typed)) add(typed);
          else setText(typed);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => text().trim() !== "" && add(text())}
      />
    </div>
  );
}
