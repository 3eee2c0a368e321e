import { A } from "@solidjs/router";
import Check from "lucide-solid/icons/check";
import { For, Show } from "solid-js";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { Ago } from "#web/ui/ago.tsx";
import { type Icon, IconButton } from "#web/ui/button.tsx";
import { toastFailed } from "#web/ui/toast.tsx";
import { markRead, type Notice, sayNotice, useNewest } from "#web/workspace/notices/index.ts";
import { Box } from "./box.tsx";

/** What others did that concerns one: given, merged, written about, answered. Reminders stand with the work itself. */
const KINDS = ["activity.given", "customer.given", "customer.merged", "customer.noted", "mail.received"];
const READ = 50;
const MOST_SHOWN = 6;

/** What changed for one since one looked; read, it goes from here and stays among the notices. */
export function News() {
  const newest = useNewest(READ);
  const items = () => newest.data?.filter(({ kind, readAt }) => !readAt && KINDS.includes(kind)).slice(0, MOST_SHOWN);
  const read = (id: Notice["id"]) => markRead([id]).catch((error) => toastFailed(messageOf(error)));
  return (
    <Show when={newest.isError || (items()?.length ?? 0) > 0}>
      <Box
        title={t("today.news")}
        failed={newest.isError && !newest.data}
        onRetry={() => void newest.refetch()}
        more={
          <A href="/notices" class="rounded text-accent hover:underline">
            {t("today.newsAll")}
          </A>
        }
      >
        <For each={items()}>
          {(notice) => (
            <li class="flex items-start gap-3 px-3.5 py-2">
              <span class="min-w-0 flex-1">
                <A
                  href={sayNotice(notice).href ?? "/notices"}
                  class="break-words rounded font-medium hover:underline"
                  onClick={() => void read(notice.id)}
                >
                  {sayNotice(notice).title}
                </A>
                <span class="block text-ink-2 text-sm">
                  {sayNotice(notice).text} <Ago at={notice.at} class="text-ink-3" />
                </span>
              </span>
              <IconButton
                icon={Check as Icon}
                label={t("notices.readOne", sayNotice(notice).title)}
                onClick={() => void read(notice.id)}
              />
            </li>
          )}
        </For>
      </Box>
    </Show>
  );
}
