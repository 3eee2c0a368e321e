/** The first letter of a name: round for a person, square for a company. */
export function Avatar(props: { name: string; square?: boolean; large?: boolean }) {
  const letter = () =>
    props.name
      .trim()
      .match(/\p{L}|\p{N}/u)?.[0]
      ?.toUpperCase() ?? "؟";
  return (
    <span
      aria-hidden="true"
      class={`grid shrink-0 place-items-center bg-line font-semibold text-ink-2 ${props.large ? "size-12 text-xl" : "size-7 text-sm"} ${props.square ? (props.large ? "rounded-xl" : "rounded-md") : "rounded-full"}`}
    >
      {letter()}
    </span>
  );
}
