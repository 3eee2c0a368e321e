import ChevronDown from "lucide-solid/icons/chevron-down";
import Pause from "lucide-solid/icons/pause";
import Pencil from "lucide-solid/icons/pencil";
import Play from "lucide-solid/icons/play";
import RefreshCw from "lucide-solid/icons/refresh-cw";
import Send from "lucide-solid/icons/send";
import Trash from "lucide-solid/icons/trash";
import { createSignal, Show } from "solid-js";
import { EVENT_ENTITIES, type Webhook } from "#core/workspace/webhooks/index.ts";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { showList, showNumber } from "#web/platform/show.ts";
import { Ago } from "#web/ui/ago.tsx";
import { Button, IconButton } from "#web/ui/button.tsx";
import { toastFailed } from "#web/ui/toast.tsx";
import { Calls, sayOutcome } from "./calls.tsx";
import { start, stop, tryWebhook } from "./queries.ts";

const DOTS = { on: "bg-accent", failing: "bg-danger", off: "bg-ink-3" } as const;

type Asked = "change" | "renew" | "remove";

/** One webhook: how it goes, what may be done with it, and its calls when asked for. */
export function WebhookRow(props: { webhook: Webhook; onAsk: (what: Asked) => void }) {
  const [busy, setBusy] = createSignal<string | null>(null);
  const [open, setOpen] = createSignal(false);
  const act = async (name: string, work: () => Promise<unknown>) => {
    setBusy(name);
    try {
      await work();
    } catch (error) {
      toastFailed(messageOf(error));
    } finally {
      setBusy(null);
    }
  };
  const hook = () => props.webhook;
  const isOff = () => hook().state === "off";
  const eventWord = (event: string) =>
    (EVENT_ENTITIES as readonly string[]).includes(event)
      ? t(`webhooks.entities.${event as (typeof EVENT_ENTITIES)[number]}`)
      : event;
  return (
    <li class="space-y-2 py-4">
      <div class="flex flex-wrap items-start gap-x-4 gap-y-2">
        <div class="min-w-0 flex-[1_1_16rem]">
          <p class="flex items-center gap-2">
            <span aria-hidden="true" class={`size-2 shrink-0 rounded-full ${DOTS[hook().state]}`} />
            <bdi class="truncate font-medium">{hook().name}</bdi>
            <span class="text-ink-3 text-sm">{t(`webhooks.states.${hook().state}`)}</span>
          </p>
          <p class="truncate text-ink-2 text-sm" title={hook().url}>
            <span class="ltr-text">{hook().url}</span>
          </p>
          <p class="text-ink-3 text-sm">
            {hook().events.length === 0 ? t("webhooks.everything") : showList(hook().events.map(eventWord))}
            <Show when={hook().lastSentAt}>
              {(at) => (
                <>
                  {" · "}
                  {t("webhooks.lastSent")} <Ago at={at()} />
                </>
              )}
            </Show>
            <Show when={hook().waiting > 0}>
              {" · "}
              {t("webhooks.waiting", showNumber(hook().waiting), hook().waiting)}
            </Show>
          </p>
        </div>
        <div class="flex flex-wrap items-center gap-1">
          <Button
            size="small"
            icon={Send}
            busy={busy() === "try"}
            onClick={() => void act("try", async () => sayOutcome(await tryWebhook(hook())))}
          >
            {t("webhooks.try")}
          </Button>
          <Show
            when={isOff() || hook().state === "failing"}
            fallback={
              <Button
                size="small"
                icon={Pause}
                busy={busy() === "stop"}
                onClick={() => void act("stop", () => stop(hook()))}
              >
                {t("webhooks.stop")}
              </Button>
            }
          >
            <Button
              size="small"
              icon={Play}
              busy={busy() === "start"}
              onClick={() => void act("start", () => start(hook(), "stop"))}
            >
              {t(isOff() ? "webhooks.start" : "webhooks.tryAgain")}
            </Button>
            <Show when={hook().waiting > 0}>
              <Button
                size="small"
                look="quiet"
                busy={busy() === "startNow"}
                onClick={() => void act("startNow", () => start(hook(), "now"))}
              >
                {t("webhooks.startFromNow")}
              </Button>
            </Show>
          </Show>
          <IconButton icon={Pencil} label={t("common.edit", hook().name)} onClick={() => props.onAsk("change")} />
          <IconButton icon={RefreshCw} label={t("webhooks.renew")} onClick={() => props.onAsk("renew")} />
          <IconButton icon={Trash} label={t("webhooks.remove")} onClick={() => props.onAsk("remove")} />
        </div>
      </div>
      <Show when={hook().problem}>
        {(problem) => (
          <p class="rounded-lg bg-danger-soft px-3 py-2 text-danger text-sm" role="status">
            {t(isOff() ? "webhooks.gaveUp" : "webhooks.isFailing", problem())}{" "}
            <Show when={hook().retryAt}>
              {(at) => (
                <>
                  {t("webhooks.nextTry")} <Ago at={at()} />
                </>
              )}
            </Show>
          </p>
        )}
      </Show>
      <button
        type="button"
        aria-expanded={open()}
        class="flex items-center gap-1 rounded text-ink-2 text-sm hover:text-ink"
        onClick={() => setOpen(!open())}
      >
        <ChevronDown size={15} class={open() ? "rotate-180" : ""} />
        {t("webhooks.calls")}
      </button>
      <Show when={open()}>
        <Calls webhook={hook()} />
      </Show>
    </li>
  );
}
