import { type Accessor, createSignal, onCleanup, onMount } from "solid-js";

/** How far an element lies from the top of the document; followed when what is above it grows. */
export function useTop(element: () => HTMLElement | undefined): Accessor<number> {
  const [top, setTop] = createSignal(0);
  const measure = () => {
    const box = element()?.getBoundingClientRect();
    if (box) setTop(Math.round(box.top + scrollY));
  };
  const observer = new ResizeObserver(measure);
  onMount(() => {
    measure();
    observer.observe(document.body);
  });
  onCleanup(() => observer.disconnect());
  return top;
}
