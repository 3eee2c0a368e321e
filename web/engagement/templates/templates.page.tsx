import { A } from "@solidjs/router";
import FileText from "lucide-solid/icons/file-text";
import Plus from "lucide-solid/icons/plus";
import { For, Match, Show, Switch } from "solid-js";
import type { Template } from "#core/engagement/templates/index.ts";
import { t } from "#web/platform/i18n.ts";
import { Ago } from "#web/ui/ago.tsx";
import { ButtonLink, type Icon } from "#web/ui/button.tsx";
import { PageHeader } from "#web/ui/page-header.tsx";
import { EmptyState, ErrorState, Skeleton } from "#web/ui/states.tsx";
import { Tag } from "#web/ui/tag.tsx";
import { useTitle } from "#web/ui/title.ts";
import { useCan } from "#web/workspace/users/index.ts";
import { useTemplates } from "./queries.ts";

/** How its text begins, with «…» where a field is filled in. */
function beginningOf({ fa, en }: Template["texts"]): string {
  const text = fa ?? en;
  return (text?.subject ?? text?.body ?? "").replaceAll(/\{\{[^}]*\}\}/g, "…");
}

/** All templates, by name. */
export default function TemplatesPage() {
  useTitle(() => t("templates.title"));
  const can = useCan();
  const templates = useTemplates();
  const Create = () => (
    <Show when={can("templates.manage")}>
      <ButtonLink href="/templates/new" look="primary" icon={Plus as Icon}>
        {t("templates.create")}
      </ButtonLink>
    </Show>
  );
  return (
    <>
      <PageHeader title={t("templates.title")}>
        <Show when={(templates.data?.length ?? 0) > 0}>
          <div class="ms-auto">
            <Create />
          </div>
        </Show>
      </PageHeader>
      <div class="px-5 pb-10 md:px-8">
        <p class="mb-4 max-w-2xl text-ink-2">{t("templates.lead")}</p>
        <Switch>
          <Match when={templates.isPending}>
            <Skeleton lines={5} />
          </Match>
          <Match when={templates.isError && !templates.data}>
            <ErrorState error={templates.error} onRetry={() => void templates.refetch()} />
          </Match>
          <Match when={templates.data?.length === 0}>
            <EmptyState icon={FileText as Icon} title={t("templates.none")} text={t("templates.noneText")}>
              <Create />
            </EmptyState>
          </Match>
          <Match when={templates.data}>
            {(list) => (
              <ul class="divide-y border-y" aria-label={t("templates.title")}>
                <For each={list()}>
                  {(template) => (
                    <li class="flex flex-wrap items-center gap-x-3 gap-y-1 py-3">
                      <div class="min-w-0 flex-1 basis-64">
                        <A href={`/templates/${template.id}`} class="font-medium hover:underline" dir="auto">
                          {template.name}
                        </A>
                        <p class="truncate text-start text-ink-3 text-sm">
                          <bdi dir={template.texts.fa ? "rtl" : "ltr"}>{beginningOf(template.texts)}</bdi>
                        </p>
                      </div>
                      <Tag>{t(`templates.channels.${template.channel}`)}</Tag>
                      <Show when={template.purpose === "marketing"}>
                        <Tag>{t("templates.marketing")}</Tag>
                      </Show>
                      <span class="text-ink-3 text-sm">
                        {(["fa", "en"] as const)
                          .filter((language) => template.texts[language])
                          .map((language) => t(`templates.languages.${language}`))
                          .join(" · ")}
                      </span>
                      <Ago at={template.updatedAt} class="w-28 text-end text-ink-3 text-sm" />
                    </li>
                  )}
                </For>
              </ul>
            )}
          </Match>
        </Switch>
      </div>
    </>
  );
}
