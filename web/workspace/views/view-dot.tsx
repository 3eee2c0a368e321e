import type { View } from "#core/workspace/views/index.ts";

const COLOURS: Record<NonNullable<View["colour"]>, string> = {
  turquoise: "light-dark(#128a86, #5fc6bd)",
  saffron: "light-dark(#d08a00, #e6b566)",
  pomegranate: "light-dark(#b8322f, #f0938a)",
  lapis: "light-dark(#2f5aa8, #8fb0ee)",
  olive: "light-dark(#6d7a1f, #b9c56a)",
  plum: "light-dark(#7d3f7f, #cf9bd1)",
};

/** A view's colour; a ring for none. */
export function ViewDot(props: { colour: View["colour"] }) {
  return (
    <span
      aria-hidden="true"
      class={`size-2.5 shrink-0 rounded-full ${props.colour ? "" : "border-[1.5px] border-ink-3"}`}
      style={props.colour ? { background: COLOURS[props.colour] } : {}}
    />
  );
}
