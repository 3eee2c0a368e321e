import Mail from "lucide-solid/icons/mail";
import MessageSquare from "lucide-solid/icons/message-square";
import { createSignal, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { Message } from "#core/engagement/messages/index.ts";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { showDigits } from "#web/platform/show.ts";
import { Ago } from "#web/ui/ago.tsx";
import { Button } from "#web/ui/button.tsx";
import { toastDone, toastFailed } from "#web/ui/toast.tsx";
import { useCan } from "#web/workspace/users/index.ts";
import { cancel, followMessage, settle, useMessage } from "./queries.ts";
import { StateMark } from "./state-mark.tsx";
import { whyWord } from "./words.ts";

/** A message on the timeline: what was said, what became of it, and why not. */
export function MessageEntry(props: { message: Message }) {
  const can = useCan();
  const [unfolded, setUnfolded] = createSignal(false);
  const whole = useMessage(
    () => props.message.id,
    () => unfolded(),
  );
  const it = () => props.message;
  const text = () => (unfolded() && whole.data ? whole.data.content.text : it().excerpt);
  const isCut = () => it().excerpt.length >= 279 || it().excerpt.includes("\n\n");
  const heading = () => t(it().channel === "email" ? "messages.emailOut" : "messages.smsOut");
  return (
    <article class="rounded-xl border bg-surface px-4 py-2.5" aria-label={heading()}>
      <header class="flex flex-wrap items-baseline gap-x-2 gap-y-0.5">
        <span class="font-medium">{heading()}</span>
        <StateMark message={it()} />
        <span class="text-ink-3 text-sm">
          <bdi>{it().by.kind === "system" ? t("changes.system") : it().by.name}</bdi> · <Ago at={it().createdAt} />
        </span>
      </header>
      <Show when={it().subject}>
        {(subject) => (
          <p class="mt-0.5 break-words font-medium text-ink-2">
            <bdi>{subject()}</bdi>
          </p>
        )}
      </Show>
      <p class={`mt-1 whitespace-pre-wrap break-words ${unfolded() ? "" : "line-clamp-3"}`} dir="auto">
        {text()}
      </p>
      <Show when={isCut()}>
        <button
          type="button"
          class="text-accent text-sm hover:underline"
          aria-expanded={unfolded()}
          onClick={() => setUnfolded(!unfolded())}
        >
          {t(unfolded() ? "interactions.fold" : "interactions.unfold")}
        </button>
      </Show>
      <Show when={whyWord(it())}>{(why) => <p class="mt-1 text-ink-2 text-sm">{why()}</p>}</Show>
      <Show when={it().to}>
        <p class="mt-1 text-ink-3 text-xs">
          {t("messages.to")} <span class="ltr-text">{showDigits(it().to)}</span>
        </p>
      </Show>
      <Show when={can("messages.send")}>
        <MessageActions message={it()} />
      </Show>
    </article>
  );
}

/** What may be done about a message now. */
export function MessageActions(props: { message: Message }) {
  const [busy, setBusy] = createSignal(false);
  const run = async (work: () => Promise<Message>, done: string, follow = false) => {
    setBusy(true);
    try {
      const message = await work();
      toastDone(done);
      if (follow) void followMessage(message.id);
    } catch (error) {
      toastFailed(messageOf(error));
    } finally {
      setBusy(false);
    }
  };
  const verdict = (said: "sent" | "again" | "leave", done: string) =>
    run(() => settle(props.message.id, said), done, said === "again");
  const isWaiting = () => props.message.state === "queued" || props.message.state === "held";
  return (
    <>
      <Show when={props.message.state === "uncertain"}>
        <div class="mt-2 flex flex-wrap gap-2">
          <Button size="small" busy={busy()} onClick={() => void verdict("sent", t("messages.notedSent"))}>
            {t("messages.itWent")}
          </Button>
          <Button size="small" busy={busy()} onClick={() => void verdict("again", t("messages.goesAgain"))}>
            {t("messages.sendAgain")}
          </Button>
          <Button
            size="small"
            look="quiet"
            busy={busy()}
            onClick={() => void verdict("leave", t("messages.leftAlone"))}
          >
            {t("messages.leave")}
          </Button>
        </div>
      </Show>
      <Show when={props.message.state === "failed"}>
        <Button size="small" class="mt-2" busy={busy()} onClick={() => void verdict("again", t("messages.goesAgain"))}>
          {t("messages.sendAgain")}
        </Button>
      </Show>
      <Show when={isWaiting()}>
        <Button
          size="small"
          look="quiet"
          class="ms-[-0.625rem] mt-1"
          busy={busy()}
          onClick={() => void run(() => cancel(props.message.id), t("messages.takenBack"))}
        >
          {t("messages.takeBack")}
        </Button>
      </Show>
    </>
  );
}

/** The sign of a message's channel, on the thread. */
export function MessageSign(props: { message: Message; size: number }) {
  return <Dynamic component={props.message.channel === "email" ? Mail : MessageSquare} size={props.size} />;
}
