import { createSignal, type JSX, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import { Button, type Icon } from "./button.tsx";

type PopupProps = {
  /** What the button says. */
  label: JSX.Element;
  /** What the button is read as, when what it shows does not say it. */
  name?: string;
  icon?: Icon;
  /** Of the panel. */
  title: string;
  class?: string;
  panelClass?: string;
  /** The panel lies under the end of the button instead of its beginning. */
  atEnd?: boolean;
  above?: boolean;
  look?: "quiet" | "plain";
  children: (close: () => void) => JSX.Element;
};

/** A button with a panel below it. Escape and a press elsewhere close it; the arrows go from one button inside to the next. */
export function Popup(props: PopupProps) {
  const [open, setOpen] = createSignal(false);
  let box: HTMLDivElement | undefined;
  let button: HTMLButtonElement | undefined;
  let panel: HTMLDivElement | undefined;
  const close = () => {
    if (!open()) return;
    const hadFocus = box?.contains(document.activeElement);
    setOpen(false);
    if (hadFocus) button?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape" && open()) {
      event.preventDefault();
      event.stopPropagation();
      close();
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const isText = event.target instanceof HTMLElement && event.target.matches("input[type=text], textarea");
    if (!step || event.altKey || (isText && step < 0) || event.defaultPrevented) return;
    event.preventDefault();
    if (!open()) setOpen(true);
    const stops = [...(panel?.querySelectorAll<HTMLElement>("[data-stop]") ?? [])];
    const at = stops.indexOf(document.activeElement as HTMLElement);
    stops[(at + step + stops.length) % Math.max(1, stops.length)]?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears of the keys and the focus of what is inside
    <div
      ref={box}
      class={`relative ${props.class ?? ""}`}
      onKeyDown={onKeyDown}
      onFocusOut={(event) => {
        const next = event.relatedTarget;
        if (next instanceof Node && !box?.contains(next)) setOpen(false);
      }}
    >
      <Show when={open()}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: a press outside closes; the keyboard has Escape */}
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: see above */}
        <div class="fixed inset-0 z-30" onClick={close} />
      </Show>
      <Button
        ref={button}
        look={props.look ?? "quiet"}
        size="small"
        aria-label={props.name}
        title={props.name}
        aria-expanded={open()}
        class="max-w-full"
        onClick={() => {
          if (!setOpen(!open())) return;
          // Where something is typed, it is typed at once.
          queueMicrotask(() => panel?.querySelector<HTMLInputElement>("input[type=text]")?.focus());
        }}
      >
        <Show when={props.icon}>{(icon) => <Dynamic component={icon()} size={15} />}</Show>
        {props.label}
      </Button>
      <Show when={open()}>
        <section
          ref={panel}
          aria-label={props.title}
          class={`appear absolute z-40 w-64 max-w-[calc(100vw-2rem)] rounded-xl bg-raised p-1.5 text-base text-ink shadow-float ${props.above ? "bottom-full mb-1 max-md:fixed max-md:inset-x-3 max-md:bottom-20 max-md:w-auto" : "top-full mt-1"} ${props.atEnd ? "end-0" : "start-0"} ${props.panelClass ?? ""}`}
        >
          {props.children(close)}
        </section>
      </Show>
    </div>
  );
}

type ItemProps = { icon?: Icon; children: JSX.Element; danger?: boolean; checked?: boolean; onClick: () => void };

/** One thing to do, in a popup. */
export function PopupItem(props: ItemProps) {
  return (
    <button
      type="button"
      data-stop
      aria-pressed={props.checked}
      class={`flex min-h-8 w-full items-center gap-2.5 rounded-lg px-2.5 py-1 text-start hover:bg-hover focus-visible:bg-hover ${props.danger ? "text-danger" : "text-ink"}`}
      onClick={() => props.onClick()}
    >
      <Show when={props.icon}>
        {(icon) => (
          <span class="shrink-0 text-ink-3">
            <Dynamic component={icon()} size={15} />
          </span>
        )}
      </Show>
      <span class="min-w-0 flex-1 truncate">{props.children}</span>
    </button>
  );
}
