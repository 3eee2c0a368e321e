import { A } from "@solidjs/router";
import CircleUser from "lucide-solid/icons/circle-user";
import ListChecks from "lucide-solid/icons/list-checks";
import History from "lucide-solid/icons/rotate-ccw-clock";
import Search from "lucide-solid/icons/search";
import { createSignal, For } from "solid-js";
import { Dynamic } from "solid-js/web";
import { t } from "#web/platform/i18n.ts";
import { AppearanceControls } from "#web/ui/appearance.tsx";
import type { Icon } from "#web/ui/button.tsx";
import { Dialog } from "#web/ui/dialog.tsx";
import { RunningJobs } from "#web/workspace/jobs/index.ts";
import { NoticeBell } from "#web/workspace/notices/index.ts";
import { useCan } from "#web/workspace/users/index.ts";
import { allowed, MODULES } from "./navigation.ts";
import { Account } from "./side-bar.tsx";

const ITEM = "flex h-14 flex-1 flex-col items-center justify-center gap-0.5 text-xs";

/** Beside search and the account. */
const UNDER_THE_THUMB = 3;

/** Phones: the modules under the thumb. */
export function BottomBar(props: { onSignOut: () => void; onShowKeys: () => void; onSearch: () => void }) {
  const can = useCan();
  const [open, setOpen] = createSignal(false);
  const mine = () => allowed(MODULES, can).flatMap(({ pages }) => pages);
  return (
    <>
      <nav
        aria-label={t("shell.mainNavigation")}
        class="fixed inset-x-0 bottom-0 z-20 flex border-t bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
      >
        <For each={mine().slice(0, UNDER_THE_THUMB)}>
          {(module) => (
            <A href={module.href} class={ITEM} activeClass="text-accent font-medium" inactiveClass="text-ink-2">
              <Dynamic component={module.icon} size={19} />
              {t(module.word)}
            </A>
          )}
        </For>
        <button type="button" class={`${ITEM} text-ink-2`} onClick={() => props.onSearch()}>
          <Search size={19} />
          {t("palette.open")}
        </button>
        <button type="button" class={`${ITEM} text-ink-2`} onClick={() => setOpen(true)}>
          <CircleUser size={19} />
          {t("shell.account")}
        </button>
      </nav>
      <Dialog open={open()} title={t("shell.account")} onClose={() => setOpen(false)}>
        <div class="space-y-5 pb-2">
          <Account onSignOut={props.onSignOut} onShowKeys={props.onShowKeys} />
          <div class="-mx-2.5">
            <NoticeBell onOpen={() => setOpen(false)} />
            <RunningJobs onOpen={() => setOpen(false)} />
            <For
              each={[
                ...mine()
                  .slice(UNDER_THE_THUMB)
                  .map((page) => ({ ...page, word: t(page.word) })),
                { word: t("recent.title"), href: "/recent", icon: History as Icon },
                { word: t("jobs.title"), href: "/jobs", icon: ListChecks as Icon },
              ]}
            >
              {(page) => (
                <A
                  href={page.href}
                  class="flex h-11 items-center gap-2.5 rounded-lg px-2.5 text-ink-2 hover:bg-hover"
                  onClick={() => setOpen(false)}
                >
                  <Dynamic component={page.icon} size={18} />
                  {page.word}
                </A>
              )}
            </For>
          </div>
          <AppearanceControls />
        </div>
      </Dialog>
    </>
  );
}
