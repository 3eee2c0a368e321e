import { onCleanup, onMount } from "solid-js";

/** Keys are named by the Latin letter on them, so they work as well while a Persian layout is on. */
export function keyOf(event: KeyboardEvent): string {
  if (/^[\x21-\x7e]$/.test(event.key)) return event.key.toLowerCase();
  if (event.key === "؟") return "?";
  if (/^Key[A-Z]$/.test(event.code)) return event.code.slice(3).toLowerCase();
  return event.key;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.matches("input:not([type='radio'], [type='checkbox']), textarea, select")
  );
}

/** Single keys for what the page does, silent while somebody types or a dialog is open. */
export function useKeys(keys: Record<string, (event: KeyboardEvent) => void>): void {
  const handle = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
    const act = keys[keyOf(event)];
    if (!act) return;
    event.preventDefault();
    act(event);
  };
  onMount(() => addEventListener("keydown", handle));
  onCleanup(() => removeEventListener("keydown", handle));
}

/** Ctrl+Enter, or ⌘+Enter: send what is being written. */
export function isSendKey(event: KeyboardEvent): boolean {
  return event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing;
}
