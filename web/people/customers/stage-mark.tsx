import { type Stage, stageWord } from "./words.ts";

const COLOURS: Record<Stage, string> = {
  targeted: "bg-transparent ring-ink-3",
  enquiring: "bg-transparent ring-accent",
  welcoming: "bg-accent-soft ring-accent",
  developing: "bg-accent ring-accent",
  loyal: "bg-accent ring-accent",
  atRisk: "bg-warn ring-warn",
  lost: "bg-danger-soft ring-danger",
  wonBack: "bg-accent ring-accent",
  ended: "bg-line-strong ring-line-strong",
};

/** A stage of the relationship: a sign for the eye, the word for everybody. */
export function StageMark(props: { stage: Stage }) {
  return (
    <span class="inline-flex min-w-0 max-w-full items-center gap-2">
      <span aria-hidden="true" class={`size-2 shrink-0 rounded-full ring-[1.5px] ${COLOURS[props.stage]}`} />
      <span class="truncate">{stageWord(props.stage)}</span>
    </span>
  );
}
