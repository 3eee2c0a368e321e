import { A } from "@solidjs/router";
import Bell from "lucide-solid/icons/bell";
import Check from "lucide-solid/icons/check";
import { For, Match, Show, Switch } from "solid-js";
import { DIGESTS } from "#core/workspace/notices/index.ts";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { Ago } from "#web/ui/ago.tsx";
import { Button, type Icon, IconButton } from "#web/ui/button.tsx";
import { MoreButton } from "#web/ui/more-button.tsx";
import { PageHeader } from "#web/ui/page-header.tsx";
import { Segmented } from "#web/ui/segmented.tsx";
import { EmptyState, ErrorState, Skeleton } from "#web/ui/states.tsx";
import { useTitle } from "#web/ui/title.ts";
import { toastDone, toastFailed } from "#web/ui/toast.tsx";
import { Toggle } from "#web/ui/toggle.tsx";
import { useMe } from "#web/workspace/users/index.ts";
import { markRead, type Notice, saveNoticeSettings, useNoticeSettings, useNotices } from "./queries.ts";
import { sayNotice } from "./words.ts";

/** What one should know of, newest first, and what of it comes by mail as well. */
export default function NoticesPage() {
  const me = useMe();
  const notices = useNotices();
  const settings = useNoticeSettings();
  useTitle(() => t("notices.title"));
  const all = () => notices.data?.pages.flatMap(({ items }) => items) ?? [];
  const hasUnread = () => all().some(({ readAt }) => !readAt);
  const save = async (next: Parameters<typeof saveNoticeSettings>[0]) => {
    try {
      await saveNoticeSettings(next);
      toastDone(t("notices.saved"));
    } catch (error) {
      toastFailed(messageOf(error));
    }
  };
  const read = (ids?: Notice["id"][]) => markRead(ids).catch((error) => toastFailed(messageOf(error)));

  return (
    <>
      <PageHeader title={t("notices.title")}>
        <Show when={hasUnread()}>
          <Button size="small" class="ms-auto" onClick={() => void read()}>
            {t("notices.readAll")}
          </Button>
        </Show>
      </PageHeader>
      <div class="max-w-3xl pb-10">
        <Show when={me.data?.actor.kind === "user" && settings.data}>
          {(wanted) => (
            <section
              aria-label={t("notices.byMail")}
              class="mx-5 mb-5 flex flex-wrap items-center gap-x-6 gap-y-3 rounded-xl border bg-surface px-4 py-3 md:mx-8"
            >
              <h2 class="w-full font-medium text-ink-2 text-sm">{t("notices.byMail")}</h2>
              <Toggle
                label={t("notices.reminders")}
                checked={wanted().reminders}
                onChange={(reminders) => void save({ ...wanted(), reminders })}
              />
              <span class="flex items-center gap-2">
                <span class="text-ink-2 text-sm">{t("notices.digestWanted")}</span>
                <Segmented
                  compact
                  label={t("notices.digestWanted")}
                  value={wanted().digest}
                  onChange={(digest) => void save({ ...wanted(), digest })}
                  choices={DIGESTS.map((value) => ({ value, label: t(`notices.digests.${value}`) }))}
                />
              </span>
            </section>
          )}
        </Show>
        <Switch>
          <Match when={notices.isPending}>
            <Skeleton lines={6} class="p-8" />
          </Match>
          <Match when={notices.isError && all().length === 0}>
            <ErrorState error={notices.error} onRetry={() => void notices.refetch()} />
          </Match>
          <Match when={all().length === 0}>
            <EmptyState icon={Bell as Icon} title={t("notices.none")} text={t("notices.noneText")} />
          </Match>
          <Match when={true}>
            <ul class="divide-y border-y md:mx-8 md:rounded-xl md:border" aria-label={t("notices.title")}>
              <For each={all()}>{(notice) => <Line notice={notice} onRead={() => void read([notice.id])} />}</For>
            </ul>
            <MoreButton of={notices}>{t("work.more")}</MoreButton>
          </Match>
        </Switch>
      </div>
    </>
  );
}

function Line(props: { notice: Notice; onRead: () => void }) {
  const said = () => sayNotice(props.notice);
  const isNew = () => !props.notice.readAt;
  return (
    <li class="relative flex items-start gap-3 px-5 py-3 focus-within:bg-hover hover:bg-hover">
      <span
        aria-hidden="true"
        class="mt-2 size-2 shrink-0 rounded-full"
        classList={{ "bg-accent": isNew(), "bg-transparent": !isNew() }}
      />
      <div class="min-w-0 flex-1">
        <Show when={said().href} fallback={<p classList={{ "font-medium": isNew() }}>{said().title}</p>}>
          {(href) => (
            <A
              href={href()}
              class="break-words after:absolute after:inset-0"
              classList={{ "font-medium": isNew() }}
              onClick={() => isNew() && props.onRead()}
            >
              {said().title}
            </A>
          )}
        </Show>
        <p class="text-ink-2 text-sm">{said().text}</p>
        <p class="text-ink-3 text-xs">
          <Ago at={props.notice.at} />
        </p>
      </div>
      <Show when={isNew()}>
        <IconButton
          icon={Check as Icon}
          label={t("notices.readOne", said().title)}
          class="relative z-1"
          onClick={() => props.onRead()}
        />
      </Show>
    </li>
  );
}
