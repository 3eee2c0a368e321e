import type { JSX } from "solid-js";

/** A small word in a frame. */
export function Tag(props: { children: JSX.Element; class?: string }) {
  return (
    <span
      dir="auto"
      class={`inline-block max-w-full truncate rounded-md border bg-sunk px-1.5 py-px text-ink-2 text-xs ${props.class ?? ""}`}
    >
      {props.children}
    </span>
  );
}
