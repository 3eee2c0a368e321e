/** Two rings that hold each other: پیوند. */
export function Mark(props: { size?: number }) {
  return (
    <svg viewBox="0 0 32 32" width={props.size ?? 28} height={props.size ?? 28} aria-hidden="true" class="shrink-0">
      <rect width="32" height="32" rx="9" fill="var(--accent)" />
      <g fill="none" stroke="var(--on-accent)" stroke-width="2.6">
        <circle cx="12.4" cy="16" r="5.6" />
        <circle cx="19.6" cy="16" r="5.6" />
      </g>
    </svg>
  );
}
