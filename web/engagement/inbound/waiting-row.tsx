import { createSignal, Show } from "solid-js";
import type { WaitingMail } from "#core/engagement/inbound/index.ts";
import { isolated } from "#web/people/customers/index.ts";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { showList } from "#web/platform/show.ts";
import { Ago } from "#web/ui/ago.tsx";
import { Avatar } from "#web/ui/avatar.tsx";
import { Button } from "#web/ui/button.tsx";
import { Skeleton } from "#web/ui/states.tsx";
import { Tag } from "#web/ui/tag.tsx";
import { toastDone, toastFailed } from "#web/ui/toast.tsx";
import { useCan } from "#web/workspace/users/index.ts";
import { bringBack, dismiss, useMailText } from "./queries.ts";

/** One mail that waits: who wrote what and why it waits, and what can be done with it. */
export function WaitingRow(props: { mail: WaitingMail; onAssign: () => void; onMake: () => void }) {
  const can = useCan();
  const [open, setOpen] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const it = () => props.mail;
  const whole = useMailText(() => it().id, open);
  const who = () => it().from.name ?? (it().from.address || t("incoming.noSender"));
  const putAside = async () => {
    const { id } = it();
    setBusy(true);
    try {
      await dismiss(id);
      toastDone(t("incoming.dismissed"), () => bringBack(id).catch((error) => toastFailed(messageOf(error))));
    } catch (error) {
      toastFailed(messageOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <li class="grid grid-cols-[1.75rem_minmax(0,1fr)] gap-x-3 py-3.5">
      <Avatar name={who()} />
      <div class="min-w-0">
        <p class="flex flex-wrap items-baseline gap-x-2 gap-y-0.5">
          <bdi class="font-medium">{who()}</bdi>
          <Show when={it().from.name && it().from.address}>
            <bdi class="break-all text-ink-3 text-sm">{it().from.address}</bdi>
          </Show>
          <Ago at={it().sentAt} class="text-ink-3 text-sm" />
        </p>
        <p class="mt-0.5 break-words font-medium text-ink-2">
          <bdi>{it().subject || t("incoming.noSubject")}</bdi>
        </p>
        <Show when={it().excerpt || open()}>
          <Show
            when={open() && whole.data}
            fallback={
              <p class="line-clamp-2 break-words text-ink-2" dir="auto">
                {it().excerpt}
              </p>
            }
          >
            {(read) => (
              <p class="max-w-3xl whitespace-pre-wrap break-words" dir="auto">
                {read().text}
              </p>
            )}
          </Show>
        </Show>
        <Show when={open() && whole.isPending}>
          <Skeleton lines={2} class="mt-2" />
        </Show>
        <Show when={open() && whole.isError}>
          <p role="alert" class="text-danger text-sm">
            {messageOf(whole.error)}
          </p>
        </Show>
        <Show when={it().excerpt}>
          <button
            type="button"
            class="text-accent text-sm hover:underline"
            aria-expanded={open()}
            onClick={() => setOpen(!open())}
          >
            {t(open() ? "incoming.less" : "incoming.whole")}
          </button>
        </Show>
        <p class="mt-1.5 flex flex-wrap items-center gap-1.5 text-ink-3 text-sm">
          <Tag class={it().reason === "unproven" ? "border-danger text-danger" : ""}>
            {t(`incoming.reasons.${it().reason}`)}
          </Tag>
          <Show when={it().direction === "out"}>
            <Tag>{t("incoming.copy")}</Tag>
            <span>{t("incoming.to", showList(it().to.map(({ address }) => isolated(address))))}</span>
          </Show>
          <span>{t(`incoming.reasonTexts.${it().reason}`)}</span>
          <Show when={it().attachments.length > 0}>
            <span>{t("incoming.attachments", showList(it().attachments.map(isolated)))}</span>
          </Show>
        </p>
        <div class="mt-2 flex flex-wrap gap-2">
          <Button size="small" onClick={props.onAssign}>
            {t("incoming.assign")}
          </Button>
          <Show when={can("customers.write")}>
            <Button size="small" onClick={props.onMake}>
              {t("incoming.make")}
            </Button>
          </Show>
          <Button size="small" look="quiet" busy={busy()} onClick={() => void putAside()}>
            {t("incoming.dismiss")}
          </Button>
        </div>
      </div>
    </li>
  );
}
