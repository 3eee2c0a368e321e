/** How far something is, 0 to 1. */
export function Progress(props: { label: string; part: number; text?: string }) {
  const percent = () => Math.round(Math.min(1, Math.max(0, props.part)) * 100);
  return (
    <div
      role="progressbar"
      tabindex="-1"
      aria-label={props.label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent()}
      aria-valuetext={props.text}
      class="h-2 overflow-hidden rounded-full bg-line"
    >
      <div
        class="h-full rounded-full bg-accent transition-[inline-size] duration-300"
        style={{ "inline-size": `${percent()}%` }}
      />
    </div>
  );
}
