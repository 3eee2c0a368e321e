import type { Message } from "#core/engagement/messages/index.ts";
import { stateWord, toneOf } from "./words.ts";

const TONES = {
  quiet: "bg-sunk text-ink-2",
  wait: "bg-warn-soft text-warn",
  good: "bg-accent-soft text-accent",
  bad: "bg-danger-soft text-danger",
} as const;

/** What became of a message, in a word. */
export function StateMark(props: { message: Message }) {
  return (
    <span class={`inline-block whitespace-nowrap rounded-md px-1.5 py-px text-xs ${TONES[toneOf(props.message)]}`}>
      {stateWord(props.message)}
    </span>
  );
}
