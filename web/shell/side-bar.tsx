import { A } from "@solidjs/router";
import Keyboard from "lucide-solid/icons/keyboard";
import LogOut from "lucide-solid/icons/log-out";
import History from "lucide-solid/icons/rotate-ccw-clock";
import Search from "lucide-solid/icons/search";
import { For, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import { t } from "#web/platform/i18n.ts";
import { AppearanceControls } from "#web/ui/appearance.tsx";
import { Avatar } from "#web/ui/avatar.tsx";
import { IconButton } from "#web/ui/button.tsx";
import { RunningJobs } from "#web/workspace/jobs/index.ts";
import { NoticeBell } from "#web/workspace/notices/index.ts";
import { useCan, useMe } from "#web/workspace/users/index.ts";
import { BrandMark } from "./brand.tsx";
import { allowed, MODULES } from "./navigation.ts";

const IS_APPLE = /Mac|iPhone|iPad/.test(navigator.platform);

type AccountActions = { onSignOut: () => void; onShowKeys: () => void };

/** Wide screens: the modules at the start side, and who is signed in below. */
export function SideBar(props: AccountActions & { onSearch: () => void }) {
  const me = useMe();
  const can = useCan();
  return (
    <aside class="sticky top-0 hidden h-dvh w-60 shrink-0 flex-col overflow-y-auto border-e bg-sunk md:flex">
      <A href="/" class="flex items-center gap-2.5 px-5 pt-5 pb-4">
        <BrandMark size={28} />
        <span class="min-w-0">
          <span class="block truncate font-semibold text-lg leading-6">{t("app.name")}</span>
          <Show when={me.data?.workspace.name !== t("app.name")}>
            <span class="block truncate text-ink-3 text-xs">{me.data?.workspace.name}</span>
          </Show>
        </span>
      </A>
      <div class="px-3 pb-3">
        <button
          type="button"
          aria-keyshortcuts="Control+K Meta+K"
          class="flex h-9 w-full items-center gap-2.5 rounded-lg border bg-raised px-2.5 text-ink-2 transition-colors hover:border-line-strong hover:text-ink"
          onClick={() => props.onSearch()}
        >
          <Search size={16} />
          <span class="flex-1 text-start">{t("palette.open")}</span>
          <span dir="ltr" aria-hidden="true" class="text-ink-3 text-xs">
            {IS_APPLE ? "⌘ K" : "Ctrl K"}
          </span>
        </button>
      </div>
      <nav aria-label={t("shell.mainNavigation")} class="flex-1 px-3">
        <For each={allowed(MODULES, can)}>
          {({ word, pages }) => (
            <section class="pb-4">
              <Show when={word}>
                {(heading) => <h2 class="px-2.5 pb-1 font-medium text-ink-3 text-xs">{t(heading())}</h2>}
              </Show>
              <ul class="space-y-0.5">
                <For each={pages}>
                  {(page) => (
                    <li>
                      <A
                        href={page.href}
                        class="flex h-9 items-center gap-2.5 rounded-lg px-2.5 transition-colors"
                        activeClass="bg-raised font-medium text-ink shadow-raised"
                        inactiveClass="text-ink-2 hover:bg-hover hover:text-ink"
                      >
                        <Dynamic component={page.icon} size={17} />
                        {t(page.word)}
                      </A>
                    </li>
                  )}
                </For>
              </ul>
            </section>
          )}
        </For>
      </nav>
      <div class="px-3 pb-2">
        <NoticeBell />
        <RunningJobs />
        <A
          href="/recent"
          class="flex h-9 items-center gap-2.5 rounded-lg px-2.5 transition-colors"
          activeClass="bg-raised font-medium text-ink shadow-raised"
          inactiveClass="text-ink-2 hover:bg-hover hover:text-ink"
        >
          <History size={17} />
          {t("recent.title")}
        </A>
      </div>
      <div class="space-y-3 border-t px-2.5 py-3">
        <AppearanceControls />
        <Account onSignOut={props.onSignOut} onShowKeys={props.onShowKeys} />
      </div>
    </aside>
  );
}

export function Account(props: AccountActions) {
  const me = useMe();
  return (
    <div class="flex items-center gap-2">
      <A href="/settings/profile" class="flex min-h-9 min-w-0 flex-1 items-center gap-2 rounded-lg hover:text-accent">
        <Avatar name={me.data?.actor.name ?? ""} />
        <span class="min-w-0 flex-1 truncate" title={me.data?.actor.name}>
          {me.data?.actor.name}
        </span>
      </A>
      <IconButton icon={Keyboard} label={t("shell.keys.title")} onClick={props.onShowKeys} class="max-md:hidden" />
      <IconButton icon={LogOut} label={t("shell.signOut")} onClick={props.onSignOut} class="rtl:[&_svg]:-scale-x-100" />
    </div>
  );
}
