import type { JSX } from "solid-js";

/** A page's name at the start, what can be done at the end. */
export function PageHeader(props: { title: string; children?: JSX.Element }) {
  return (
    <header class="flex flex-wrap items-center gap-x-5 gap-y-3 px-5 pt-5 pb-3 md:px-8 md:pt-7">
      <h1 class="font-semibold text-xl">{props.title}</h1>
      {props.children}
    </header>
  );
}
