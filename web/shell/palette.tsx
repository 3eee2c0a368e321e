import { useLocation, useNavigate } from "@solidjs/router";
import Search from "lucide-solid/icons/search";
import X from "lucide-solid/icons/x";
import { createEffect, createMemo, createSignal, createUniqueId, For, on, onCleanup, onMount, Show } from "solid-js";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { showNumber } from "#web/platform/show.ts";
import { Button, IconButton } from "#web/ui/button.tsx";
import { LEAST_LETTERS, recentOf, useFound } from "#web/workspace/search/index.ts";
import { useCan, useMe } from "#web/workspace/users/index.ts";
import { commandItems, fitting, GROUPS, type Item, itemOf, pageItems } from "./palette-items.ts";
import { PaletteOption } from "./palette-option.tsx";

const ASK_AFTER_MS = 120;

/** Finds any customer, page or command by typing. The focus stays in the field; the arrows choose. */
export default function Palette(props: { onClose: () => void; onSignOut: () => void }) {
  const me = useMe();
  const can = useCan();
  const navigate = useNavigate();
  const id = createUniqueId();
  const [text, setText] = createSignal("");
  const [asked, setAsked] = createSignal("");
  const [active, setActive] = createSignal(0);
  let dialog: HTMLDialogElement | undefined;
  let list: HTMLDivElement | undefined;
  const opener = document.activeElement;

  onMount(() => dialog?.showModal());
  onCleanup(() => {
    dialog?.close();
    if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
  });

  const typed = () => text().trim();
  createEffect(
    on(typed, (q) => {
      const timer = setTimeout(() => setAsked(q), ASK_AFTER_MS);
      onCleanup(() => clearTimeout(timer));
    }),
  );
  const found = useFound(asked);
  const searches = () => can("customers.read") && typed().length >= LEAST_LETTERS;
  const isStale = () => searches() && (asked() !== typed() || found.isPlaceholderData || found.isPending);
  const isFailed = () => searches() && asked() === typed() && found.isError;

  const { pathname } = useLocation();
  // Without the one that is open: Enter goes back to the one before.
  const recent = recentOf(me.data?.actor.id ?? "").filter((one) => !pathname.endsWith(`/${one.id}`));
  const items = createMemo((): Item[] => {
    const done = [...commandItems(can, navigate, props.onSignOut), ...pageItems(can, navigate)];
    if (typed() === "") return [...recent.map((one) => itemOf(one, "recent", navigate)), ...done];
    const answers = searches() && !isFailed() ? (found.data?.items ?? []) : [];
    return [...fitting(done, typed()), ...answers.map((one) => itemOf(one, "customers", navigate))];
  });
  const groups = createMemo(() =>
    GROUPS.map((group) => ({ group, items: items().filter((item) => item.group === group) })).filter(
      (one) => one.items.length > 0,
    ),
  );
  const ordered = createMemo(() => groups().flatMap((one) => one.items));
  const current = () => ordered()[Math.min(active(), ordered().length - 1)];
  createEffect(on(typed, () => setActive(0), { defer: true }));
  createEffect(() => {
    const chosen = current();
    if (chosen) document.getElementById(`${id}-${chosen.id}`)?.scrollIntoView({ block: "nearest" });
  });
  createEffect(on(typed, () => list?.scrollTo(0, 0), { defer: true }));

  const choose = (item: Item | undefined) => {
    if (!item) return;
    props.onClose();
    // After the focus has gone back to where it was.
    queueMicrotask(item.run);
  };
  // Enter that comes before the answer means the answer, not what was found for the letters before.
  const [waits, setWaits] = createSignal(false);
  createEffect(on(typed, () => setWaits(false), { defer: true }));
  createEffect(() => {
    if (waits() && !isStale()) choose(current());
  });

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && ordered().length > 0) {
      event.preventDefault();
      const count = ordered().length;
      setActive((Math.min(active(), count - 1) + step + count) % count);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (isStale() && (!current() || current()?.group === "customers")) setWaits(true);
      else choose(current());
    }
  };

  const isNothing = () => typed() !== "" && ordered().length === 0 && !isStale() && !isFailed();
  const status = () => {
    if (isStale()) return t("palette.searching");
    return isNothing() ? t("palette.none", typed()) : t("palette.found", showNumber(ordered().length));
  };

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a press beside it closes it, as Escape does
    <dialog
      ref={dialog}
      aria-label={t("palette.title")}
      onCancel={(event) => {
        event.preventDefault();
        props.onClose();
      }}
      onClick={(event) => event.target === dialog && props.onClose()}
      class="appear fixed inset-0 m-0 h-dvh max-h-none w-full max-w-none flex-col bg-raised text-ink open:flex sm:inset-x-0 sm:top-[12vh] sm:bottom-auto sm:mx-auto sm:h-auto sm:max-h-[72vh] sm:max-w-xl sm:rounded-2xl sm:shadow-float"
    >
      <div class="flex h-full min-h-0 flex-col">
        <div class="flex items-center gap-2.5 border-b px-4 has-focus-visible:border-accent">
          <Search size={17} class="shrink-0 text-ink-3" aria-hidden="true" />
          <input
            type="text"
            role="combobox"
            aria-label={t("palette.title")}
            aria-expanded={ordered().length > 0}
            aria-controls={`${id}-list`}
            aria-autocomplete="list"
            aria-activedescendant={current() ? `${id}-${current()?.id}` : undefined}
            autofocus
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            enterkeyhint="go"
            maxlength={100}
            placeholder={t("palette.placeholder")}
            class="h-13 min-w-0 flex-1 bg-transparent text-lg outline-none"
            value={text()}
            onInput={(event) => setText(event.currentTarget.value)}
            onKeyDown={onKeyDown}
          />
          <IconButton icon={X} label={t("common.close")} class="-me-1.5" onClick={() => props.onClose()} />
        </div>
        <div class="flex min-h-0 flex-1 flex-col">
          <Show when={isFailed()}>
            <div role="alert" class="flex flex-wrap items-center justify-between gap-2 px-4.5 pt-3 text-danger">
              {messageOf(found.error)}
              <Button size="small" onClick={() => void found.refetch()}>
                {t("common.tryAgain")}
              </Button>
            </div>
          </Show>
          <Show when={isNothing()}>
            <div class="px-4.5 py-8 text-center">
              <p class="break-words font-medium">{t("palette.none", typed())}</p>
              <p class="mt-1 text-ink-3 text-sm">{t("palette.noneHint")}</p>
            </div>
          </Show>
          <div
            ref={list}
            id={`${id}-list`}
            role="listbox"
            aria-label={t("palette.results")}
            aria-busy={isStale()}
            hidden={ordered().length === 0}
            class="min-h-0 overflow-y-auto overscroll-contain p-2"
          >
            <For each={groups()}>
              {(one) => (
                // biome-ignore lint/a11y/useSemanticElements: a group of options, not of form fields
                <div role="group" aria-labelledby={`${id}-${one.group}`} class="pb-1">
                  <p id={`${id}-${one.group}`} class="px-2.5 pt-1.5 pb-1 text-ink-3 text-xs">
                    {t(`palette.${one.group}`)}
                  </p>
                  <For each={one.items}>
                    {(item) => (
                      <PaletteOption
                        id={`${id}-${item.id}`}
                        item={item}
                        active={current()?.id === item.id}
                        onPoint={() => setActive(ordered().indexOf(item))}
                        onChoose={() => choose(item)}
                      />
                    )}
                  </For>
                </div>
              )}
            </For>
          </div>
          <Show when={searches() && isStale() && !ordered().some((item) => item.group === "customers")}>
            <p class="appear-late px-4.5 py-2.5 text-ink-3 text-sm">{t("palette.searching")}</p>
          </Show>
          <Show when={searches() && !isStale() && !isFailed() && found.data?.more}>
            <p class="px-4.5 py-2.5 text-ink-3 text-sm">{t("palette.more")}</p>
          </Show>
        </div>
        <p class="hidden items-center gap-4 border-t px-4 py-2 text-ink-3 text-xs sm:flex" aria-hidden="true">
          <For
            each={[
              ["↑↓", t("palette.move")] as const,
              ["Enter", t("palette.choose")] as const,
              ["Esc", t("palette.leave")] as const,
            ]}
          >
            {([key, word]) => (
              <span class="flex items-center gap-1.5">
                <kbd dir="ltr" class="rounded-md border bg-sunk px-1.5 font-sans">
                  {key}
                </kbd>
                {word}
              </span>
            )}
          </For>
        </p>
        <p role="status" class="sr-only">
          {status()}
        </p>
      </div>
    </dialog>
  );
}
