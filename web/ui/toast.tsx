import Check from "lucide-solid/icons/check";
import CircleAlert from "lucide-solid/icons/circle-alert";
import LoaderCircle from "lucide-solid/icons/loader-circle";
import X from "lucide-solid/icons/x";
import { type Accessor, createEffect, createSignal, For, Match, onCleanup, Show, Switch } from "solid-js";
import { t } from "#web/platform/i18n.ts";
import { IconButton } from "./button.tsx";

type Kind = "done" | "failed" | "working";
type Action = { label: string; run: () => void };
type Shown = { text: string; kind: Kind; action?: Action | undefined; later?: boolean | undefined };
type Toast = { id: number; shown: Accessor<Shown> };

const SHOWN_MS = { done: 6000, failed: 10_000 } as const;
/** What can be undone stays long enough to think again. */
const WITH_ACTION_MS = 10_000;
const LATER_MS = 5000;
const MOST = 2;

const [toasts, setToasts] = createSignal<readonly Toast[]>([]);
let lastId = 0;

function add(first: Shown): { set: (next: Shown) => void; dismiss: () => void } {
  lastId += 1;
  const id = lastId;
  const [shown, set] = createSignal(first);
  setToasts((all) => [...all, { id, shown }].slice(-MOST));
  return { set: (next) => void set(next), dismiss: () => dismiss(id) };
}

const undoing = (undo: (() => void) | undefined): Action | undefined => undo && { label: t("common.undo"), run: undo };

/**
 * Says that something was done, with a way back when there is one. `later`: afterwards it can be undone in «recent
 * changes», and the toast leads there for a moment more.
 */
export function toastDone(text: string, undo?: () => void, later = false): void {
  add({ text, kind: "done", action: undoing(undo), later });
}

export function toastFailed(text: string, retry?: () => void): void {
  add({ text, kind: "failed", action: retry && { label: t("common.tryAgain"), run: retry } });
}

/** Something that takes a while: how far it is, and in the end what came of it. */
export type WorkToast = {
  tell: (text: string, action?: Action) => void;
  done: (text: string, undo?: () => void, later?: boolean) => void;
  failed: (text: string) => void;
  dismiss: () => void;
};

export function toastWork(text: string): WorkToast {
  const toast = add({ text, kind: "working" });
  return {
    tell: (text, action) => toast.set({ text, kind: "working", action }),
    done: (text, undo, later) => toast.set({ text, kind: "done", action: undoing(undo), later }),
    failed: (text) => toast.set({ text, kind: "failed" }),
    dismiss: toast.dismiss,
  };
}

function dismiss(id: number): void {
  setToasts((all) => all.filter((toast) => toast.id !== id));
}

/** The one place where toasts appear; screen readers are told of each. A bar at the bottom of the page stays free. */
export function Toaster() {
  return (
    <section
      aria-label={t("common.messages")}
      class="pointer-events-none fixed inset-x-0 bottom-16 z-50 flex flex-col items-center gap-2 px-4 md:bottom-6 [body:has([data-bottom-bar])_&]:bottom-44 md:[body:has([data-bottom-bar])_&]:bottom-24"
    >
      <div aria-live="polite" class="contents">
        <For each={toasts()}>{(toast) => <OneToast toast={toast} />}</For>
      </div>
    </section>
  );
}

function OneToast(props: { toast: Toast }) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const shown = () => props.toast.shown();
  const [isOver, setOver] = createSignal(false);
  const hold = () => clearTimeout(timer);
  const release = () => {
    hold();
    const { kind, action } = shown();
    if (kind === "working") return;
    timer = setTimeout(end, isOver() ? LATER_MS : action ? WITH_ACTION_MS : SHOWN_MS[kind]);
  };
  const end = () => {
    if (!shown().later || isOver()) return dismiss(props.toast.id);
    setOver(true);
    release();
  };
  createEffect(release);
  onCleanup(hold);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only waits while it is looked at
    <div
      class="appear pointer-events-auto flex w-full max-w-md items-center gap-2.5 rounded-xl bg-ink py-1.5 ps-3.5 pe-1.5 text-paper shadow-float"
      onMouseEnter={hold}
      onMouseLeave={release}
      onFocusIn={hold}
      onFocusOut={release}
    >
      <Switch>
        <Match when={shown().kind === "done"}>
          <Check size={16} class="shrink-0" />
        </Match>
        <Match when={shown().kind === "failed"}>
          <CircleAlert size={16} class="shrink-0" />
        </Match>
        <Match when={true}>
          <LoaderCircle size={16} class="shrink-0 animate-spin" />
        </Match>
      </Switch>
      <p class="min-w-0 flex-1 py-1 tabular-nums">{isOver() ? t("recent.still") : shown().text}</p>
      <Show when={isOver()}>
        <a
          href="/recent"
          class="rounded-md px-2 py-1 font-semibold underline underline-offset-4 outline-paper hover:opacity-80"
          onClick={() => dismiss(props.toast.id)}
        >
          {t("recent.title")}
        </a>
      </Show>
      <Show when={!isOver() && shown().action}>
        {(action) => (
          <button
            type="button"
            class="rounded-md px-2 py-1 font-semibold underline underline-offset-4 outline-paper hover:opacity-80"
            onClick={() => {
              if (shown().kind !== "working") dismiss(props.toast.id);
              action().run();
            }}
          >
            {action().label}
          </button>
        )}
      </Show>
      <IconButton
        icon={X}
        label={t("common.dismiss")}
        onClick={() => dismiss(props.toast.id)}
        class="text-paper/80 outline-paper hover:bg-paper/15 hover:text-paper"
      />
    </div>
  );
}
