import { A, type RouteSectionProps } from "@solidjs/router";
import { For, Show } from "solid-js";
import { t } from "#web/platform/i18n.ts";
import { PageHeader } from "#web/ui/page-header.tsx";
import { useCan } from "#web/workspace/users/index.ts";

const PARTS = [
  { word: "fields.title", href: "/settings/fields", permission: "fields.manage" },
  { word: "apiKeys.title", href: "/settings/api-keys", permission: "keys.manage" },
  { word: "exports.title", href: "/settings/export", permission: "exports.run" },
  { word: "jobs.title", href: "/jobs", permission: "customers.read" },
  { word: "recent.title", href: "/recent", permission: "customers.read" },
  { word: "system.title", href: "/settings/system", permission: "workspace.operate" },
] as const;

export default function SettingsPage(props: RouteSectionProps) {
  const can = useCan();
  return (
    <>
      <PageHeader title={t("shell.modules.settings")} />
      <nav aria-label={t("shell.modules.settings")} class="flex gap-5 overflow-x-auto border-b px-5 md:px-8">
        <For each={PARTS}>
          {(part) => (
            <Show when={can(part.permission)}>
              <A
                href={part.href}
                class="-mb-px shrink-0 border-b-2 py-2"
                activeClass="border-accent font-medium text-ink"
                inactiveClass="border-transparent text-ink-2 hover:text-ink"
              >
                {t(part.word)}
              </A>
            </Show>
          )}
        </For>
      </nav>
      <div class="max-w-4xl px-5 py-6 md:px-8">{props.children}</div>
    </>
  );
}
