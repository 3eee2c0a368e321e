import Pencil from "lucide-solid/icons/pencil";
import Undo from "lucide-solid/icons/undo-2";
import { createSignal, Show } from "solid-js";
import type { Interaction } from "#core/engagement/interactions/index.ts";
import { channelWord } from "#web/people/customers/index.ts";
import { t } from "#web/platform/i18n.ts";
import { showNumber } from "#web/platform/show.ts";
import { Ago } from "#web/ui/ago.tsx";
import { IconButton } from "#web/ui/button.tsx";
import { Tag } from "#web/ui/tag.tsx";
import { Attachments, MailSender } from "./mail-lines.tsx";

type EntryProps = {
  interaction: Interaction;
  mayWrite: boolean;
  onCorrect: (interaction: Interaction) => void;
  onWithdraw: (interaction: Interaction) => void;
  mayAudit: boolean;
  onVersions: (interaction: Interaction) => void;
};

/** Longer texts are folded until they are asked for. */
const LONG_TEXT = 420;

/** One contact with the customer: what it was, who had it, what was said. */
export function InteractionEntry(props: EntryProps) {
  const [unfolded, setUnfolded] = createSignal(false);
  const it = () => props.interaction;
  const heading = () => {
    const { channel, direction } = it();
    return direction === "none" ? channelWord(channel) : t(`interactions.headings.${direction}`, channelWord(channel));
  };
  const isLong = () => (it().body?.length ?? 0) > LONG_TEXT;

  return (
    <article class="group rounded-xl border bg-surface px-4 py-2.5" aria-label={heading()}>
      <header class="flex items-start gap-2">
        <div class="min-w-0 flex-1">
          <p class="flex flex-wrap items-baseline gap-x-2">
            <span class="font-medium">{heading()}</span>
            <span class="text-ink-3 text-sm">
              <bdi>{it().by.name}</bdi> · <Ago at={it().occurredAt} />
            </span>
            <Show when={it().correctedAt && !it().withdrawnAt}>
              <Tag>{t("interactions.corrected")}</Tag>
            </Show>
            <Show when={it().correctedAt && props.mayAudit}>
              <button
                type="button"
                class="text-accent text-sm underline-offset-4 hover:underline"
                onClick={() => props.onVersions(it())}
              >
                {t("interactions.versions")}
              </button>
            </Show>
          </p>
        </div>
        <Show when={props.mayWrite && !it().withdrawnAt}>
          <div class="-my-0.5 -me-2 flex transition-opacity focus-within:opacity-100 group-hover:opacity-100 pointer-fine:opacity-0 pointer-fine:focus-within:opacity-100 pointer-fine:group-hover:opacity-100">
            <IconButton
              icon={Pencil}
              size={14}
              label={t("interactions.correct")}
              onClick={() => props.onCorrect(it())}
            />
            <IconButton
              icon={Undo}
              size={14}
              label={t("interactions.withdraw")}
              onClick={() => props.onWithdraw(it())}
            />
          </div>
        </Show>
      </header>
      <Show
        when={!it().withdrawnAt}
        fallback={
          <p class="mt-1 text-ink-3">
            {it().withdrawnReason
              ? t("interactions.withdrawnBecause", it().withdrawnReason ?? "")
              : t("interactions.withdrawn")}
          </p>
        }
      >
        <MailSender interaction={it()} />
        <Show when={it().subject}>
          {(subject) => (
            <p class="mt-0.5 break-words font-medium text-ink-2">
              <bdi>{subject()}</bdi>
            </p>
          )}
        </Show>
        <Show when={it().body}>
          {(body) => (
            <p
              class={`mt-1 whitespace-pre-wrap break-words ${isLong() && !unfolded() ? "line-clamp-5" : ""}`}
              dir="auto"
            >
              {body()}
            </p>
          )}
        </Show>
        <Show when={isLong()}>
          <button
            type="button"
            class="text-accent text-sm hover:underline"
            aria-expanded={unfolded()}
            onClick={() => setUnfolded(!unfolded())}
          >
            {t(unfolded() ? "interactions.fold" : "interactions.unfold")}
          </button>
        </Show>
        <Attachments names={it().attachments} />
        <Show when={it().outcome || it().durationSeconds !== undefined}>
          <p class="mt-1.5 flex flex-wrap gap-1.5">
            <Show when={it().outcome}>{(outcome) => <Tag>{outcome()}</Tag>}</Show>
            <Show when={it().durationSeconds !== undefined}>
              <Tag>
                {t("interactions.lasted", showNumber(Math.max(1, Math.round((it().durationSeconds ?? 0) / 60))))}
              </Tag>
            </Show>
          </p>
        </Show>
      </Show>
    </article>
  );
}
