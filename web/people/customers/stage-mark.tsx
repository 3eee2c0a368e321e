import { type Stage, stageWord } from "./words.ts";

const COLOURS: Record<Stage, string> = {
  targeted: "bg-transparent border-ink-3",
  enquiring: "bg-transparent border-accent",
  welcoming: "bg-accent-soft border-accent",
  developing: "bg-accent border-accent",
  loyal: "bg-accent border-accent",
  atRisk: "bg-warn border-warn",
  lost: "bg-danger-soft border-danger",
  wonBack: "bg-accent border-accent",
  ended: "bg-line-strong border-line-strong",
};

/** A stage of the relationship: a sign for the eye, the word for everybody. */
export function StageMark(props: { stage: Stage }) {
  return (
    <span class="inline-flex min-w-0 max-w-full items-center gap-2">
      <span aria-hidden="true" class={`size-2.5 shrink-0 rounded-full border-[1.5px] ${COLOURS[props.stage]}`} />
      <span class="truncate">{stageWord(props.stage)}</span>
    </span>
  );
}
