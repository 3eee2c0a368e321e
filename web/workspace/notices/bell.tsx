import { A } from "@solidjs/router";
import Bell from "lucide-solid/icons/bell";
import { createEffect, on, Show } from "solid-js";
import { t } from "#web/platform/i18n.ts";
import { showNumber } from "#web/platform/show.ts";
import { toastDone } from "#web/ui/toast.tsx";
import { useUnread } from "./queries.ts";
import { sayNotice } from "./words.ts";

/** The way to what one should know of, and how much of it is new; what comes while one works is said at once. */
export function NoticeBell(props: { onOpen?: () => void }) {
  const unread = useUnread();
  createEffect(
    on(
      () => unread.data?.newest?.id,
      (id, before) => {
        const newest = unread.data?.newest;
        // Only what came since the page was opened: ids grow with time.
        if (!id || !newest || before === undefined || id <= before) return;
        toastDone(sayNotice(newest).title);
      },
      { defer: false },
    ),
  );
  const count = () => unread.data?.unread ?? 0;
  return (
    <A
      href="/notices"
      class="flex h-9 items-center gap-2.5 rounded-lg px-2.5 transition-colors"
      activeClass="bg-raised font-medium text-ink shadow-raised"
      inactiveClass="text-ink-2 hover:bg-hover hover:text-ink"
      onClick={() => props.onOpen?.()}
    >
      <Bell size={17} />
      <span class="flex-1">{t("notices.title")}</span>
      <Show when={count() > 0}>
        <span class="min-w-5 rounded-full bg-accent px-1.5 text-center text-on-accent text-xs leading-5 tabular-nums">
          {showNumber(count())}
          <span class="sr-only">{t("notices.unread")}</span>
        </span>
      </Show>
    </A>
  );
}
