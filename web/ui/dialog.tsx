import X from "lucide-solid/icons/x";
import { createEffect, createUniqueId, type JSX, onCleanup, Show } from "solid-js";
import { t } from "#web/platform/i18n.ts";
import { IconButton } from "./button.tsx";

type DialogProps = {
  open: boolean;
  title: string;
  onClose: () => void;
  wide?: boolean;
  children: JSX.Element;
  /** Buttons, held in view below what scrolls. */
  footer?: JSX.Element;
};

/** A modal dialog: the browser's own, which keeps focus inside, closes on Escape and gives focus back. */
export function Dialog(props: DialogProps) {
  return (
    <Show when={props.open}>
      <OpenDialog {...props} />
    </Show>
  );
}

function OpenDialog(props: DialogProps) {
  const titleId = createUniqueId();
  let element: HTMLDialogElement | undefined;
  const opener = document.activeElement;
  createEffect(() => {
    if (element && !element.open) element.showModal();
  });
  onCleanup(() => {
    element?.close();
    if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
  });
  return (
    <dialog
      ref={element}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        props.onClose();
      }}
      class={`appear fixed inset-x-0 top-auto bottom-0 m-0 mx-auto max-h-[92dvh] w-full max-w-full flex-col rounded-t-2xl bg-raised text-ink shadow-float open:flex sm:top-[8dvh] sm:bottom-auto sm:max-h-[84dvh] sm:rounded-2xl ${props.wide ? "sm:max-w-3xl" : "sm:max-w-lg"}`}
    >
      <header class="flex items-center gap-3 border-b px-5 py-3">
        <h2 id={titleId} class="min-w-0 flex-1 truncate font-semibold text-lg">
          {props.title}
        </h2>
        <IconButton icon={X} label={t("common.close")} onClick={() => props.onClose()} class="-me-1.5" />
      </header>
      <div class="min-h-0 flex-1 overflow-y-auto overscroll-contain px-5 py-4">{props.children}</div>
      <Show when={props.footer}>
        <footer class="flex flex-wrap items-center justify-end gap-2 border-t px-5 py-3">{props.footer}</footer>
      </Show>
    </dialog>
  );
}
