import Rss from "lucide-solid/icons/calendar-sync";
import { createSignal, Show } from "solid-js";
import { dropCalendarFeed, getCalendarFeed, makeCalendarFeed } from "#core/engagement/activities/index.ts";
import { call } from "#web/platform/api.ts";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { queryClient } from "#web/platform/query-client.ts";
import { showInstant } from "#web/platform/show.ts";
import { useQuery } from "#web/platform/use-query.ts";
import { Button, type Icon } from "#web/ui/button.tsx";
import { Dialog } from "#web/ui/dialog.tsx";
import { INPUT } from "#web/ui/field.tsx";
import { toastDone, toastFailed } from "#web/ui/toast.tsx";

/** One's work in the calendar of a phone or another program: a secret link, shown once, made anew or taken away. */
export function CalendarLink() {
  const [open, setOpen] = createSignal(false);
  const [url, setUrl] = createSignal<string | null>(null);
  const feed = useQuery(() => ({
    queryKey: ["calendar-feed"],
    queryFn: ({ signal }) => call(getCalendarFeed, {}, { signal }),
    enabled: open(),
  }));
  const doing = async (work: () => Promise<void>) => {
    try {
      await work();
      void queryClient.invalidateQueries({ queryKey: ["calendar-feed"] });
    } catch (error) {
      toastFailed(messageOf(error));
    }
  };
  const make = () =>
    doing(async () => {
      const { path } = await call(makeCalendarFeed, {});
      setUrl(location.origin + path);
    });
  const drop = () =>
    doing(async () => {
      await call(dropCalendarFeed, {});
      setUrl(null);
      toastDone(t("work.link.dropped"));
    });
  const copy = async () => {
    await navigator.clipboard.writeText(url() ?? "").then(
      () => toastDone(t("apiKeys.copied")),
      () => toastFailed(t("errors.unexpected")),
    );
  };
  return (
    <>
      <Button size="small" look="quiet" icon={Rss as Icon} onClick={() => setOpen(true)}>
        {t("work.link.open")}
      </Button>
      <Dialog
        open={open()}
        title={t("work.link.title")}
        onClose={() => {
          setOpen(false);
          setUrl(null);
        }}
        footer={
          <>
            <Show when={feed.data?.since}>
              <Button look="quiet" class="me-auto text-danger" onClick={() => void drop()}>
                {t("work.link.drop")}
              </Button>
            </Show>
            <Button look="primary" onClick={() => void make()}>
              {t(feed.data?.since ? "work.link.renew" : "work.link.make")}
            </Button>
          </>
        }
      >
        <p class="text-ink-2">{t("work.link.text")}</p>
        <Show when={feed.data?.since}>
          {(since) => <p class="mt-2 text-ink-2 text-sm">{t("work.link.since", showInstant(since()))}</p>}
        </Show>
        <Show when={url()}>
          {(address) => (
            <div class="mt-4">
              <p class="mb-1.5 font-medium">{t("work.link.once")}</p>
              <div class="flex gap-2">
                <input
                  readonly
                  dir="ltr"
                  aria-label={t("work.link.title")}
                  class={`${INPUT} h-9 text-sm`}
                  value={address()}
                  onFocus={(event) => event.currentTarget.select()}
                />
                <Button onClick={() => void copy()}>{t("apiKeys.copy")}</Button>
              </div>
            </div>
          )}
        </Show>
      </Dialog>
    </>
  );
}
