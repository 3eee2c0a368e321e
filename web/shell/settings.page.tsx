import { A, type RouteSectionProps, useLocation } from "@solidjs/router";
import ChevronDown from "lucide-solid/icons/chevron-down";
import { createEffect, createSignal, For, on, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import { t } from "#web/platform/i18n.ts";
import { PageHeader } from "#web/ui/page-header.tsx";
import { useCan } from "#web/workspace/users/index.ts";
import { ALL_PAGES, allowed, SETTINGS } from "./navigation.ts";

/** The settings: their pages at the side, on a phone behind one button. */
export default function SettingsPage(props: RouteSectionProps) {
  const can = useCan();
  const location = useLocation();
  const [open, setOpen] = createSignal(false);
  createEffect(
    on(
      () => location.pathname,
      () => setOpen(false),
      { defer: true },
    ),
  );
  const current = () =>
    ALL_PAGES.find(({ href }) => href.startsWith("/settings/") && location.pathname.startsWith(href));
  const isList = () => location.pathname === "/settings";
  return (
    <>
      <PageHeader title={t("shell.modules.settings")} />
      <div class="border-t md:flex md:min-h-[calc(100dvh-4.5rem)]">
        <nav
          aria-label={t("shell.modules.settings")}
          class="shrink-0 px-3 max-md:border-b md:w-56 md:border-e md:px-5 md:py-6"
        >
          <Show when={!isList()}>
            <button
              type="button"
              aria-expanded={open()}
              class="flex h-12 w-full items-center justify-between px-2 font-medium md:hidden"
              onClick={() => setOpen(!open())}
            >
              {current() ? t(current()!.word) : t("shell.modules.settings")}
              <ChevronDown size={18} class={open() ? "rotate-180" : ""} />
            </button>
          </Show>
          <div class={open() || isList() ? "space-y-5 max-md:py-3" : "space-y-5 max-md:hidden"}>
            <For each={allowed(SETTINGS, can)}>
              {({ word, pages }) => (
                <section>
                  <h2 class="px-2 pb-1 font-medium text-ink-3 text-xs">{t(word)}</h2>
                  <ul>
                    <For each={pages}>
                      {(page) => (
                        <li>
                          <A
                            href={page.href}
                            class="flex min-h-9 items-center gap-2.5 rounded-lg px-2 max-md:min-h-11"
                            activeClass="bg-hover font-medium text-ink"
                            inactiveClass="text-ink-2 hover:bg-hover hover:text-ink"
                          >
                            <Dynamic component={page.icon} size={16} class="shrink-0" />
                            {t(page.word)}
                          </A>
                        </li>
                      )}
                    </For>
                  </ul>
                </section>
              )}
            </For>
          </div>
        </nav>
        <div class="min-w-0 max-w-4xl flex-1 px-5 py-6 md:px-8">{props.children}</div>
      </div>
    </>
  );
}
