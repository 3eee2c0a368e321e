import Check from "lucide-solid/icons/check";
import CircleAlert from "lucide-solid/icons/circle-alert";
import X from "lucide-solid/icons/x";
import { createSignal, For, onCleanup, onMount, Show } from "solid-js";
import { t } from "#web/platform/i18n.ts";
import { IconButton } from "./button.tsx";

type Toast = {
  id: number;
  text: string;
  kind: "done" | "failed";
  action?: { label: string; run: () => void } | undefined;
};

const SHOWN_MS = { done: 6000, failed: 10_000 } as const;
const MOST = 2;

const [toasts, setToasts] = createSignal<readonly Toast[]>([]);
let lastId = 0;

/** Says that something was done, with a way back when there is one. */
export function toastDone(text: string, undo?: () => void): void {
  lastId += 1;
  const action = undo && { label: t("common.undo"), run: undo };
  setToasts((all) => [...all, { id: lastId, text, kind: "done" as const, action }].slice(-MOST));
}

export function toastFailed(text: string, retry?: () => void): void {
  lastId += 1;
  const action = retry && { label: t("common.tryAgain"), run: retry };
  setToasts((all) => [...all, { id: lastId, text, kind: "failed" as const, action }].slice(-MOST));
}

function dismiss(id: number): void {
  setToasts((all) => all.filter((toast) => toast.id !== id));
}

/** The one place where toasts appear; screen readers are told of each. */
export function Toaster() {
  return (
    <section
      aria-label={t("common.messages")}
      class="pointer-events-none fixed inset-x-0 bottom-16 z-50 flex flex-col items-center gap-2 px-4 md:bottom-6"
    >
      <div aria-live="polite" class="contents">
        <For each={toasts()}>{(toast) => <OneToast toast={toast} />}</For>
      </div>
    </section>
  );
}

function OneToast(props: { toast: Toast }) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hold = () => clearTimeout(timer);
  const release = () => {
    hold();
    timer = setTimeout(() => dismiss(props.toast.id), SHOWN_MS[props.toast.kind]);
  };
  onMount(release);
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
      <Show when={props.toast.kind === "done"} fallback={<CircleAlert size={16} class="shrink-0" />}>
        <Check size={16} class="shrink-0" />
      </Show>
      <p class="min-w-0 flex-1 py-1">{props.toast.text}</p>
      <Show when={props.toast.action}>
        {(action) => (
          <button
            type="button"
            class="rounded-md px-2 py-1 font-semibold underline underline-offset-4 outline-paper hover:opacity-80"
            onClick={() => {
              dismiss(props.toast.id);
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
