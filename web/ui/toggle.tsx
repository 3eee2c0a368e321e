/** On or off, at once. */
export function Toggle(props: { label: string; checked: boolean; onChange: (on: boolean) => void }) {
  return (
    <label class="relative inline-flex cursor-pointer select-none items-center gap-2 text-ink-2 text-sm hover:text-ink">
      <input
        type="checkbox"
        role="switch"
        class="peer absolute inset-0 cursor-pointer opacity-0"
        checked={props.checked}
        aria-checked={props.checked}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      <span
        aria-hidden="true"
        class="h-5 w-9 rounded-full bg-line-strong p-0.5 outline-offset-2 outline-accent transition-colors after:block after:size-4 after:rounded-full after:bg-raised after:transition-transform peer-checked:bg-accent peer-checked:after:translate-x-4 peer-focus-visible:outline-2 rtl:peer-checked:after:-translate-x-4"
      />
      {props.label}
    </label>
  );
}
