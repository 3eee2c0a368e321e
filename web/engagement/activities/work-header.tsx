import { A } from "@solidjs/router";
import Plus from "lucide-solid/icons/plus";
import { For, Show } from "solid-js";
import { t } from "#web/platform/i18n.ts";
import { Button, type Icon } from "#web/ui/button.tsx";
import { PageHeader } from "#web/ui/page-header.tsx";
import { useCan } from "#web/workspace/users/index.ts";
import { planNew } from "./form-state.ts";

/** The name of the pages about work, the way from one to the other, and planning. */
export function WorkHeader() {
  const can = useCan();
  return (
    <PageHeader title={t("work.title")}>
      <nav aria-label={t("work.title")} class="flex gap-4">
        <For
          each={
            [
              { href: "/work", word: "work.tabs.list" },
              { href: "/work/calendar", word: "work.tabs.calendar" },
            ] as const
          }
        >
          {(tab) => (
            <A
              href={tab.href}
              end
              class="border-b-2 py-1"
              activeClass="border-accent font-medium text-ink"
              inactiveClass="border-transparent text-ink-2 hover:text-ink"
            >
              {t(tab.word)}
            </A>
          )}
        </For>
      </nav>
      <Show when={can("activities.write")}>
        <Button look="primary" icon={Plus as Icon} class="ms-auto" onClick={() => planNew()}>
          {t("work.plan")}
        </Button>
      </Show>
    </PageHeader>
  );
}
