import { A } from "@solidjs/router";
import CircleUser from "lucide-solid/icons/circle-user";
import Search from "lucide-solid/icons/search";
import { createSignal, For } from "solid-js";
import { Dynamic } from "solid-js/web";
import { t } from "#web/platform/i18n.ts";
import { AppearanceControls } from "#web/ui/appearance.tsx";
import { Dialog } from "#web/ui/dialog.tsx";
import { useCan } from "#web/workspace/users/index.ts";
import { MODULES } from "./navigation.ts";
import { Account } from "./side-bar.tsx";

const ITEM = "flex h-14 flex-1 flex-col items-center justify-center gap-0.5 text-xs";

/** Phones: the modules under the thumb. */
export function BottomBar(props: { onSignOut: () => void; onShowKeys: () => void; onSearch: () => void }) {
  const can = useCan();
  const [open, setOpen] = createSignal(false);
  return (
    <>
      <nav
        aria-label={t("shell.mainNavigation")}
        class="fixed inset-x-0 bottom-0 z-20 flex border-t bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
      >
        <For each={MODULES.filter((module) => can(module.permission))}>
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
          <AppearanceControls />
        </div>
      </Dialog>
    </>
  );
}
