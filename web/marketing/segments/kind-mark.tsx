import Hand from "lucide-solid/icons/hand";
import Sparkles from "lucide-solid/icons/sparkles";
import { Show } from "solid-js";
import { kindWord } from "./words.ts";

/** How customers come to be in a segment: a sign for the eye, the word for everybody. */
export function KindMark(props: { kind: "dynamic" | "static" }) {
  return (
    <span class="inline-flex items-center gap-1.5 whitespace-nowrap text-ink-2">
      <Show when={props.kind === "dynamic"} fallback={<Hand size={14} aria-hidden="true" />}>
        <Sparkles size={14} aria-hidden="true" />
      </Show>
      {kindWord(props.kind)}
    </span>
  );
}
